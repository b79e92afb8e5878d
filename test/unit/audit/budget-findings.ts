import { expect } from "chai";
import { Result } from "ethers";
import type { Held, Event } from "../../../scripts/audit/collect.ts";
import { line, matter } from "../../helpers/budget.ts";
import { won } from "../../helpers/fixtures.ts";
import { playBudget, trustMatter } from "./budget-history.ts";
import { toldOnce } from "./findings.ts";

describe("what the reader names in a story of a budget", () => {
  const told = toldOnce(playBudget);

  type Wanted = Readonly<Record<string, unknown>>;

  /** Where the first event of a type stands whose arguments are so. */
  const placeOf = (name: string, wanted: Wanted = {}): number => {
    const at = told().history.events.findIndex((event) => {
      const isSo = ([part, value]: [string, unknown]) => event.args[part] === value;
      return event.name === name && Object.entries(wanted).every(isSo);
    });
    if (at === -1) throw new Error(`the story has no such ${name}`);
    return at;
  };

  const withArgs = (event: Event, departs: Wanted): Event => {
    const args = { ...event.args.toObject(), ...departs };
    return { ...event, args: Result.fromItems(Object.values(args), Object.keys(args)) };
  };

  /** The story with one event said otherwise, and without one. */
  const said = (name: string, departs: Wanted, wanted?: Wanted): Held =>
    told().change(placeOf(name, wanted), (event) => [withArgs(event, departs)]);
  const without = (name: string, wanted?: Wanted) => told().change(placeOf(name, wanted), () => []);

  it("says of an event in which block it stands, and where there", async () => {
    const at = placeOf("Liquidated");
    const [first = ""] = await told().findings(said("Liquidated", { amount: won(100_000_010) }));
    const { block, index } = told().history.events[at] ?? {};
    // The fraction that was dropped stands before it.
    expect(index).to.equal(1);
    expect(first).to.include(`Liquidated in block ${block}, number 1 there, transaction 0x`);
  });

  const cases: Record<string, [story: () => Held, names: RegExp]> = {
    "more allotted than is appropriated": [
      // 985,000,000 are appropriated when the first 400,000,000 are: 1,000,000,000 before the transfer.
      () => said("Allotted", { amount: won(1_000_000_001) }),
      /^Allotted .*of what was appropriated only 1000000000 was left/,
    ],
    "an allotment of a quarter that has not begun": [
      () => said("Allotted", { quarter: 4n }),
      /^Allotted .*the quarter had not begun/,
    ],
    "more reserved than is available": [
      () => said("Reserved", { amount: won(400_000_001) }),
      /^Reserved .*of what was allotted only 400000000 was available/,
    ],
    "more obligated than is available": [
      // 400,000,000 allotted, of which 2,000,000 were reserved for this.
      () => said("Obligated", { amount: won(400_000_001) }),
      /^Obligated .*of what was allotted only 400000000 was available/,
    ],
    "an obligation of what was not reserved": [
      () => said("Obligated", { fromReserved: won(2_000_001) }),
      /^Obligated .*less than that was reserved/,
    ],
    "an obligation by one who is no officer": [
      () => without("OfficerAppointed"),
      /^Reserved .*no officer of the ministry who does this/,
    ],
    "an obligation to who is excluded": [
      () => {
        const late = { creditor: told().story.bookshop.address };
        return said("CreditorExclusionSet", late);
      },
      /^Obligated .*the creditor was excluded/,
    ],
    "money in trust with one who is not listed": [
      () => without("TrusteeListed"),
      /^Obligated .*not listed as one that holds money in trust/,
    ],
    "a deobligation of more than is owed": [
      () => said("Deobligated", { amount: won(50_000_001) }),
      /^Deobligated .*of the obligation only 50000000 was owed/,
    ],
    "an act on an obligation that was never made": [
      () => without("Obligated", { matter }),
      /^Deobligated .*nothing was obligated to the creditor on the matter/,
    ],
    "a payment of more than is owed": [
      // 49,000,000 are owed; the first payment is of 20,000,000.
      () => said("Liquidated", { amount: won(49_000_010) }),
      /^Liquidated .*of the obligation only 49000000 was owed/,
    ],
    "a payment beyond the month's plan": [
      () => said("PaymentPlanSet", { months: months(won(19_000_000)) }),
      /^Liquidated .*of the month's plan only 19000000 was left/,
    ],
    "revenue of which another amount came": [
      () => said("RevenueReceived", { amount: won(3_000_000) }),
      /^Transfer .*3000000 was to come/,
    ],
    "a payment to who is no payee": [
      () => said("Liquidated", { payee: told().story.citizen.address }),
      /^Liquidated .*neither the creditor nor assigned/,
    ],
    "a payment with a fraction under ten won": [
      () => said("Liquidated", { amount: won(20_000_007) }),
      /^Liquidated .*a fraction under ten won was paid/,
    ],
    "a payment that nothing says what it is for": [
      () => without("Liquidated"),
      /^Transfer .*no event before it says why the Treasury paid it/,
    ],
    "a payment whose money did not leave": [
      () =>
        without("Transfer", {
          from: told().story.addresses.treasury,
          to: told().story.contractor.address,
        }),
      /^Liquidated .*the money for it did not leave/,
    ],
    "a return of more than was paid": [
      () => said("Returned", { amount: won(24_000_001) }),
      /^Returned .*only 24000000 had been paid/,
    ],
    "a return whose money did not come": [
      () =>
        without("Transfer", {
          from: told().story.bookshop.address,
          to: told().story.addresses.treasury,
        }),
      /^Returned .*the money for it did not come/,
    ],
    "an attribution of more than is unattributed": [
      () => said("RevenueReceived", { amount: 1_001n }, { amount: 400n }),
      /^RevenueReceived .*only 1000 was unattributed/,
    ],
    "more sent back than is unattributed": [
      () => said("SentBack", { amount: 1_001n }),
      /^SentBack .*only 600 was unattributed/,
    ],
    "revenue of another year": [
      () => said("RevenueReceived", { year: 2024n }),
      /^RevenueReceived .*another year was running/,
    ],
    "a programme on no matter": [
      () => without("HeldInTrust"),
      /nothing says on which matter the programme holds money/,
    ],
    "an advance that no programme got": [
      () => without("ProgrammeFunded"),
      /^Transfer .*no event before it says what it is for/,
    ],
    "an advance of which a programme says another amount": [
      () => said("ProgrammeFunded", { amount: 1n }),
      /^ProgrammeFunded .*nothing of it was advanced before it/,
    ],
    "a programme that opened with money and is in trust": [
      () => said("ProgrammeOpened", { budget: 1n }),
      /^ProgrammeOpened .*it opened with the Treasury's money/,
    ],
    "what came home though no programme had it to send": [
      () => without("ClawedBack"),
      /^Transfer .*programme 1 had 0 to send home/,
    ],
    "what a programme was to send home and did not": [
      () => {
        const { transaction } = told().history.events[placeOf("ClawedBack")] ?? {};
        const isMoney = ({ name }: Event) => name === "Returned" || name === "Transfer";
        const events = told().history.events.filter((event) => {
          return event.transaction !== transaction || !isMoney(event);
        });
        return { ...told().history, events };
      },
      /programme 1 kept what it was to send home/,
    ],
    "a lapse of another amount": [
      () => said("LineLapsed", { amount: 1n }),
      /^LineLapsed .*of the line \d+ was not spent/,
    ],
    "more carried over than is owed": [
      () => said("CarriedOver", { amount: won(28_000_001) }),
      /^CarriedOver .*of the obligation only 28000000 was owed/,
    ],
    "payees of another obligation": [
      () => said("PayeesAssigned", { matter }),
      /^PayeesAssigned .*nothing was obligated before it on the matter/,
    ],
    "a suspicion of another creditor": [
      () => said("SplitSuspected", { creditor: told().story.citizen.address }),
      /^SplitSuspected .*no such obligation was made before it/,
    ],
    "a suspicion that is missing": [
      () => without("SplitSuspected"),
      /^suspicion of a split, obligation to 0x/,
    ],
    "a fraction of which no payment tells": [
      () => said("FractionDropped", { matter: trustMatter }),
      /^Liquidated .*another payment was rounded before it/,
    ],
    "a payment by one who only obligates": [
      () => said("OfficerAppointed", { role: 1n }, { role: 2n }),
      /^Liquidated .*no officer of the ministry who does this/,
    ],
  };
  for (const [what, [edited, names]] of Object.entries(cases)) {
    it(`names ${what}`, async () => {
      const [first = ""] = await told().findings(edited());
      expect(first).to.match(names);
    });
  }

  it("names an obligation that was made before", async () => {
    const at = placeOf("Obligated", { line, matter });
    const again = (event: Event) => [event, withArgs(event, { fromReserved: 0n })];
    const [first = ""] = await told().findings(told().change(at, again));
    expect(first).to.match(/^Obligated .*was obligated to the creditor already/);
  });

  it("calls law 10 broken where both officers are one person", async () => {
    const bound = told().history.events.filter(({ name }) => name === "PersonBound");
    const { obligatingOfficer, disbursingOfficer } = told().story.officers;
    const one = bound.find(({ args }) => args["account"] === obligatingOfficer.address);
    const at = placeOf("PersonBound", { account: disbursingOfficer.address });
    const person: unknown = one?.args["person"];
    const edited = told().change(at, (event) => [withArgs(event, { person })]);
    expect(await told().findings(edited)).to.include("law 10");
  });
});

/** A plan that has `amount` in each month. */
const months = (amount: bigint): bigint[] => Array.from({ length: 12 }, () => amount);
