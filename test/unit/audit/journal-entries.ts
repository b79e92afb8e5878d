import { expect } from "chai";
import { id, Result, ZeroAddress, ZeroHash } from "ethers";
import type { Event } from "../../../scripts/audit/collect.ts";
import { FaultyEntry, type Entry } from "../../../scripts/audit/journal/entry.ts";
import { journalOf } from "../../../scripts/audit/journal/journal.ts";
import type { Addresses } from "../../../scripts/lib/system.ts";
import { addresses, somebody } from "../../helpers/books.ts";

/** An event in a transaction by its name. */
type Said = readonly [of: keyof Addresses, name: string, args: Readonly<Record<string, unknown>>];

/** Transactions of made events, in their order. */
function events(...transactions: readonly (readonly Said[])[]): Event[] {
  return transactions.flatMap((transaction, block) =>
    transaction.map(([of, name, args], index) => {
      const found = Result.fromItems(Object.values(args), Object.keys(args));
      const where = { block, index, transaction: id(`${block}`), time: 1_753_056_000 + block };
      return { contract: addresses[of], name, args: found, ...where };
    }),
  );
}

const journal = (...transactions: readonly (readonly Said[])[]): Entry[] => [
  ...journalOf(events(...transactions), addresses),
];

/** The lines of the last entry in a set of books: code, debit, credit. */
const linesIn = (entries: readonly Entry[], books: string): [number, bigint, bigint][] =>
  entries
    .findLast((entry) => entry.books === books)
    ?.lines.map(({ code, debit, credit }) => [code, debit, credit]) ?? [];

const [customer, payee, programmes, treasury] = [
  ...[somebody(1), somebody(2), addresses.programmes, addresses.treasury],
] as [string, string, string, string];

const transfer = (from: string, to: string, value: bigint): Said => [
  ...(["token", "Transfer"] as const),
  { from, to, value },
];
const approval = (owner: string, value: bigint): Said => [
  ...(["token", "Approval"] as const),
  { owner, spender: treasury, value },
];
const attested: Said = [
  "token",
  "ReserveAttested",
  { ref: 1n, amount: 1_000n, until: 0n, by: ZeroAddress },
];
const issued: Said = ["token", "DepositIssued", { issuer: somebody(9), ref: 1n, reason: 0n }];
const revenue = (amount: bigint): Said => [
  ...(["treasury", "RevenueReceived"] as const),
  { year: 2025n, amount, ref: ZeroHash, by: customer },
];

/** 1,000 won attested, of which the customer has 600. */
const begun: readonly (readonly Said[])[] = [
  [attested],
  [transfer(ZeroAddress, customer, 600n), issued],
];

describe("an entry", () => {
  it("of an issue has deposits against tokens, and so much less of what is attested to issue", () => {
    expect(linesIn(journal(...begun), "bank")).to.deep.equal([
      [2100, 0n, 600n],
      [1100, 600n, 0n],
      [8200, 600n, 0n],
      [8210, 0n, 600n],
    ]);
  });

  it("of revenue has the Treasury's tokens against revenue", () => {
    const paid = [
      approval(customer, 500n),
      revenue(100n),
      approval(customer, 400n),
      transfer(customer, treasury, 100n),
    ];
    expect(linesIn(journal(...begun, paid), "treasury")).to.deep.equal([
      [4100, 0n, 100n],
      [1100, 100n, 0n],
    ]);
  });

  it("of a bare transfer is unattributed money, also where the sender approves the Treasury beside it", () => {
    for (const beside of [[], [approval(customer, 500n)]]) {
      const entries = journal(...begun, [...beside, transfer(customer, treasury, 70n)]);
      expect(linesIn(entries, "treasury")).to.deep.equal([
        [2100, 0n, 70n],
        [1100, 70n, 0n],
      ]);
    }
  });

  it("of a payment that was pulled needs an event that says what it is", () => {
    const pulled = [approval(customer, 400n), transfer(customer, treasury, 100n)];
    expect(() => journal(...begun, [approval(customer, 500n)], pulled)).to.throw(
      FaultyEntry,
      /books of the treasury does not balance: debits ₩100, credits ₩0, difference ₩100;/,
    );
  });

  it("of attributed money moves it from unattributed to revenue, and no more than there is", () => {
    const came = [transfer(customer, treasury, 70n)];
    expect(linesIn(journal(...begun, came, [revenue(70n)]), "treasury")).to.deep.equal([
      [4100, 0n, 70n],
      [2100, 70n, 0n],
    ]);
    expect(() => journal(...begun, came, [revenue(71n)])).to.throw(
      FaultyEntry,
      /2100 unattributed money is overdrawn by ₩1;/,
    );
  });

  it("of money that reaches the vault needs a programme that it is for", () => {
    expect(() => journal(...begun, [transfer(customer, programmes, 5n)])).to.throw(
      FaultyEntry,
      /books of the operator does not balance: debits ₩5, credits ₩0, .*Transfer to the vault, and nothing says what it is for/,
    );
  });

  it("of an issue beyond what is attested is overdrawn", () => {
    const more = [transfer(ZeroAddress, payee, 401n), issued];
    expect(() => journal(...begun, more)).to.throw(
      FaultyEntry,
      /8200 attested and not issued is overdrawn by ₩1;/,
    );
  });

  it("has a number in the order of the chain, and none is made where no money moves", () => {
    const quiet: readonly Said[] = [["token", "Paused", { by: customer }]];
    const numbers = journal(...begun, quiet, [transfer(customer, payee, 1n)]).map(
      ({ number }) => number,
    );
    expect(numbers).to.deep.equal([1, 2, 3]);
  });
});
