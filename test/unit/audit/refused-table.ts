import { expect } from "chai";
import { Result } from "ethers";
import type { Event } from "../../../scripts/audit/collect.ts";
import { SHORTENED } from "../../../scripts/audit/reason-words.ts";
import { refusalTable, refusedRows, unsettledRows } from "../../../scripts/audit/refused-table.ts";
import { refusals } from "../../../scripts/lib/refusal.ts";
import { width } from "../../../scripts/lib/text.ts";
import { addresses, auditOf, emptyBooks, refused, somebody } from "../../helpers/books.ts";

const names = new Map([
  [somebody(1), "citizen"],
  [somebody(2), "shop"],
  [somebody(3), "neighbour"],
]);
const merchant = somebody(2);
/** 2025-07-21 09:00:00 in Korea. */
const time = 1_753_056_000;
const rows = (...all: Parameters<typeof refused>[0][]) =>
  refusedRows(auditOf({ refused: all.map((one) => refused({ time, ...one })) }), names);

const structure = (fields: Record<string, unknown>): Result =>
  Result.fromItems(Object.values(fields), Object.keys(fields));

describe("what was refused, as rows", () => {
  it("has when, in which programme, whose, where, how much and why, in order of time", () => {
    const input = { programme: 7n, merchant, amount: 20_001n, receipt: 0n };
    const limit = { programme: 7n, limit: 20_000n, amount: 20_001n };
    const told = rows(
      { error: "PaymentLimitExceeded", input, args: limit },
      { error: "ZeroAmount", time: time + 61, input: { ...input, amount: 0n } },
    );
    const who = { programme: "7", holder: "citizen", merchant: "shop" };
    expect(told).to.deep.equal([
      { time, ...who, won: "20,001", reason: "above ₩20,000 a payment" },
      { time: time + 61, ...who, won: "0", reason: "zero amount" },
    ]);
    expect(refusalTable(told, 20)).to.deep.equal([
      "  KST                  prog  holder   merchant     won  reason",
      "  2025-07-21 09:00     7     citizen  shop      20,001  above ₩20,000 a payment",
      "  2025-07-21 09:01:01  7     citizen  shop           0  zero amount",
    ]);
  });

  it("tells a purchase as a plain payment, and of one by a proxy whose vouchers it were", () => {
    const purchase = structure({ programme: 1n, merchant, amount: 9n, purposeHash: "0xab" });
    const input = { holder: somebody(3), purchase };
    const [row] = rows({ method: "spendFor", error: "ProgrammeIsPaused", input });
    expect(row).to.include({ programme: "1", holder: "neighbour", merchant: "shop", won: "9" });
    expect(row?.reason).to.equal("programme is paused");
  });

  it("tells an act that is no payment by who signed it, and everything as all", () => {
    const input = { account: somebody(3), amount: 2n ** 64n - 1n };
    const [row] = rows({ method: "freeze", error: "ProtectedAccount", input });
    expect(row).to.include({ programme: "", holder: "citizen", merchant: "", won: "all" });
  });

  it("says why in the figures of the error: hours, weekdays, times", () => {
    const reasons = rows(
      { error: "OutsideHours", args: { opensAt: 540n, closesAt: 1_080n, second: 32_399n } },
      { error: "WeekdayNotAllowed", args: { weekdays: 31n, today: 6n } },
      { error: "VoucherExpired", args: { expiresAt: BigInt(time) } },
      { error: "OutsideHours" },
    ).map(({ reason }) => reason);
    expect(reasons).to.deep.equal([
      "outside 09:00-18:00",
      "not on Sunday",
      "ended 2025-07-21 09:00",
      "outside hours",
    ]);
  });

  it("has short words only for errors that contracts have", () => {
    const known = refusals.map(({ name }) => name);
    for (const name of SHORTENED) expect(known, name).to.include(name);
  });
});

describe("signed payments that were not settled, as rows", () => {
  const settling = (name: string, id: bigint): Event => ({
    ...{ contract: addresses.programmes, name, args: structure({ id }), block: 1, index: 0 },
    ...{ transaction: "0x1", time },
  });

  it("have the won that each asked for, by its place in its batch", () => {
    const books = emptyBooks();
    const where = { programme: 1n, holder: somebody(1), merchant, time, transaction: "0x1" };
    books.refusedPayments.push(
      { ...where, id: 4, error: "PaymentExpired", args: { validBefore: BigInt(time) } },
      { ...where, id: 4, error: "PaymentNotSigned", args: {} },
    );
    const asked = (amount: bigint) => ({ id: 4n, amount, purposeHash: "0x" });
    const payments = [asked(100n), asked(2_000n), asked(30n)];
    const call = { transaction: "0x1", block: 1, from: somebody(1), method: "settle", input: {} };
    const accepted = [{ ...call, items: 3, payments }];
    const events = [
      ...[settling("PaymentRefused", 4n), settling("PaymentSettled", 4n)],
      settling("PaymentRefused", 4n),
    ];
    const told = unsettledRows(auditOf({ books, accepted, events }), names);
    expect(told.map(({ won, reason }) => [won, reason])).to.deep.equal([
      ["100", "valid to 2025-07-21 09:00"],
      ["30", "payment not signed"],
    ]);
  });
});

describe("a table of refusals", () => {
  const long = { programme: "1", holder: "x".repeat(40), merchant: "y".repeat(40), won: "1" };
  const many = Array.from({ length: 23 }, (_, n) => ({
    ...{ time: time + n, ...long, reason: "z".repeat(90) },
  }));

  it("is no wider than a line and no longer than it may be, and counts what it leaves out", () => {
    const lines = refusalTable(many, 20);
    expect(lines).to.have.length(21); // the columns' names, 19 rows and the count
    for (const line of lines) expect(width(line), line).to.be.at.most(100);
    expect(lines.at(-1)).to.equal("  and 4 more: see ledger.json, which --out writes");
    expect(refusalTable(many.slice(0, 20), 20)).to.have.length(21);
  });
});
