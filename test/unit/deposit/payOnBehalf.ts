import { expect } from "chai";
import { ZeroAddress } from "ethers";
import { admit, admittedUntil, caseFile, type Bank } from "../../helpers/bank.ts";
import { recover } from "../../helpers/cases.ts";
import { decoded, eventsOf, reach, speakAs } from "../../helpers/chain.ts";
import { won, type Deployed } from "../../helpers/fixtures.ts";
import { limit } from "../../helpers/joint.ts";
import { AccountKind } from "../../helpers/kinds.ts";
import { onOneChain } from "../../helpers/suite.ts";
import { budget, openProgramme } from "../../helpers/voucher.ts";

/** A contract of the system, holding a programme's budget of 300,000,000 won, speaks for itself. */
async function speakingProgrammes(system: Deployed) {
  const market = await openProgramme(system);
  const programmes = await speakAs(market, market.addresses.programmes);
  return { ...market, asProgrammes: market.token.connect(programmes) };
}

const market = onOneChain(speakingProgrammes);

describe("DepositToken: payOnBehalf", () => {
  describe("when a contract of the system pays on behalf of a holder", () => {
    it("pays from its own account, and leaves the holder's as it was", async () => {
      const { token, asProgrammes, addresses, citizen, bookshop } = await market();
      const before = await token.accountOf(citizen);

      expect(
        await eventsOf(asProgrammes.payOnBehalf(citizen, bookshop, won(30_000)), token),
      ).to.deep.equal([["Transfer", addresses.programmes, bookshop.address, won(30_000)]]);

      expect(await token.balanceOf(bookshop)).to.equal(won(30_000));
      expect(await token.balanceOf(addresses.programmes)).to.equal(won(299_970_000));
      expect(await token.accountOf(citizen)).to.deep.equal(before);
    });

    it("returns true", async () => {
      const { asProgrammes, citizen, bookshop } = await market();

      expect(await asProgrammes.payOnBehalf.staticCall(citizen, bookshop, won(1))).to.equal(true);
    });

    it("pays no business into a protected account, which would shelter its takings", async () => {
      const system = await market();
      const { token, asProgrammes, officers, addresses, citizen, stranger } = system;
      await admit(system, stranger, AccountKind.Citizen);
      await token.connect(officers.admissionOfficer).setProtection(stranger, true);
      await admit(system, stranger, AccountKind.Merchant);

      await expect(asProgrammes.payOnBehalf(citizen, stranger, won(1)))
        .to.be.revertedWithCustomError(token, "ProtectedAccountNotCredited")
        .withArgs(stranger.address, addresses.programmes);
    });

    it("is not bound by the holder's daily limit", async () => {
      const system = await market();
      const { token, asProgrammes, citizen, bookshop } = system;
      await limit(system, AccountKind.Citizen, { daily: won(1) });

      await asProgrammes.payOnBehalf(citizen, bookshop, won(30_000));

      expect((await token.accountOf(citizen)).spentToday).to.equal(won(0));
    });

    it("pays every kind of account but a citizen's", async () => {
      const system = await market();
      const { asProgrammes, token, citizen, stranger } = system;
      for (const kind of [
        AccountKind.Merchant,
        AccountKind.Agency,
        AccountKind.Contractor,
        AccountKind.Bank,
      ]) {
        await admit(system, stranger, kind);
        await asProgrammes.payOnBehalf(citizen, stranger, won(5));
      }

      expect(await token.balanceOf(stranger)).to.equal(won(20));
      await admit(system, stranger, AccountKind.Citizen);
      await expect(asProgrammes.payOnBehalf(citizen, stranger, won(5)))
        .to.be.revertedWithCustomError(token, "CitizenNotPaid")
        .withArgs(stranger.address);
    });
  });

  it("is refused to everybody who is no contract of the system", async () => {
    const { token, citizen, bookshop } = await market();

    await expect(token.connect(citizen).payOnBehalf(citizen, bookshop, won(1)))
      .to.be.revertedWithCustomError(token, "NotSystemAccount")
      .withArgs(citizen.address);
  });

  type Case = readonly [
    what: string,
    arrange: (system: Bank) => Promise<unknown>,
    parties: (system: Bank) => readonly [holder: string, to: string, amount: bigint],
    reason: (system: Bank) => readonly [string, ...unknown[]],
  ];
  const usual = ({ citizen, bookshop }: Bank) =>
    [citizen.address, bookshop.address, won(1)] as const;
  const asItIs = () => Promise.resolve();
  const cases: readonly Case[] = [
    [
      "the bank has paused",
      ({ token, officers }) => token.connect(officers.pauser).pause(),
      usual,
      () => ["EnforcedPause"],
    ],
    [
      "the supervisor has stopped the service",
      ({ token, officers }) => token.connect(officers.stopOfficer).orderStop(1n),
      usual,
      () => ["StoppedBySupervisor"],
    ],
    [
      "the holder is suspended",
      ({ token, officers, citizen }) =>
        token.connect(officers.enforcementOfficer).suspend(citizen, caseFile),
      usual,
      ({ citizen }) => ["SuspendedAccount", citizen.address],
    ],
    [
      "the holder was never admitted",
      asItIs,
      ({ stranger, bookshop }) => [stranger.address, bookshop.address, won(1)],
      ({ stranger }) => ["AccountNotAdmitted", stranger.address],
    ],
    [
      "the merchant's account is suspended",
      ({ token, officers, bookshop }) =>
        token.connect(officers.enforcementOfficer).suspend(bookshop, caseFile),
      usual,
      ({ bookshop }) => ["SuspendedAccount", bookshop.address],
    ],
    [
      "the merchant's account is closed",
      ({ token, officers, bookshop }) => token.connect(officers.admissionOfficer).close(bookshop),
      usual,
      ({ bookshop }) => ["ClosedAccount", bookshop.address],
    ],
    [
      "the payee is the zero address",
      asItIs,
      ({ citizen }) => [citizen.address, ZeroAddress, won(1)],
      () => ["ERC20InvalidReceiver", ZeroAddress],
    ],
    [
      "the payee is a contract of the system",
      asItIs,
      ({ citizen, addresses }) => [citizen.address, addresses.programmes, won(1)],
      ({ addresses }) => ["SystemAccountNotCredited", addresses.programmes, addresses.programmes],
    ],
    [
      "the payee is the holder, a citizen",
      asItIs,
      ({ citizen }) => [citizen.address, citizen.address, won(1)],
      ({ citizen }) => ["CitizenNotPaid", citizen.address],
    ],
    [
      "the payee is the holder, a merchant",
      asItIs,
      ({ bookshop }) => [bookshop.address, bookshop.address, won(1)],
      ({ bookshop }) => ["HolderPaidItself", bookshop.address],
    ],
    [
      "the holder took the payee's place",
      (system) => recover(system, system.bookshop.address, system.stranger.address),
      ({ bookshop, stranger }) => [stranger.address, bookshop.address, budget + won(1)],
      ({ stranger }) => ["HolderPaidItself", stranger.address],
    ],
    [
      "the payee is a citizen and the amount above what the contract holds",
      asItIs,
      ({ citizen, neighbour }) => [citizen.address, neighbour.address, budget + won(1)],
      ({ neighbour }) => ["CitizenNotPaid", neighbour.address],
    ],
    [
      "the payee is a citizen whose account is closed",
      ({ token, officers, neighbour }) => token.connect(officers.admissionOfficer).close(neighbour),
      ({ citizen, neighbour }) => [citizen.address, neighbour.address, won(1)],
      ({ neighbour }) => ["ClosedAccount", neighbour.address],
    ],
    [
      "the amount is above what the contract holds",
      asItIs,
      ({ citizen, bookshop }) => [citizen.address, bookshop.address, budget + won(1)],
      ({ addresses }) => [
        "ERC20InsufficientBalance",
        addresses.programmes,
        budget,
        budget + won(1),
      ],
    ],
  ];

  for (const [what, arrange, parties, reason] of cases) {
    it(`says before the act what the act says, when ${what}`, async () => {
      const system = await market();
      const { token, asProgrammes, addresses } = system;
      await arrange(system);
      const [error, ...args] = reason(system);

      const refusal = await token.payOnBehalfRefusal(addresses.programmes, ...parties(system));

      expect(decoded(token, refusal)).to.deep.equal([error, ...args]);
      await expect(asProgrammes.payOnBehalf(...parties(system)))
        .to.be.revertedWithCustomError(token, error)
        .withArgs(...args);
    });
  }

  it("says nothing of a payment that would be made, and names who may not pay", async () => {
    const { token, addresses, citizen, bookshop } = await market();
    const parties = [citizen.address, bookshop.address, won(1)] as const;

    expect(await token.payOnBehalfRefusal(addresses.programmes, ...parties)).to.equal("0x");
    expect(decoded(token, await token.payOnBehalfRefusal(citizen, ...parties))).to.deep.equal([
      "NotSystemAccount",
      citizen.address,
    ]);
  });

  it("says that the holder's admission has ended, from that second on", async () => {
    const system = await market();
    const { token, addresses, citizen, bookshop } = system;
    const parties = [addresses.programmes, citizen, bookshop, won(1)] as const;

    await reach(system, admittedUntil - 1);
    expect(await token.payOnBehalfRefusal(...parties)).to.equal("0x");
    await reach(system, admittedUntil);
    expect(decoded(token, await token.payOnBehalfRefusal(...parties))).to.deep.equal([
      "AdmissionExpired",
      citizen.address,
      BigInt(admittedUntil),
      BigInt(admittedUntil),
    ]);
  });
});
