import { getAddress, isAddress, isHexString } from "ethers";
import { formatKst } from "../../lib/clock.ts";
import { parseCsv } from "../../lib/csv.ts";
import { UserError } from "../../lib/errors.ts";

/** The columns of a bank's ledger, which its first line names. */
export const BANK_COLUMNS = ["time", "kind", "reference", "account", "won", "balance"] as const;

/** One line of a bank's ledger of the deposits that stand behind its tokens. */
export interface BankEntry {
  /** Its line in the file, from 1. */
  readonly line: number;
  /** UTC second. */
  readonly time: number;
  readonly kind: "opening" | "issue" | "redeem";
  /** Of an issue: the bank's reference, with its issuer's key before it where several keys count for themselves; of a
   * redemption: the holder and the number of the redemption. */
  readonly reference: string;
  /** Keyed hash of the bank account, as the token has it; empty where none is linked. */
  readonly account: string;
  readonly won: bigint;
  /** What is out after it. */
  readonly balance: bigint;
}

const KINDS = ["opening", "issue", "redeem"] as const;
const REFERENCES = {
  opening: [/^$/, "nothing"],
  issue: [/^(0x[0-9a-fA-F]{40}:)?\d{1,20}$/, "a number such as 7, or ISSUER:7"],
  redeem: [/^0x[0-9a-fA-F]{40}:\d{1,20}$/, "HOLDER:number such as 0x5a…:1"],
} as const;

/** Reads a bank's ledger. What it cannot be is told with its line, and what is expected there. */
export function bankEntriesIn(text: string, file: string): BankEntry[] {
  const [head = [], ...rows] = parseCsv(text);
  const refuse = (line: number, why: string) =>
    new UserError(`--bank-ledger ${file}, line ${line}: ${why}`);
  if (head.map((cell) => cell.trim()).join() !== BANK_COLUMNS.join())
    throw refuse(1, `expected the columns ${BANK_COLUMNS.join(",")}`);
  return rows.map((row, index) => {
    const line = index + 2;
    return entryOf(row, line, (why) => refuse(line, why));
  });
}

type Refuse = (why: string) => UserError;

function entryOf(row: readonly string[], line: number, refuse: Refuse): BankEntry {
  if (row.length !== BANK_COLUMNS.length)
    throw refuse(`expected ${BANK_COLUMNS.join(",")}, found ${row.length} columns`);
  const [written = "", named = "", reference = "", account = "", won = "", balance = ""] = row.map(
    (cell) => cell.trim(),
  );
  const kind = KINDS.find((one) => one === named);
  if (kind === undefined) throw refuse(`kind: expected ${KINDS.join(", ")}, found "${named}"`);
  if (kind === "opening" && line !== 2)
    throw refuse("kind: an opening balance stands in line 2 alone");
  const [form, wanted] = REFERENCES[kind];
  if (!form.test(reference)) throw refuse(`reference: expected ${wanted}, found "${reference}"`);
  if (account !== "" && kind === "redeem" && !isHexString(account, 24))
    throw refuse(`account: expected 24 bytes such as 0x1f…, or nothing, found "${account}"`);
  return {
    ...{ line, kind, account: account.toLowerCase() },
    time: timeIn(written, refuse),
    reference: inCase(reference),
    won: wonIn("won", won, refuse),
    balance: wonIn("balance", balance, refuse),
  };
}

/** Accounts as events have them, and numbers without zeros before them. */
function inCase(reference: string): string {
  const [first = "", second] = reference.split(":");
  if (second === undefined) return first === "" ? "" : BigInt(first).toString();
  const account: string = isAddress(first.toLowerCase()) ? getAddress(first.toLowerCase()) : first;
  return `${account}:${BigInt(second)}`;
}

function timeIn(written: string, refuse: Refuse): number {
  const at = Date.parse(`${written.replace(" ", "T")}+09:00`) / 1_000;
  if (/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(written) && Number.isFinite(at)) {
    if (formatKst(at) === written) return at;
  }
  throw refuse(`time: expected a time in Korea such as 2025-07-21 09:00:00, found "${written}"`);
}

function wonIn(column: string, written: string, refuse: Refuse): bigint {
  if (/^(\d+|\d{1,3}(,\d{3})+)$/.test(written)) return BigInt(written.replaceAll(",", ""));
  throw refuse(`${column}: expected whole won such as 300000, found "${written}"`);
}
