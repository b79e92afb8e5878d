import { expect } from "chai";
import { citizensDeposit, readyBank, type Bank } from "../../helpers/bank.ts";
import {
  caseCalled,
  everything,
  firstCase,
  freeze,
  hundredThousand,
  midnight,
  secondCase,
  unfreeze,
} from "../../helpers/cases.ts";
import { at, reach } from "../../helpers/chain.ts";
import { won } from "../../helpers/fixtures.ts";
import { onOneChain } from "../../helpers/suite.ts";
import { day, kst } from "../../helpers/time.ts";

const bank = onOneChain(readyBank);

/** What every view says is frozen, which must be one figure. */
async function frozenNow({ token, citizen }: Bank): Promise<bigint> {
  const frozen = await token.getFrozenTokens(citizen);
  const balance = await token.balanceOf(citizen);
  const cases = await token.casesOf(citizen);
  expect((await token.accountOf(citizen)).frozen).to.equal(frozen);
  expect(await token.spendableOf(citizen)).to.equal(frozen < balance ? balance - frozen : 0n);
  expect(cases.reduce((sum, { amount }) => sum + amount, 0n)).to.equal(frozen);
  return frozen;
}

describe("DepositToken: the end of a freeze", () => {
  describe("given an end", () => {
    it("is a midnight in Korea: no second before and none after", async () => {
      const system = await bank();
      const { token, citizen } = system;

      for (const until of [
        midnight.dayAfter - 1,
        midnight.dayAfter + 1,
        kst("2025-07-23T09:00:00"),
      ])
        await expect(freeze(system, citizen, { until }))
          .to.be.revertedWithCustomError(token, "InvalidCase")
          .withArgs(citizen.address, firstCase);
      await freeze(system, citizen, { until: midnight.dayAfter });
    });

    it("lies ahead: today's midnight does not, tomorrow's does until its second", async () => {
      const system = await bank();
      const { token, citizen } = system;

      for (const until of [midnight.today, midnight.today - day])
        await expect(freeze(system, citizen, { until }))
          .to.be.revertedWithCustomError(token, "InvalidCase")
          .withArgs(citizen.address, firstCase);
      await at(system, midnight.tomorrow);
      await expect(freeze(system, citizen, { until: midnight.tomorrow }))
        .to.be.revertedWithCustomError(token, "InvalidCase")
        .withArgs(citizen.address, firstCase);
    });

    it("is set up to one second before it", async () => {
      const system = await bank();
      await at(system, midnight.tomorrow - 1);
      await freeze(system, system.citizen, { until: midnight.tomorrow });

      expect(await frozenNow(system)).to.equal(hundredThousand);
    });

    it("lies no later than day 65,535 since 1970, in the year 2149", async () => {
      const system = await bank();
      const { token, citizen } = system;
      const last = 65_535 * day - 9 * 3_600;
      expect(last).to.equal(kst("2149-06-06T00:00:00"));

      await expect(freeze(system, citizen, { until: last + day }))
        .to.be.revertedWithCustomError(token, "InvalidCase")
        .withArgs(citizen.address, firstCase);
      await freeze(system, citizen, { until: last });
      expect((await token.casesOf(citizen))[0]?.until).to.equal(BigInt(last));
    });
  });

  describe("given 100,000 won frozen until midnight", () => {
    const ending = async () => {
      const system = await bank();
      await freeze(system, system.citizen, { until: midnight.tomorrow });
      return system;
    };

    it("are frozen at 23:59:59 and free at 00:00:00, in every view", async () => {
      const system = await ending();

      await reach(system, midnight.tomorrow - 1);
      expect(await frozenNow(system)).to.equal(hundredThousand);
      await reach(system, midnight.tomorrow);
      expect(await frozenNow(system)).to.equal(0n);
    });

    it("cannot be transferred at 23:59:59", async () => {
      const system = await ending();
      const { token, citizen, bookshop } = system;
      await at(system, midnight.tomorrow - 1);

      await expect(token.connect(citizen).transfer(bookshop, citizensDeposit))
        .to.be.revertedWithCustomError(token, "ERC7943InsufficientUnfrozenBalance")
        .withArgs(citizen.address, citizensDeposit, won(900_000));
    });

    it("can be transferred at 00:00:00, without anybody having acted", async () => {
      const system = await ending();
      const { token, citizen, bookshop } = system;
      await at(system, midnight.tomorrow);

      await token.connect(citizen).transfer(bookshop, citizensDeposit);

      expect(await token.balanceOf(bookshop)).to.equal(citizensDeposit);
      expect(await frozenNow(system)).to.equal(0n);
    });

    it("can be redeemed at 00:00:00", async () => {
      const system = await ending();
      const { token, citizen } = system;
      await at(system, midnight.tomorrow);

      await token.connect(citizen).redeem(citizensDeposit, 1n);

      expect(await token.balanceOf(citizen)).to.equal(0n);
    });

    it("are no case to release any more at 00:00:00", async () => {
      const system = await ending();
      const { token, citizen } = system;
      await at(system, midnight.tomorrow);

      await expect(unfreeze(system, citizen, 1n))
        .to.be.revertedWithCustomError(token, "CaseUnknown")
        .withArgs(citizen.address, firstCase);
    });
  });

  describe("given two cases that end on different days, and one that does not end", () => {
    const three = async () => {
      const system = await bank();
      const { citizen } = system;
      await freeze(system, citizen, { amount: won(100), until: midnight.dayAfter });
      const soon = { caseId: secondCase, amount: won(20), until: midnight.tomorrow };
      await freeze(system, citizen, soon);
      await freeze(system, citizen, { caseId: caseCalled("third"), amount: won(3) });
      return system;
    };

    it("end one after the other", async () => {
      const system = await three();

      expect(await frozenNow(system)).to.equal(won(123));
      await reach(system, midnight.tomorrow);
      expect(await frozenNow(system)).to.equal(won(103));
      await reach(system, midnight.dayAfter - 1);
      expect(await frozenNow(system)).to.equal(won(103));
      await reach(system, midnight.dayAfter);
      expect(await frozenNow(system)).to.equal(won(3));
    });

    it("end so too where money moved in between", async () => {
      const system = await three();
      const { token, citizen, bookshop } = system;
      await at(system, midnight.tomorrow);
      const most = citizensDeposit - won(103);
      await expect(token.connect(citizen).transfer(bookshop, most + 1n))
        .to.be.revertedWithCustomError(token, "ERC7943InsufficientUnfrozenBalance")
        .withArgs(citizen.address, most + 1n, most);
      await token.connect(citizen).transfer(bookshop, most);
      expect(await frozenNow(system)).to.equal(won(103));
      await at(system, midnight.dayAfter);

      await token.connect(citizen).transfer(bookshop, won(100));
      expect(await token.spendableOf(citizen)).to.equal(0n);
    });

    it("are summed again where one is released or prolonged after another ended", async () => {
      const system = await three();
      const { citizen } = system;
      await at(system, midnight.tomorrow);
      await unfreeze(system, citizen, won(1), caseCalled("third"));
      expect(await frozenNow(system)).to.equal(won(102));

      await freeze(system, citizen, { amount: won(100), until: midnight.nextMonth });
      await reach(system, midnight.dayAfter);
      expect(await frozenNow(system)).to.equal(won(102));
      await reach(system, midnight.nextMonth);
      expect(await frozenNow(system)).to.equal(won(2));
    });

    it("end on the earlier day where a later case is added", async () => {
      const system = await three();
      const { citizen } = system;
      const late = { caseId: caseCalled("late"), amount: won(1_000), until: midnight.nextMonth };
      await freeze(system, citizen, late);

      await reach(system, midnight.tomorrow);
      expect(await frozenNow(system)).to.equal(won(1_103));
    });
  });

  it("ends a freeze of everything, and leaves what another case freezes", async () => {
    const system = await bank();
    const { token, citizen } = system;
    await freeze(system, citizen, { amount: everything, until: midnight.tomorrow });
    await freeze(system, citizen, { caseId: secondCase, amount: won(9) });
    expect(await token.getFrozenTokens(citizen)).to.equal(everything);

    await reach(system, midnight.tomorrow);

    expect(await frozenNow(system)).to.equal(won(9));
  });
});
