import { expect } from "chai";
import { caseFile } from "../../helpers/bank.ts";
import {
  allotted,
  appropriated,
  booksClose,
  line,
  refused,
  standing,
  stateOf,
  treasuryHoldings,
  yearEnd,
} from "../../helpers/budget.ts";
import { at, eventsOf, type Named } from "../../helpers/chain.ts";
import { parties } from "../../helpers/clawbacks.ts";
import { won } from "../../helpers/fixtures.ts";
import { books, invoiced, pay, refund } from "../../helpers/refunds.ts";
import { Region } from "../../helpers/kinds.ts";
import { onOneChain } from "../../helpers/suite.ts";
import { kst } from "../../helpers/time.ts";
import {
  advance,
  advanced,
  entrusted,
  fundedTrust,
  grantedInTrust,
  trustMatter,
  type Trust,
} from "../../helpers/trust.ts";
import { expiresAt } from "../../helpers/voucher.ts";

/*
 * What of the Treasury's money is not spent comes home: to the line that paid it while the books of its year are open, and as
 * revenue afterwards.
 */

// 40,000,000 won are advanced, of which the citizen holds 300,000; vouchers expire on 1 December 2025.
const trust = onOneChain((deployed) => fundedTrust(deployed));

/** The same, of vouchers that expire on 15 January 2026. */
const late = kst("2026-01-15T00:00:00");
const acrossYears = onOneChain((deployed) => fundedTrust(deployed, { terms: { expiresAt: late } }));

/** What comes home is told by the ledger; when its line's books are closed it is revenue, as the Treasury tells. */
const home = ({ addresses }: Trust, amount: bigint): Named[] => [
  ["Returned", line, addresses.programmes, trustMatter, amount, addresses.programmes],
];
const tooLate = ({ addresses }: Trust, amount: bigint): Named[] => [
  ["ReturnedLate", line, addresses.programmes, trustMatter, amount, addresses.programmes],
];
const revenue = ({ addresses }: Trust, amount: bigint): Named[] => [
  ["RevenueReceived", 2026n, amount, trustMatter, addresses.programmes],
];

/** Of what was advanced, `left` has not come home, and the Treasury holds as much less. */
async function expectOut(system: Trust, left: bigint): Promise<void> {
  const { treasury, token, addresses } = system;
  const [, , paid] = await stateOf(system, addresses.programmes, trustMatter);
  expect(paid).to.equal(left);
  expect(await treasury.holdings()).to.equal(treasuryHoldings - left);
  expect(await token.balanceOf(addresses.treasury)).to.equal(treasuryHoldings - left);
  expect(await token.allowance(addresses.programmes, addresses.treasury)).to.equal(0n);
}

/** What sends home from the fixture, when, and how much. */
const ways: [string, (system: Trust) => Promise<{ wait(): unknown }>, bigint][] = [
  [
    "the ungranted rest, when the programme is closed",
    ({ programmes, stranger }) => programmes.connect(stranger).close(1n),
    advanced - grantedInTrust,
  ],
  [
    "a holder's expired rest",
    ({ programmes, stranger, citizen }) => programmes.connect(stranger).reclaim(1n, citizen),
    grantedInTrust,
  ],
  [
    "expired rests in a batch",
    ({ programmes, stranger, citizen, neighbour }) =>
      programmes.connect(stranger).reclaimBatch(1n, [neighbour, citizen]),
    grantedInTrust,
  ],
  [
    "what is clawed back",
    async (system) => {
      const { officer, reviewer, holder } = parties(system);
      await officer.openClawback(1n, system.citizen, won(120_000), caseFile);
      await holder.objectToClawback(1n);
      await reviewer.decideClawback(1n, system.citizen, false);
      return officer.clawBack(1n, system.citizen);
    },
    won(120_000),
  ],
];

describe("VoucherProgramme: what comes home to the Treasury", () => {
  for (const [what, act, amount] of ways) {
    it(`sends home ${what}, to the line that advanced it`, async () => {
      const system = await trust();
      await at(system, expiresAt);

      const sent = act(system) as Parameters<typeof eventsOf>[0];

      expect(await eventsOf(sent, system.ledger)).to.deep.equal(home(system, amount));
      expect(await eventsOf(sent, system.treasury)).to.deep.equal([]);
      await expectOut(system, advanced - amount);
      expect(await standing(system)).to.deep.equal({
        ...{ appropriated, allotted, obligated: entrusted },
        ...{ advanced, returned: amount },
      });
    });

    it(`sends home ${what} to it until 10 February, 23:59:59`, async () => {
      const system = await acrossYears();
      await at(system, booksClose - 10);

      const sent = act(system) as Parameters<typeof eventsOf>[0];

      expect(await eventsOf(sent, system.ledger)).to.deep.equal(home(system, amount));
      await expectOut(system, advanced - amount);
    });

    it(`sends home ${what} as revenue of the running year from 11 February on`, async () => {
      const system = await acrossYears();
      await at(system, booksClose);

      const sent = act(system) as Parameters<typeof eventsOf>[0];

      expect(await eventsOf(sent, system.treasury)).to.deep.equal(revenue(system, amount));
      expect(await eventsOf(sent, system.ledger)).to.deep.equal(tooLate(system, amount));
      await expectOut(system, advanced - amount);
      expect(await system.treasury.revenueOf(2026)).to.equal(amount);
      expect((await standing(system))["returned"]).to.equal(undefined);
    });
  }

  it("sends nothing home when a programme without a rest is closed", async () => {
    const system = await trust();
    const { programmes, manager, ledger, citizen } = system;
    await manager.grant(1n, citizen, advanced - grantedInTrust, Region.mapo, 2n);

    const sent = manager.close(1n);

    expect(await eventsOf(sent, ledger)).to.deep.equal([]);
    expect((await eventsOf(sent, programmes)).map(([name]) => name)).to.deep.equal([
      "ProgrammeClosed",
    ]);
    await expectOut(system, advanced);
  });

  it("keeps what came home of an open programme owed to it, and advances it again", async () => {
    const system = await trust();
    const { officer, reviewer, holder } = parties(system);
    const amount = won(120_000);
    await officer.openClawback(1n, system.citizen, amount, caseFile);
    await holder.objectToClawback(1n);
    await reviewer.decideClawback(1n, system.citizen, false);
    await officer.clawBack(1n, system.citizen);

    await advance(system, entrusted - advanced + amount);

    const { programmes } = system.addresses;
    expect(await stateOf(system, programmes, trustMatter)).to.deep.equal([
      ...[line, entrusted, entrusted, 0n],
    ]);
  });

  it("takes what is held in trust back from its holder alone", async () => {
    const { ledger, token, treasury, citizen, addresses } = await trust();
    await token.connect(citizen).approve(addresses.treasury, won(1));

    await refused(
      ledger,
      treasury.connect(citizen).receiveReturn(addresses.programmes, trustMatter, won(1)),
      ["NotReturnedByTrustee", addresses.programmes, trustMatter, citizen.address],
    );
  });
});

describe("VoucherProgramme: a refund of the Treasury's money", () => {
  /** The citizen has paid an invoice of 50,000 won, which the bookshop can give back. */
  const billed = async (system: Trust): Promise<Trust> => {
    const { invoices, token, officers, addresses, bookshop } = system;
    await invoices.connect(officers.invoiceRegistrar).setPayer(addresses.programmes, true);
    await pay(system);
    await token.connect(bookshop).approve(addresses.programmes, invoiced);
    return system;
  };

  it("restores vouchers that live, and sends nothing home", async () => {
    const system = await billed(await trust());

    const sent = refund(system, invoiced);

    expect(await eventsOf(sent, system.ledger)).to.deep.equal([]);
    expect(await system.programmes.balanceOf(system.citizen, 1n)).to.equal(grantedInTrust);
    await expectOut(system, advanced);
  });

  it("goes home after the expiry, to the line while its books are open", async () => {
    const system = await billed(await trust());
    await at(system, expiresAt);

    const sent = refund(system, invoiced, { of: books });

    expect(await eventsOf(sent, system.ledger)).to.deep.equal(home(system, invoiced));
    await expectOut(system, advanced - invoiced);
  });

  it("is revenue once they are closed", async () => {
    const system = await billed(await trust());
    await at(system, booksClose);

    const sent = refund(system, invoiced);

    expect(await eventsOf(sent, system.treasury)).to.deep.equal(revenue(system, invoiced));
    expect(await eventsOf(sent, system.ledger)).to.deep.equal(tooLate(system, invoiced));
    await expectOut(system, advanced - invoiced);
  });
});

describe("VoucherProgramme: money in trust across a year end", () => {
  const next = 2026_011_1040301_24001n;
  const rest = entrusted - advanced;

  it("is advanced in January from last year's line, by December's plan", async () => {
    const system = await acrossYears();
    await at(system, yearEnd);

    await advance(system, won(1));

    expect((await standing(system))["advanced"]).to.equal(advanced + won(1));
    expect((await system.ledger.planOf(line)).month).to.equal(12n);
  });

  it("is carried over, still in trust, and advanced by the next year's line", async () => {
    const system = await acrossYears();
    const { ledger, allotting, programmes, addresses } = system;
    await at(system, yearEnd);
    await allotting.carryOver(addresses.programmes, trustMatter);
    await allotting.setPaymentPlan(next, new Array(12).fill(won(8_000)));

    expect(await ledger.obligationOf(addresses.programmes, trustMatter)).to.deep.equal([
      ...[next, rest, 0n, advanced],
      ...[true, false, true],
    ]);
    await advance(system, won(8_000));
    expect((await programmes.programmeOf(1n)).ungranted).to.equal(
      advanced - grantedInTrust + won(8_000),
    );
    expect(await standing(system, next)).to.deep.equal({
      ...{ appropriated: rest, allotted: rest, obligated: rest },
      advanced: won(8_000),
    });
  });

  it("comes home to last year's line first, which advanced first, then to the next year's", async () => {
    const system = await acrossYears();
    const { ledger, allotting, addresses, manager } = system;
    const { programmes } = addresses;
    await at(system, yearEnd);
    await allotting.carryOver(programmes, trustMatter);
    await allotting.setPaymentPlan(next, new Array(12).fill(won(8_000)));
    await advance(system, won(8_000));

    const sent = manager.close(1n);

    expect(await eventsOf(sent, ledger)).to.deep.equal([
      [
        ...["Returned", line, programmes, trustMatter],
        ...[advanced - grantedInTrust + won(8_000), programmes],
      ],
    ]);
    await at(system, booksClose);
    const reclaimed = system.programmes.connect(system.stranger).reclaim(1n, system.citizen);
    expect(await eventsOf(reclaimed, system.treasury)).to.deep.equal(
      revenue(system, grantedInTrust - won(8_000)),
    );
    expect(await eventsOf(reclaimed, ledger)).to.deep.equal([
      ...tooLate(system, grantedInTrust - won(8_000)),
      ["Returned", next, programmes, trustMatter, won(8_000), programmes],
    ]);
    expect(await stateOf(system, programmes, trustMatter)).to.deep.equal([next, rest, 0n, 0n]);
  });
});
