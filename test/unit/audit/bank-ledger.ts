import { expect } from "chai";
import { Result, ZeroAddress } from "ethers";
import type { Event } from "../../../scripts/audit/collect.ts";
import { bankEntriesIn } from "../../../scripts/audit/reconcile/bank-csv.ts";
import { matchBank } from "../../../scripts/audit/reconcile/bank-match.ts";
import { addresses, somebody } from "../../helpers/books.ts";

const HEAD = "time,kind,reference,account,won,balance";
const [issuer, holder, other] = [somebody(1), somebody(2), somebody(3)];
const linked = `0x${"ba".repeat(24)}`;
const unlinked = `0x${"00".repeat(24)}`;

let transactions = 0;

/** Events of one transaction of the token. */
function events(...told: [name: string, args: unknown[]][]): Event[] {
  transactions += 1;
  const transaction = `0x${String(transactions).padStart(64, "0")}`;
  return told.map(([name, args], index) => ({
    ...{ contract: addresses.token, name, args: Result.fromItems(args), transaction, index },
    // The chain's clock: 2025-07-14 09:00:00 in Korea, and a day more for each transaction.
    ...{ block: transactions, time: 1_752_451_200 + 86_400 * (transactions - 1) },
  }));
}

const issued = (ref: bigint, ...amounts: bigint[]): Event[] =>
  events(...amounts.map((won): [string, unknown[]] => ["Transfer", [ZeroAddress, holder, won]]), [
    "DepositIssued",
    [issuer, ref, 0n],
  ]);

const redeemed = (number: bigint, won: bigint, account = unlinked): Event[] =>
  events(["Transfer", [holder, ZeroAddress, won]], ["DepositRedeemed", [holder, number, account]]);

/** 1,000 issued, then 300 and 200 in one batch, then 400 redeemed to a linked account: 1,100 are out. */
function chain(): Event[] {
  transactions = 0;
  return [
    ...issued(7n, 1_000n),
    ...issued(8n, 300n, 200n),
    ...events(["Transfer", [holder, other, 250n]]),
    ...redeemed(1n, 400n, linked),
  ];
}

const LINES = [
  "2025-07-14 09:00:00,issue,7,,1000,1000",
  "2025-07-15 09:00:00,issue,8,,500,1500",
  `2025-07-17 09:00:00,redeem,${holder}:1,${linked},400,1100`,
];

const match = (lines: readonly string[], story = chain()) =>
  matchBank(bankEntriesIn([HEAD, ...lines].join("\n"), "bank.csv"), story, addresses);

/** What is found, with the line of the file before it. */
const found = (lines: readonly string[], story = chain()) =>
  match(lines, story).findings.map(({ line, what }) => `${line ?? "-"}: ${what}`);

describe("a bank's ledger beside the chain", () => {
  it("agrees where each line is on the chain", () => {
    expect(match(LINES)).to.deep.equal({ entries: 3, matched: 3, findings: [] });
  });

  it("agrees where references name their issuer, and amounts have separators", () => {
    const named = LINES.map((line) =>
      line.replace("issue,7,,1000,1000", `issue,${issuer}:7,,"1,000","1,000"`),
    );
    expect(match(named).findings).to.deep.equal([]);
  });

  it("begins with an opening balance, which is the chain's supply at that time", () => {
    const opening = "2025-07-15 00:00:00,opening,,,0,1000";
    expect(match([opening, ...LINES.slice(1)])).to.deep.equal({
      ...{ entries: 3, matched: 2, findings: [] },
    });
    const other = "2025-07-15 00:00:00,opening,,,0,900";
    expect(found([other, ...LINES.slice(1)])).to.deep.equal([
      "2: opening balance 900, the chain's supply then was 1,000",
      "3: balance 1,500 does not follow: it comes to 1,400",
    ]);
  });

  it("names a line that is not on the chain, and what is on the chain and has no line", () => {
    const lines = [
      ...LINES.slice(0, 1),
      "2025-07-15 09:00:00,issue,9,,500,1500",
      ...LINES.slice(2),
    ];
    expect(found(lines)).to.deep.equal([
      "3: issue 9 of ₩500 is not on the chain",
      `-: issue ${issuer}:8 of ₩500 is on the chain (block 2, transaction 0x${"2".padStart(64, "0")}) and not in the bank's ledger`,
    ]);
  });

  it("names an amount that differs, and a closing balance that is not the supply", () => {
    const lines = [
      ...LINES.slice(0, 2),
      `2025-07-17 09:00:00,redeem,${holder}:1,${linked},300,1200`,
    ];
    expect(found(lines)).to.deep.equal([
      `4: redeem ${holder}:1: ₩300 in the bank's ledger, ₩400 on the chain (block 4, transaction 0x${"4".padStart(64, "0")})`,
      "4: closing balance 1,200, the supply is 1,100",
    ]);
  });

  it("names a payment to another bank account", () => {
    const lines = [...LINES.slice(0, 2), `2025-07-17 09:00:00,redeem,${holder}:1,,400,1100`];
    expect(found(lines)).to.deep.equal([
      `4: redeem ${holder}:1: paid to no linked account, on the chain to ${linked} (block 4, transaction 0x${"4".padStart(64, "0")})`,
    ]);
  });

  it("names a repeated reference, a balance that does not follow, and lines out of order", () => {
    const lines = [
      LINES[0] ?? "",
      "2025-07-16 09:00:00,issue,8,,500,1500",
      "2025-07-15 09:00:00,issue,8,,500,2000",
      `2025-07-17 09:00:00,redeem,${holder}:1,${linked},400,1100`,
    ];
    expect(found(lines)).to.deep.equal([
      "4: out of order: 2025-07-15 09:00:00 stands after 2025-07-16 09:00:00",
      "4: issue 8 stands in line 3 already",
      "5: balance 1,100 does not follow: it comes to 1,600",
    ]);
  });

  it("finds all of the chain's where the ledger is empty", () => {
    expect(found([])).to.have.length(4);
    expect(found([]).at(-1)).to.equal("-: closing balance 0, the supply is 1,100");
  });

  const refused: Record<string, [line: string, says: string]> = {
    "a missing column": [
      "2025-07-14 09:00:00,issue,7,1000,1000",
      "line 2: expected time,kind,reference,account,won,balance, found 5 columns",
    ],
    "an unknown kind": [
      "2025-07-14 09:00:00,paid,7,,1000,1000",
      'line 2: kind: expected opening, issue, redeem, found "paid"',
    ],
    "a time that is none": [
      "2025-02-30 09:00:00,issue,7,,1000,1000",
      'line 2: time: expected a time in Korea such as 2025-07-21 09:00:00, found "2025-02-30 09:00:00"',
    ],
    "a reference that is none": [
      "2025-07-14 09:00:00,redeem,1,,1000,1000",
      'line 2: reference: expected HOLDER:number such as 0x5a…:1, found "1"',
    ],
    "an account that is none": [
      `2025-07-14 09:00:00,redeem,${holder}:1,110-23,1000,1000`,
      'line 2: account: expected 24 bytes such as 0x1f…, or nothing, found "110-23"',
    ],
    "an amount that is no whole won": [
      "2025-07-14 09:00:00,issue,7,,10.5,1000",
      'line 2: won: expected whole won such as 300000, found "10.5"',
    ],
    "a balance below nothing": [
      "2025-07-14 09:00:00,issue,7,,1000,-5",
      'line 2: balance: expected whole won such as 300000, found "-5"',
    ],
  };
  for (const [what, [line, says]] of Object.entries(refused)) {
    it(`refuses ${what}, with its line`, () => {
      const read = () => bankEntriesIn(`${HEAD}\n${line}\n`, "bank.csv");
      expect(read).to.throw(`--bank-ledger bank.csv, ${says}`);
    });
  }

  it("refuses other columns, and an opening balance further down", () => {
    expect(() => bankEntriesIn("a,b\n", "bank.csv")).to.throw(
      `line 1: expected the columns ${HEAD}`,
    );
    const late = `${HEAD}\n${LINES[0] ?? ""}\n2025-07-15 09:00:00,opening,,,0,1000\n`;
    expect(() => bankEntriesIn(late, "bank.csv")).to.throw(
      "line 3: kind: an opening balance stands in line 2 alone",
    );
  });
});
