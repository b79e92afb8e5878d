import { expect } from "chai";
import { ZeroHash } from "ethers";
import { readyBank } from "../../helpers/bank.ts";
import {
  caseCalled,
  everything,
  firstCase,
  freeze,
  hundredThousand,
  midnight,
  openCase,
  secondCase,
  short,
  unfreeze,
} from "../../helpers/cases.ts";
import { at, eventsOf, reach } from "../../helpers/chain.ts";
import { won } from "../../helpers/fixtures.ts";
import { orderPair, propose } from "../../helpers/joint.ts";
import { CaseBasis } from "../../helpers/kinds.ts";
import { onOneChain } from "../../helpers/suite.ts";

const bank = onOneChain(readyBank);

/** The citizen has a case that two people opened, and the enforcer speaks. */
const opened = async (until = 0) => {
  const system = await bank();
  await openCase(system, system.citizen, { until });
  return { ...system, enforcer: system.token.connect(system.officers.enforcementOfficer) };
};

describe("DepositToken: openCase", () => {
  it("is logged with both people, and freezes nothing yet", async () => {
    const system = await bank();
    const { token, officers, citizen } = system;
    const until = midnight.nextMonth;

    expect(await eventsOf(openCase(system, citizen, { until }), token)).to.deep.equal([
      [
        ...["CaseOpened", citizen.address, firstCase, CaseBasis.Fraud, BigInt(until)],
        ...[officers.orderOfficer.address, officers.orderChecker.address],
      ],
    ]);
    expect(await token.casesOf(citizen)).to.deep.equal([
      [short(firstCase), CaseBasis.Fraud, true, 0n, BigInt(until)],
    ]);
    expect(await token.spendableOf(citizen)).to.equal(won(1_000_000));
  });

  it("takes two people: none alone opens a case", async () => {
    const { token, officers, citizen, stranger } = await bank();
    const { orderOfficer, orderChecker, enforcementOfficer } = officers;

    for (const one of [orderOfficer, orderChecker, enforcementOfficer, stranger])
      await expect(token.connect(one).openCase(citizen, firstCase, CaseBasis.Fraud, 0n))
        .to.be.revertedWithCustomError(token, "NeedsDualControl")
        .withArgs(one.address);
  });

  it("is approved by nobody who proposed it", async () => {
    const system = await bank();
    const { officers, dualControls, citizen } = system;
    const args = [citizen.address, firstCase, CaseBasis.Fraud, 0n];
    const id = await propose(system, "bank", orderPair, system.token, "openCase", args);

    await expect(dualControls.bank.connect(officers.orderOfficer).approve(id))
      .to.be.revertedWithCustomError(dualControls.bank, "OfficeNotHeld")
      .withArgs(officers.orderOfficer.address, 15n); // the order checker's office
  });

  it("refuses a case that runs, or has no id, ground or end ahead at midnight", async () => {
    const system = await opened();
    const { token, citizen } = system;
    const other = { caseId: secondCase };

    for (const terms of [
      {},
      { caseId: ZeroHash },
      { ...other, basis: CaseBasis.None },
      { ...other, until: midnight.today },
      { ...other, until: midnight.dayAfter + 1 },
    ]) {
      await expect(openCase(system, citizen, terms))
        .to.be.revertedWithCustomError(token, "InvalidCase")
        .withArgs(citizen.address, { caseId: firstCase, ...terms }.caseId);
    }
  });

  it("refuses a ninth case, and accounts out of reach", async () => {
    const system = await bank();
    const { token, citizen, stranger, addresses } = system;
    for (let n = 0; n < 8; ++n) await openCase(system, citizen, { caseId: caseCalled(n) });

    await expect(openCase(system, citizen, { caseId: caseCalled(8) }))
      .to.be.revertedWithCustomError(token, "TooManyCases")
      .withArgs(citizen.address, 8n);
    await expect(openCase(system, stranger))
      .to.be.revertedWithCustomError(token, "AccountNotAdmitted")
      .withArgs(stranger.address);
    await expect(openCase(system, addresses.programmes))
      .to.be.revertedWithCustomError(token, "SystemAccountUntouchable")
      .withArgs(addresses.programmes);
  });
});

describe("DepositToken: setFrozenTokens (ERC-7943)", () => {
  describe("given no case of two people", () => {
    it("is refused to an enforcer alone", async () => {
      const system = await bank();
      const { token, officers, citizen } = system;
      await freeze(system, citizen);

      await expect(
        token.connect(officers.enforcementOfficer).setFrozenTokens(citizen, hundredThousand),
      )
        .to.be.revertedWithCustomError(token, "NoJointCase")
        .withArgs(citizen.address);
    });
  });

  describe("given a case of two people", () => {
    it("sets the total, up and down, and says so", async () => {
      const { token, enforcer, officers, citizen } = await opened();
      expect(await enforcer.setFrozenTokens.staticCall(citizen, won(5))).to.equal(true);

      for (const amount of [won(5), won(2_000_000), won(0), everything])
        expect(await eventsOf(enforcer.setFrozenTokens(citizen, amount), token)).to.deep.equal([
          ["Frozen", citizen.address, amount],
          [
            ...["CaseSet", citizen.address, short(firstCase), amount],
            officers.enforcementOfficer.address,
          ],
        ]);
      expect(await token.getFrozenTokens(citizen)).to.equal(everything);
    });

    it("refuses one won above 64 bits", async () => {
      const { token, enforcer, citizen } = await opened();

      await expect(enforcer.setFrozenTokens(citizen, everything + 1n))
        .to.be.revertedWithCustomError(token, "FrozenByOtherCases")
        .withArgs(citizen.address, 0n, everything + 1n);
    });

    it("is refused to who is no enforcer, also to those who opened the case", async () => {
      const { token, officers, citizen } = await opened();

      for (const one of [officers.orderOfficer, officers.orderChecker, citizen])
        await expect(token.connect(one).setFrozenTokens(citizen, 1n))
          .to.be.revertedWithCustomError(token, "NotEnforcer")
          .withArgs(one.address);
    });

    it("is refused once the case has ended", async () => {
      const system = await opened(midnight.tomorrow);
      const { token, enforcer, citizen } = system;
      await enforcer.setFrozenTokens(citizen, won(5));
      await at(system, midnight.tomorrow);

      await expect(enforcer.setFrozenTokens(citizen, won(5)))
        .to.be.revertedWithCustomError(token, "NoJointCase")
        .withArgs(citizen.address);
      await reach(system, midnight.tomorrow);
      expect(await token.getFrozenTokens(citizen)).to.equal(0n);
    });

    it("is raised by no enforcer's own freeze", async () => {
      const system = await opened();

      await expect(freeze(system, system.citizen))
        .to.be.revertedWithCustomError(system.token, "InvalidCase")
        .withArgs(system.citizen.address, firstCase);
    });

    it("is released by the other office", async () => {
      const system = await opened();
      const { token, enforcer, citizen } = system;
      await enforcer.setFrozenTokens(citizen, won(5));

      await unfreeze(system, citizen, won(5));

      expect(await token.casesOf(citizen)).to.deep.equal([]);
      await expect(enforcer.setFrozenTokens(citizen, won(5)))
        .to.be.revertedWithCustomError(token, "NoJointCase")
        .withArgs(citizen.address);
    });
  });

  describe("given another case beside it that freezes 100,000 won", () => {
    const beside = async () => {
      const system = await opened();
      await freeze(system, system.citizen, { caseId: secondCase });
      return system;
    };

    it("counts the other in the total, and does not go one won below it", async () => {
      const { token, enforcer, citizen } = await beside();
      await enforcer.setFrozenTokens(citizen, won(150_000));
      const amounts = async () => (await token.casesOf(citizen)).map(({ amount }) => amount);
      expect(await amounts()).to.deep.equal([won(50_000), hundredThousand]);

      await expect(enforcer.setFrozenTokens(citizen, hundredThousand - 1n))
        .to.be.revertedWithCustomError(token, "FrozenByOtherCases")
        .withArgs(citizen.address, hundredThousand, hundredThousand - 1n);
      await enforcer.setFrozenTokens(citizen, hundredThousand);
      expect(await amounts()).to.deep.equal([0n, hundredThousand]);
      expect(await token.getFrozenTokens(citizen)).to.equal(hundredThousand);
    });
  });

  describe("given two cases of two people", () => {
    it("sets the one opened last", async () => {
      const system = await opened();
      const { token, enforcer, citizen } = system;
      await openCase(system, citizen, { caseId: secondCase });

      await enforcer.setFrozenTokens(citizen, won(9));

      expect((await token.casesOf(citizen)).map(({ amount }) => amount)).to.deep.equal([0n, 9n]);
    });

    it("sets the one opened last, also where it took the place of one that ended", async () => {
      const system = await opened(midnight.tomorrow);
      const { token, enforcer, citizen } = system;
      await openCase(system, citizen, { caseId: secondCase });
      await at(system, midnight.tomorrow);
      await openCase(system, citizen, { caseId: caseCalled("newest") });

      await enforcer.setFrozenTokens(citizen, won(9));

      const set = (await token.casesOf(citizen)).find(({ amount }) => amount === 9n);
      expect(set?.caseId).to.equal(short(caseCalled("newest")));
    });
  });

  it("refuses accounts out of reach", async () => {
    const { token, officers, stranger, neighbour, addresses } = await bank();
    await token.connect(officers.admissionOfficer).close(neighbour);
    const enforcer = token.connect(officers.enforcementOfficer);

    for (const [error, account] of [
      ["AccountNotAdmitted", stranger.address],
      ["ClosedAccount", neighbour.address],
      ["SystemAccountUntouchable", addresses.programmes],
    ] as const)
      await expect(enforcer.setFrozenTokens(account, 1n))
        .to.be.revertedWithCustomError(token, error)
        .withArgs(account);
  });
});
