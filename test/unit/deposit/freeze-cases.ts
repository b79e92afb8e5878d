import { expect } from "chai";
import { admit, citizensDeposit, readyBank, type Bank } from "../../helpers/bank.ts";
import {
  caseCalled,
  everything,
  firstCase,
  freeze,
  hundredThousand,
  midnight,
  secondCase,
  short,
  unfreeze,
} from "../../helpers/cases.ts";
import { at, eventsOf, reach } from "../../helpers/chain.ts";
import { won } from "../../helpers/fixtures.ts";
import { AccountKind, CaseBasis } from "../../helpers/kinds.ts";
import { onOneChain } from "../../helpers/suite.ts";

const bank = onOneChain(readyBank);

/** Cases 1 to `count` freeze 1, 2, 4, … won. */
async function cases(system: Bank, count: number, until = 0): Promise<void> {
  for (let n = 0; n < count; ++n)
    await freeze(system, system.citizen, { caseId: caseCalled(n), amount: 2n ** BigInt(n), until });
}

describe("DepositToken: cases of a freeze", () => {
  describe("given eight cases", () => {
    const eight = async () => {
      const system = await bank();
      await cases(system, 8);
      return system;
    };

    it("add up", async () => {
      const { token, citizen } = await eight();

      expect(await token.MAX_CASES()).to.equal(8n);
      expect(await token.getFrozenTokens(citizen)).to.equal(won(255)); // 1 + 2 + 4 + … + 128
      expect(await token.spendableOf(citizen)).to.equal(citizensDeposit - won(255));
      expect((await token.casesOf(citizen)).map(({ caseId }) => caseId)).to.deep.equal(
        Array.from({ length: 8 }, (_, n) => short(caseCalled(n))),
      );
    });

    it("refuse a ninth, and still take more in the eighth", async () => {
      const system = await eight();
      const { token, citizen } = system;

      await expect(freeze(system, citizen, { caseId: caseCalled(8) }))
        .to.be.revertedWithCustomError(token, "TooManyCases")
        .withArgs(citizen.address, 8n);
      await freeze(system, citizen, { caseId: caseCalled(7), amount: won(129) });

      expect(await token.getFrozenTokens(citizen)).to.equal(won(256));
    });

    it("make room for another where one is released", async () => {
      const system = await eight();
      const { token, citizen } = system;
      await unfreeze(system, citizen, won(8), caseCalled(3));
      expect(await token.getFrozenTokens(citizen)).to.equal(won(247)); // 255 − 8

      await freeze(system, citizen, { caseId: caseCalled(8), amount: won(1_000) });

      expect(await token.getFrozenTokens(citizen)).to.equal(won(1_247));
      const found = await token.casesOf(citizen);
      expect(found.map(({ caseId }) => caseId)[3]).to.equal(short(caseCalled(8)));
      expect(found).to.have.length(8);
    });
  });

  describe("given eight cases of which the third ends at midnight", () => {
    const ending = async () => {
      const system = await bank();
      for (let n = 0; n < 8; ++n) {
        const until = n === 2 ? midnight.tomorrow : 0;
        await freeze(system, system.citizen, { caseId: caseCalled(n), amount: won(10), until });
      }
      return system;
    };

    it("frees itself without a transaction, and its place is used again", async () => {
      const system = await ending();
      const { token, citizen } = system;
      await at(system, midnight.tomorrow - 1);
      await expect(freeze(system, citizen, { caseId: caseCalled(8), amount: won(3) }))
        .to.be.revertedWithCustomError(token, "TooManyCases")
        .withArgs(citizen.address, 8n);
      await reach(system, midnight.tomorrow);
      expect(await token.getFrozenTokens(citizen)).to.equal(won(70));
      expect(await token.casesOf(citizen)).to.have.length(7);

      await freeze(system, citizen, { caseId: caseCalled(8), amount: won(3) });

      expect(await token.getFrozenTokens(citizen)).to.equal(won(73));
      expect((await token.casesOf(citizen))[2]?.caseId).to.equal(short(caseCalled(8)));
    });
  });

  describe("when a case that runs is frozen again", () => {
    const running = async (until = midnight.dayAfter) => {
      const system = await bank();
      await freeze(system, system.citizen, { until });
      return system;
    };

    it("is raised, by the difference", async () => {
      const system = await running();
      const { token, citizen } = system;
      const terms = { amount: won(150_000), until: midnight.dayAfter };

      await freeze(system, citizen, terms);
      expect(await token.getFrozenTokens(citizen)).to.equal(won(150_000));
      expect(await token.casesOf(citizen)).to.have.length(1);
    });

    it("is prolonged, or made to have no end", async () => {
      const system = await running();
      const { token, citizen } = system;
      for (const until of [midnight.nextMonth, 0]) {
        await freeze(system, citizen, { until });
        expect((await token.casesOf(citizen))[0]?.until).to.equal(BigInt(until));
      }
      await reach(system, midnight.nextMonth);
      expect(await token.getFrozenTokens(citizen)).to.equal(hundredThousand);
    });

    it("is changed by nothing that the same call says again", async () => {
      const system = await running();
      const { token, citizen } = system;
      const before = [await token.accountOf(citizen), await token.casesOf(citizen)];

      await freeze(system, citizen, { until: midnight.dayAfter });

      expect([await token.accountOf(citizen), await token.casesOf(citizen)]).to.deep.equal(before);
    });

    it("refuses one won less, an earlier end, and another ground", async () => {
      const system = await running();
      const { token, citizen } = system;
      const until = midnight.dayAfter;

      for (const terms of [
        { amount: hundredThousand - 1n, until },
        { until: midnight.tomorrow },
        { amount: won(200_000), until: midnight.tomorrow },
        { basis: CaseBasis.Debt, until },
      ]) {
        await expect(freeze(system, citizen, terms))
          .to.be.revertedWithCustomError(token, "InvalidCase")
          .withArgs(citizen.address, firstCase);
      }
    });

    it("refuses an end for one that has none", async () => {
      const system = await running(0);
      const { token, citizen } = system;

      await expect(freeze(system, citizen, { until: midnight.nextMonth }))
        .to.be.revertedWithCustomError(token, "InvalidCase")
        .withArgs(citizen.address, firstCase);
    });

    it("may begin anew, lower, once it has ended", async () => {
      const system = await running(midnight.tomorrow);
      const { token, citizen } = system;
      await at(system, midnight.tomorrow);

      await freeze(system, citizen, { amount: 1n, basis: CaseBasis.Debt });

      expect(await token.getFrozenTokens(citizen)).to.equal(1n);
    });
  });

  describe("when a case is released", () => {
    const two = async () => {
      const system = await bank();
      await freeze(system, system.citizen);
      await freeze(system, system.citizen, { caseId: secondCase, amount: won(7) });
      return system;
    };

    it("frees a part, and the rest ends the case", async () => {
      const system = await two();
      const { token, officers, citizen } = system;
      const by = officers.admissionOfficer.address;

      expect(await eventsOf(unfreeze(system, citizen, won(99_999)), token)).to.deep.equal([
        ["Frozen", citizen.address, won(8)],
        ["CaseReduced", citizen.address, short(firstCase), won(1), by],
      ]);
      expect(await eventsOf(unfreeze(system, citizen, won(1)), token)).to.deep.equal([
        ["Frozen", citizen.address, won(7)],
        ["CaseReduced", citizen.address, short(firstCase), 0n, by],
      ]);
      expect(await token.casesOf(citizen)).to.have.length(1);
    });

    it("refuses one won more than it freezes, and a case that does not run", async () => {
      const system = await two();
      const { token, citizen } = system;

      await expect(unfreeze(system, citizen, hundredThousand + 1n))
        .to.be.revertedWithCustomError(token, "CaseExceeded")
        .withArgs(citizen.address, firstCase, hundredThousand, hundredThousand + 1n);
      await unfreeze(system, citizen, hundredThousand);
      await expect(unfreeze(system, citizen, 1n))
        .to.be.revertedWithCustomError(token, "CaseUnknown")
        .withArgs(citizen.address, firstCase);
      await expect(unfreeze(system, citizen, 1n, caseCalled("nobody's")))
        .to.be.revertedWithCustomError(token, "CaseUnknown")
        .withArgs(citizen.address, caseCalled("nobody's"));
    });

    it("belongs to another office than the one that froze", async () => {
      const { token, officers, citizen } = await two();
      const enforcer = officers.enforcementOfficer;

      await expect(token.connect(enforcer).unfreeze(citizen, firstCase, 1n))
        .to.be.revertedWithCustomError(token, "AccessManagedUnauthorized")
        .withArgs(enforcer.address);
    });

    it("frees everything where everything was frozen", async () => {
      const system = await bank();
      const { token, citizen } = system;
      await freeze(system, citizen, { amount: everything });
      await unfreeze(system, citizen, everything);

      expect(await token.spendableOf(citizen)).to.equal(citizensDeposit);
    });
  });

  it("stays when the admission is renewed", async () => {
    const system = await bank();
    await cases(system, 2);
    await admit(system, system.citizen, AccountKind.Contractor);

    expect(await system.token.getFrozenTokens(system.citizen)).to.equal(won(3));
  });
});
