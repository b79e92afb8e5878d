import { readFileSync } from "node:fs";
import { getAddress, isAddress } from "ethers";
import { dayOf } from "../../lib/clock.ts";
import { parseCsv } from "../../lib/csv.ts";
import { UserError } from "../../lib/errors.ts";

/** Deposits that came in and were issued as tokens, or that tokens were redeemed for. */
export type BankKind = "issue" | "redeem";

/** One line of a bank's ledger of the deposits that its tokens are claims on. */
export interface BankRow {
  readonly line: number;
  /** UTC second. */
  readonly time: number;
  readonly kind: BankKind;
  /** An issuer and its reference, or a holder and the number of its redemption: `ADDRESS:NUMBER`. */
  readonly reference: string;
  /** Keyed hash of the customer's bank account; empty where the line is of several, or none is linked. */
  readonly account: string;
  /** Whole won. */
  readonly won: bigint;
  /** All deposits after it, whole won. */
  readonly balance: bigint;
}

/** The columns of a bank's ledger, in their order. */
export const BANK_COLUMNS = ["time", "kind", "reference", "account", "won", "balance"] as const;

/** Reads a bank's ledger. The first line that is malformed is refused, with its number and what is expected there. */
export function readBankLedger(path: string): BankRow[] {
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(readFileSync(path));
  } catch (error) {
    const { code } = error as { code?: string };
    const why = code === "ERR_ENCODING_INVALID_ENCODED_DATA" ? "it is no UTF-8" : (code ?? "?");
    throw new UserError(`--bank-ledger ${path}: it cannot be read (${why})`);
  }
  return bankRowsIn(text, `--bank-ledger ${path}`);
}

/** The lines of a bank's ledger. */
export function bankRowsIn(text: string, where: string): BankRow[] {
  const [first = [], ...rows] = parseCsv(text);
  if (first.join() !== BANK_COLUMNS.join())
    throw new UserError(
      `${where}, line 1: expected the columns ${BANK_COLUMNS.join()}, found "${first.join()}"`,
    );
  return rows.map((row, n) => rowOf(row, n + 2, where));
}

function rowOf(cells: readonly string[], line: number, where: string): BankRow {
  const refuse = (what: string) => new UserError(`${where}, line ${line}: ${what}`);
  if (cells.length !== BANK_COLUMNS.length)
    throw refuse(`expected ${BANK_COLUMNS.length} cells, found ${cells.length}`);
  const [time = "", kind = "", reference = "", account = "", won = "", balance = ""] = cells.map(
    (cell) => cell.trim(),
  );
  const second = secondOf(time);
  if (second === undefined)
    throw refuse(`time: expected Korean time as 2025-07-21 09:00:00, found "${time}"`);
  if (kind !== "issue" && kind !== "redeem")
    throw refuse(`kind: expected issue or redeem, found "${kind}"`);
  const key = keyOf(reference);
  if (key === undefined)
    throw refuse(
      `reference: expected ${kind === "issue" ? "ISSUER:REFERENCE" : "HOLDER:NUMBER"} as 0x…:17, found "${reference}"`,
    );
  if (account !== "" && !/^0x[0-9a-fA-F]{48}$/.test(account))
    throw refuse(
      `account: expected a bank account's hash of 24 bytes or nothing, found "${account}"`,
    );
  const amount = (name: string, written: string): bigint => {
    if (/^\d{1,18}$/.test(written)) return BigInt(written);
    throw refuse(`${name}: expected whole won in digits, found "${written}"`);
  };
  const row = { line, time: second, kind, reference: key, account: account.toLowerCase() } as const;
  return { ...row, won: amount("won", won), balance: amount("balance", balance) };
}

/** UTC second of a Korean time. */
function secondOf(written: string): number | undefined {
  const [, day = "", hour, minute, second = "0"] =
    /^(\d{4}-\d\d-\d\d)[ T]([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d))?$/.exec(written) ?? [];
  const found = dayOf(day);
  if (found === undefined) return undefined;
  return found * 86_400 + Number(hour) * 3_600 + Number(minute) * 60 + Number(second) - 9 * 3_600;
}

function keyOf(written: string): string | undefined {
  const [, address = "", number = ""] = /^(0x[0-9a-fA-F]{40}):(\d{1,20})$/.exec(written) ?? [];
  return isAddress(address) ? `${getAddress(address)}:${BigInt(number)}` : undefined;
}
