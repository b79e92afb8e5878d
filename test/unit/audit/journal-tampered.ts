import { expect } from "chai";
import { Result } from "ethers";
import type { Collected, Event } from "../../../scripts/audit/collect.ts";
import { FaultyEntry, type Fault } from "../../../scripts/audit/journal/entry.ts";
import { journalOf, journalPostings } from "../../../scripts/audit/journal/journal.ts";
import type { Deployed } from "../../helpers/fixtures.ts";
import type { Addresses } from "../../../scripts/lib/system.ts";
import { playBudget } from "./budget-history.ts";
import { toldOnce } from "./findings.ts";
import { playHistory } from "./history.ts";
import { playVouchers } from "./voucher-history.ts";

/*
 * What one event alone says has no other side: whether it is deleted, doubled or says another amount is found by `audit reconcile`,
 * which asks the chain. Here it is only found where a later entry takes more than there is.
 */
const ALONE: Readonly<Record<string, readonly string[]>> = {
  // A transfer between customers, an issue, a redemption: the reason has no amount.
  Transfer: ["deleted", "doubled", "more", "less"],
  // A grant, and the vouchers of a lost key.
  TransferSingle: ["doubled", "more", "less"],
  ReserveAttested: ["more", "less"],
  TransferOrdered: ["deleted", "more", "less"],
  TransferOrderWithdrawn: ["deleted"],
  Appropriated: ["doubled", "more", "less"],
  Allotted: ["doubled", "more", "less"],
  AllotmentWithdrawn: ["deleted", "doubled", "more", "less"],
  Reserved: ["doubled", "more", "less"],
  Unreserved: ["deleted", "less"],
  Obligated: ["deleted", "more", "less"],
  Deobligated: ["deleted", "less"],
  LineLapsed: ["deleted"],
  // What only the ledger says, where no trust holds it; and unattributed money that is revenue.
  ReturnedLate: ["deleted"],
  RevenueReceived: ["deleted", "more", "less"],
  // Where somebody lives is no amount.
  HomeMoved: ["deleted"],
};

/** Whether no other event says so; of the programmes' money another always does. */
const isAlone = ({ name, args }: Event, what: string, { programmes }: Addresses): boolean =>
  ALONE[name]?.includes(what) === true &&
  !(name === "Transfer" && [args[0], args[1]].includes(programmes));

/** Amounts by which the arguments of events are called. */
const AMOUNTS = ["amount", "value", "budget", "attested", "supply", "fromReserved"];

const fault = (history: Collected, addresses: Addresses): Fault | undefined => {
  try {
    for (const entry of journalOf(history.events, addresses)) expect(entry.lines).not.to.equal([]);
    return undefined;
  } catch (error) {
    if (error instanceof FaultyEntry) return error.fault;
    throw error;
  }
};

function altered(event: Event, name: string, by: bigint): Event {
  const args = event.args.toObject();
  const changed = { ...args, [name]: (args[name] as bigint) + by };
  return { ...event, args: Result.fromItems(Object.values(changed), Object.keys(changed)) };
}

/** What can be done to an event, by what it is called. */
function edits(event: Event): [what: string, edited: Event[]][] {
  const args = event.args.toObject() as Record<string, unknown>;
  const amounts = AMOUNTS.filter((name) => typeof args[name] === "bigint");
  return [
    ["deleted", []],
    ["doubled", [event, event]],
    ...amounts.map((name): [string, Event[]] => ["more", [altered(event, name, 10n)]]),
    ...amounts
      .filter((name) => (args[name] as bigint) >= 10n)
      .map((name): [string, Event[]] => ["less", [altered(event, name, -10n)]]),
  ];
}

type Story = Pick<Deployed, "connection" | "addresses">;

const stories: Readonly<Record<string, () => Promise<Story>>> = {
  "of a budget": playBudget,
  "of vouchers": playVouchers,
  "of a bank": playHistory,
};

/** Whether an event is entered anywhere. */
const isOfMoney = ({ contract, name }: Event, addresses: Addresses): boolean =>
  Object.entries(journalPostings).some(
    ([of, postings]) =>
      addresses[of as keyof Addresses].toLowerCase() === contract.toLowerCase() &&
      postings.some((one) => name in one),
  );

for (const [name, play] of Object.entries(stories)) {
  describe(`the journal of a story ${name}`, () => {
    const told = toldOnce<Story>(play);

    it("balances as it is", () => {
      expect(fault(told().history, told().story.addresses)).to.equal(undefined);
    });

    it("fails where an event of money is deleted, doubled or altered, but for what one event alone says", () => {
      const unfound = new Set<string>();
      const all = told();
      for (const [at, event] of all.history.events.entries()) {
        if (!isOfMoney(event, all.story.addresses)) continue;
        for (const [what, edited] of edits(event)) {
          const found = fault(
            all.change(at, () => edited),
            all.story.addresses,
          );
          if (found === undefined && !isAlone(event, what, all.story.addresses))
            unfound.add(`${event.name} ${what}, block ${event.block}`);
        }
      }
      expect([...unfound]).to.deep.equal([]);
    }).timeout(120_000);
  });
}

describe("the journal's failure", () => {
  const told = toldOnce(playBudget);

  it("names the transaction, the block, the time, the books, both sides and the difference", () => {
    const all = told();
    const { history, story } = all;
    const [at = 0] = all.places("Liquidated");
    const event = history.events[at] as Event;
    const paid = event.args["amount"] as bigint;
    const edited = all.change(at, () => [altered(event, "amount", 10n)]);
    const run = () => [...journalOf(edited.events, story.addresses)];
    // The Treasury's tokens left as before; the ledger says that ten won more were paid.
    expect(fault(edited, story.addresses)).to.deep.include({
      books: "treasury",
      block: event.block,
      transaction: event.transaction,
      debit: paid + 10n,
      credit: paid,
    });
    expect(run).to.throw(
      FaultyEntry,
      /books of the treasury does not balance: debits ₩[\d,]+, credits ₩[\d,]+, difference ₩10; block \d+, 2025-\d\d-\d\d \d\d:\d\d:\d\d KST, transaction 0x[0-9a-f]{64}, of /,
    );
  });

  it("names a deleted movement of the money that an advance is", () => {
    const all = told();
    const { history, story } = all;
    const [advanced = 0] = all.places("Advanced");
    const { transaction } = history.events[advanced] as Event;
    const at = history.events.findIndex(
      (event) => event.name === "Transfer" && event.transaction === transaction,
    );
    const found = fault(
      all.change(at, () => []),
      story.addresses,
    );
    expect(found).to.deep.include({ books: "treasury", transaction, credit: 0n });
  });

  it("says which account is overdrawn where an event is missing long before", () => {
    const all = told();
    const { story } = all;
    const [at = 0] = all.places("Appropriated");
    const found = fault(
      all.change(at, () => []),
      story.addresses,
    );
    expect(found?.why).to.match(/^9200 unallotted, 2025-011-1040301-24001 is overdrawn by ₩/);
  });
});
