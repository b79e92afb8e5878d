import { ZeroAddress } from "ethers";
import { formatCount } from "../../lib/won.ts";
import type { Event } from "../collect.ts";
import type { Reading } from "../reading.ts";
import type { BankKind, BankRow } from "./bank-csv.ts";
import type { Findings } from "./finding.ts";

/** What of a bank's ledger and of the chain is alike. */
export interface BankReport {
  readonly lines: number;
  readonly issues: number;
  readonly redemptions: number;
  /** Lines that the chain has alike. */
  readonly matched: number;
  /** The bank's last balance and the chain's supply, whole won. */
  readonly balance: bigint;
  readonly supply: bigint;
}

/** What the chain has of one issue or redemption. */
interface Flow {
  readonly kind: BankKind;
  /** `ISSUER:REFERENCE` or `HOLDER:NUMBER`. */
  readonly reference: string;
  readonly won: bigint;
  /** Hash of the bank account; empty where there is none, or several. */
  readonly account: string;
  readonly block: number;
}

/** Compares a bank's ledger with the issues and redemptions on the chain, in both directions. */
export function compareBank(
  rows: readonly BankRow[],
  { collected, addresses }: Pick<Reading, "collected" | "addresses">,
  findings: Findings,
): BankReport {
  checkOrder(rows, findings);
  const waiting = byReference(rows, findings);
  let [supply, matched] = [0n, 0];
  for (const flow of flowsIn(collected.events, addresses.token)) {
    supply += flow.kind === "issue" ? flow.won : -flow.won;
    const key = `${flow.kind} ${flow.reference}`;
    const row = waiting.get(key);
    waiting.delete(key);
    if (row === undefined) tellMissing(flow, findings);
    else if (isAlike(row, flow, findings)) matched += 1;
  }
  for (const { line, kind, reference, won } of waiting.values())
    tell(findings, line, `${kind} ${reference} of ${formatCount(won)} won is not on the chain`);
  const balance = rows.at(-1)?.balance ?? 0n;
  if (balance !== supply)
    tell(
      findings,
      rows.at(-1)?.line ?? 1,
      `the closing balance is ${formatCount(balance)} won, the supply ${formatCount(supply)}`,
    );
  const issues = rows.filter(({ kind }) => kind === "issue").length;
  const redemptions = rows.length - issues;
  return { lines: rows.length, issues, redemptions, matched, balance, supply };
}

const tell = (findings: Findings, line: number, what: string): void =>
  findings.add({ of: "bank ledger", what: `bank ledger, line ${line}: ${what}`, line });

const tellMissing = ({ kind, reference, won, block }: Flow, findings: Findings): void =>
  findings.add({
    of: "bank ledger",
    what: `${kind} ${reference} of ${formatCount(won)} won in block ${block} is not in the bank's ledger`,
  });

/** Each line comes no earlier than the one before it, and its balance follows from that one's. */
function checkOrder(rows: readonly BankRow[], findings: Findings): void {
  let before: Pick<BankRow, "line" | "time" | "balance"> = { line: 1, time: 0, balance: 0n };
  for (const row of rows) {
    const { line, time, kind, won, balance } = row;
    if (time < before.time) tell(findings, line, `its time is before that of line ${before.line}`);
    const follows = kind === "issue" ? before.balance + won : before.balance - won;
    if (balance !== follows)
      tell(
        findings,
        line,
        `its balance is ${formatCount(balance)} won, ${formatCount(follows)} would follow from the line before`,
      );
    before = row;
  }
}

function byReference(rows: readonly BankRow[], findings: Findings): Map<string, BankRow> {
  const found = new Map<string, BankRow>();
  for (const row of rows) {
    const key = `${row.kind} ${row.reference}`;
    const first = found.get(key);
    if (first === undefined) found.set(key, row);
    else tell(findings, row.line, `${key} is in line ${first.line} already`);
  }
  return found;
}

function isAlike({ line, kind, reference, won, account }: BankRow, flow: Flow, findings: Findings) {
  const name = `${kind} ${reference}`;
  const isSum = won === flow.won;
  if (!isSum)
    tell(
      findings,
      line,
      `${name} is ${formatCount(won)} won, ${formatCount(flow.won)} on the chain`,
    );
  const isHolder = account === flow.account;
  if (!isHolder)
    tell(
      findings,
      line,
      `${name} is of account ${account || "none"}, of ${flow.account || "none"} on the chain`,
    );
  return isSum && isHolder;
}

const NONE = `0x${"00".repeat(24)}`;
const linked = (hash: string | undefined): string =>
  hash === undefined || hash === NONE ? "" : hash;

/** Issues and redemptions, as the token's events have them one after the other. */
function* flowsIn(events: Iterable<Event>, token: string): Generator<Flow> {
  const accounts = new Map<string, string>();
  let issued: { to: Set<string>; won: bigint } = { to: new Set(), won: 0n };
  let redeemed = 0n;
  for (const { contract, name, args, block } of events) {
    if (contract.toLowerCase() !== token.toLowerCase()) continue;
    if (name === "Transfer") {
      const [from, to, won] = args.toArray() as [string, string, bigint];
      if (from === ZeroAddress) issued = { to: issued.to.add(to), won: issued.won + won };
      if (to === ZeroAddress) redeemed = won;
    } else if (name === "BankAccountLinked") {
      const [account, hash] = args.toArray() as [string, string];
      accounts.set(account, hash);
    } else if (name === "AccountRecovered") {
      const [old, successor] = args.toArray() as [string, string];
      accounts.set(successor, accounts.get(old) ?? NONE);
    } else if (name === "DepositIssued") {
      const { to, won } = issued;
      const account = to.size === 1 ? linked(accounts.get([...to][0] ?? "")) : "";
      yield { kind: "issue", reference: `${args[0]}:${args[1]}`, won, account, block };
      issued = { to: new Set(), won: 0n };
    } else if (name === "DepositRedeemed") {
      const account = linked(String(args[2]));
      yield { kind: "redeem", reference: `${args[0]}:${args[1]}`, won: redeemed, account, block };
    }
  }
}
