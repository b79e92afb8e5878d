import { expect } from "chai";
import { ZeroAddress } from "ethers";
import { admit, admittedUntil, caseFile, type Bank } from "../../helpers/bank.ts";
import { openRecovery, recover } from "../../helpers/cases.ts";
import { at, eventsOf, reach, speakAs } from "../../helpers/chain.ts";
import { won, type Deployed } from "../../helpers/fixtures.ts";
import { AccountKind } from "../../helpers/kinds.ts";
import { stopsOf, type Stop } from "../../helpers/stops.ts";
import { onOneChain } from "../../helpers/suite.ts";
import { budget, openProgramme } from "../../helpers/voucher.ts";

/** A contract of the system, holding a programme's budget of 300,000,000 won, speaks for itself. */
async function speakingProgrammes(system: Deployed) {
  const market = await openProgramme(system);
  const programmes = await speakAs(market, market.addresses.programmes);
  return { ...market, asProgrammes: market.token.connect(programmes) };
}

const market = onOneChain(speakingProgrammes);

/** What one payee is paid, in one word. */
const payout = ({ address }: { address: string }, amount: bigint): bigint =>
  BigInt(address) | (amount << 160n);

describe("DepositToken: payAllOnBehalf", () => {
  it("pays each, in order, from the contract's own account", async () => {
    const { token, asProgrammes, addresses, bookshop, bakery } = await market();
    const payouts = [payout(bookshop, won(30)), payout(bakery, won(5)), payout(bookshop, won(1))];
    const { programmes } = addresses;

    expect(await eventsOf(asProgrammes.payAllOnBehalf(payouts), token)).to.deep.equal([
      ["Transfer", programmes, bookshop.address, won(30)],
      ["Transfer", programmes, bakery.address, won(5)],
      ["Transfer", programmes, bookshop.address, won(1)],
    ]);
    expect(await token.balanceOf(bookshop)).to.equal(won(31));
    expect(await token.balanceOf(bakery)).to.equal(won(5));
    expect(await token.balanceOf(programmes)).to.equal(budget - won(36));
  });

  it("passes by what is 0 won, whoever it is for, and pays nobody of an empty list", async () => {
    const { token, asProgrammes, citizen, bookshop } = await market();
    const payouts = [payout(citizen, 0n), 0n, payout(bookshop, won(1))];

    expect((await eventsOf(asProgrammes.payAllOnBehalf(payouts), token)).length).to.equal(1);
    expect(await eventsOf(asProgrammes.payAllOnBehalf([]), token)).to.deep.equal([]);
  });

  it("pays all that the contract has, and not a won more", async () => {
    const { token, asProgrammes, addresses, bookshop, bakery } = await market();
    const all = [payout(bookshop, budget - won(1)), payout(bakery, won(1))];

    await expect(asProgrammes.payAllOnBehalf([...all, payout(bakery, won(1))]))
      .to.be.revertedWithCustomError(token, "ERC20InsufficientBalance")
      .withArgs(addresses.programmes, 0n, won(1));
    await asProgrammes.payAllOnBehalf(all);
    expect(await token.balanceOf(addresses.programmes)).to.equal(0n);
  });

  it("pays the key that took a payee's place", async () => {
    const system = await market();
    const { token, asProgrammes, bookshop, stranger } = system;
    await recover(system, bookshop.address, stranger.address);

    await asProgrammes.payAllOnBehalf([payout(bookshop, won(7)), payout(stranger, won(1))]);

    expect(await token.balanceOf(stranger)).to.equal(won(8));
  });

  it("is refused to everybody who is no contract of the system", async () => {
    const { token, citizen, bookshop } = await market();

    await expect(token.connect(citizen).payAllOnBehalf([payout(bookshop, won(1))]))
      .to.be.revertedWithCustomError(token, "NotSystemAccount")
      .withArgs(citizen.address);
  });

  type Case = readonly [...stop: Stop, payee?: (system: Bank) => { address: string }];
  const cases: readonly Case[] = [
    ...stopsOf("bakery", "one payee"),
    [
      "one payee's admission has ended",
      (system) => at(system, admittedUntil),
      ({ bookshop }) => ["AdmissionExpired", bookshop.address, admittedUntil, admittedUntil],
    ],
    [
      "one payee is a citizen",
      () => Promise.resolve(),
      ({ citizen }) => ["CitizenNotPaid", citizen.address],
      ({ citizen }) => citizen,
    ],
    [
      "one payee is the contract itself",
      () => Promise.resolve(),
      ({ addresses: { programmes } }) => ["SystemAccountNotCredited", programmes, programmes],
      ({ addresses }) => ({ address: addresses.programmes }),
    ],
    [
      "one payee is the zero address",
      () => Promise.resolve(),
      () => ["ERC20InvalidReceiver", ZeroAddress],
      () => ({ address: ZeroAddress }),
    ],
  ];

  for (const [what, arrange, reason, payee = ({ bakery }: Bank) => bakery] of cases)
    it(`pays none where ${what}`, async () => {
      const system = await market();
      const { token, asProgrammes, bookshop } = system;
      await arrange(system);
      const [error, ...args] = reason(system);
      const payouts = [payout(bookshop, won(1)), payout(payee(system), won(1))];

      await expect(asProgrammes.payAllOnBehalf(payouts))
        .to.be.revertedWithCustomError(token, error)
        .withArgs(...args);
      expect(await token.balanceOf(bookshop)).to.equal(0n);
    });
});

describe("DepositToken: payersInOrder and payeesInOrder", () => {
  /** Who is asked about, bit 0 first. */
  const asked = (system: Bank) => [
    ...[system.citizen, system.bookshop, system.stranger, system.neighbour, system.bakery],
    system.addresses.programmes,
  ];
  const answers = async (system: Awaited<ReturnType<typeof market>>) => {
    const { token, asProgrammes } = system;
    const payers = await token.payersInOrder(asked(system));
    return [payers, await asProgrammes.payeesInOrder(asked(system))];
  };

  it("name citizens and merchants as payers, and merchants as payees", async () => {
    const system = await market();

    expect(await answers(system)).to.deep.equal([0b11_1011n, 0b01_0010n]);
  });

  it("leave out who is suspended, closed, in recovery or replaced", async () => {
    const system = await market();
    const { token, officers, citizen, bookshop, bakery, people } = system;
    await token.connect(officers.enforcementOfficer).suspend(citizen, caseFile);
    expect(await answers(system)).to.deep.equal([0b11_1010n, 0b01_0010n]);
    await openRecovery(system, bookshop, people[20]!.address);
    expect((await answers(system))[0]).to.equal(0b11_1000n);
    await token.connect(officers.admissionOfficer).close(bakery);
    expect((await answers(system))[0]).to.equal(0b10_1000n);
  });

  it("leave out a protected account as payee, and not as payer", async () => {
    const system = await market();
    const { token, officers, stranger } = system;
    await admit(system, stranger, AccountKind.Citizen);
    await token.connect(officers.admissionOfficer).setProtection(stranger, true);
    await admit(system, stranger, AccountKind.Merchant);

    expect(await answers(system)).to.deep.equal([0b11_1111n, 0b01_0010n]);
  });

  it("leave out everybody from the second in which admissions end", async () => {
    const system = await market();
    await reach(system, admittedUntil - 1);
    expect(await answers(system)).to.deep.equal([0b11_1011n, 0b01_0010n]);
    await at(system, admittedUntil);
    await system.connection.networkHelpers.mine();

    const [payers = 0n, payees] = await answers(system);
    expect([payers & 0b01_1111n, payees]).to.deep.equal([0n, 0n]);
  });

  it("name nobody as payee while the service is stopped, or to who is no contract of the system", async () => {
    const system = await market();
    const { token, officers, citizen } = system;
    expect(await token.connect(citizen).payeesInOrder(asked(system))).to.equal(0n);
    await token.connect(officers.pauser).pause();

    expect((await answers(system))[1]).to.equal(0n);
  });

  it("answer for 256, and read no more of a word than the account", async () => {
    const { token, citizen, stranger } = await market();
    const list = Array.from({ length: 256 }, (_, n) => (n === 255 ? citizen : stranger));

    expect(await token.payersInOrder(list)).to.equal(1n << 255n);
    expect(await token.payersInOrder([])).to.equal(0n);
  });
});
