import { ZeroAddress } from "ethers";
import { formatKst } from "../../lib/clock.ts";
import { formatCount, formatWon } from "../../lib/won.ts";
import type { Addresses } from "../../lib/system.ts";
import type { Event } from "../collect.ts";
import { NO_BANK_ACCOUNT } from "../deposit-books.ts";
import type { BankEntry } from "./bank-csv.ts";

/** What the bank's ledger and the chain do not agree on; with its line, where it has one. */
export interface BankFinding {
  readonly line: number | undefined;
  readonly what: string;
}

/** What was matched. */
export interface BankMatch {
  readonly entries: number;
  readonly matched: number;
  readonly findings: readonly BankFinding[];
}

/** An issue or a redemption as the chain has it. */
interface Act {
  readonly kind: "issue" | "redeem";
  /** As the bank may refer to it, the more exact first. */
  readonly references: readonly string[];
  readonly won: bigint;
  readonly account: string | undefined;
  readonly event: Event;
}

/** Holds a bank's ledger beside the chain's issues and redemptions, each by its reference. */
export function matchBank(
  entries: readonly BankEntry[],
  events: Iterable<Event>,
  { token }: Pick<Addresses, "token">,
): BankMatch {
  const [first] = entries;
  const opening = first?.kind === "opening" ? first : undefined;
  const findings = ownFindings(entries);
  const left = new Map<string, BankEntry>();
  for (const entry of entries) {
    const key = `${entry.kind} ${entry.reference}`;
    if (entry !== opening && !left.has(key)) left.set(key, entry);
  }
  let [supply, before, matched] = [0n, 0n, 0];
  for (const act of actsIn(events, token.toLowerCase())) {
    const more = act.kind === "issue" ? act.won : -act.won;
    supply += more;
    if (opening !== undefined && act.event.time < opening.time) {
      before += more;
      continue;
    }
    const key = act.references
      .map((reference) => `${act.kind} ${reference}`)
      .find((one) => left.has(one));
    const entry = left.get(key ?? "");
    if (entry !== undefined) matched += 1;
    left.delete(key ?? "");
    findings.push(...actFindings(act, entry));
  }
  for (const { kind, reference, line, won } of left.values())
    findings.push({ line, what: `${kind} ${reference} of ${formatWon(won)} is not on the chain` });
  findings.push(...balanceFindings(entries, opening, before, supply));
  const inOrder = findings.toSorted((a, b) => (a.line ?? Infinity) - (b.line ?? Infinity));
  return { entries: entries.length, matched, findings: inOrder };
}

/** What is wrong with the bank's ledger by itself: its order, repeated references, balances that do not follow. */
function ownFindings(entries: readonly BankEntry[]): BankFinding[] {
  const findings: BankFinding[] = [];
  const seen = new Map<string, number>();
  let before: BankEntry | undefined;
  for (const entry of entries) {
    const { line, kind, reference, won, balance, time } = entry;
    const say = (what: string) => findings.push({ line, what });
    if (before !== undefined && time < before.time)
      say(`out of order: ${formatKst(time)} stands after ${formatKst(before.time)}`);
    const known = seen.get(`${kind} ${reference}`);
    if (known !== undefined) say(`${kind} ${reference} stands in line ${known} already`);
    else seen.set(`${kind} ${reference}`, line);
    const last = before?.balance ?? 0n;
    const follows = last + (kind === "issue" ? won : -won);
    if (kind !== "opening" && balance !== follows)
      say(`balance ${formatCount(balance)} does not follow: it comes to ${formatCount(follows)}`);
    before = entry;
  }
  return findings;
}

/** What one act of the chain and its line do not agree on. */
function actFindings({ kind, references, won, account, event }: Act, entry?: BankEntry) {
  const where = `block ${event.block}, transaction ${event.transaction}`;
  if (entry === undefined) {
    const what = `${kind} ${references[0] ?? ""} of ${formatWon(won)} is on the chain (${where}) and not in the bank's ledger`;
    return [{ line: undefined, what }];
  }
  const { line, reference } = entry;
  const findings: BankFinding[] = [];
  const say = (what: string) => findings.push({ line, what: `${kind} ${reference}: ${what}` });
  if (entry.won !== won)
    say(`${formatWon(entry.won)} in the bank's ledger, ${formatWon(won)} on the chain (${where})`);
  if (account !== undefined && entry.account !== account) {
    const said = (hash: string) => (hash === "" ? "no linked account" : hash);
    say(`paid to ${said(entry.account)}, on the chain to ${said(account)} (${where})`);
  }
  return findings;
}

function balanceFindings(
  entries: readonly BankEntry[],
  opening: BankEntry | undefined,
  before: bigint,
  supply: bigint,
): BankFinding[] {
  const findings: BankFinding[] = [];
  if (opening !== undefined && opening.balance !== before) {
    const what = `opening balance ${formatCount(opening.balance)}, the chain's supply then was ${formatCount(before)}`;
    findings.push({ line: opening.line, what });
  }
  const last = entries.at(-1);
  const closing = last?.balance ?? 0n;
  if (closing !== supply) {
    const what = `closing balance ${formatCount(closing)}, the supply is ${formatCount(supply)}`;
    findings.push({ line: last?.line, what });
  }
  return findings;
}

/** Issues and redemptions, in the chain's order. */
function* actsIn(events: Iterable<Event>, token: string): Generator<Act> {
  let [minted, burnt] = [0n, 0n];
  for (const event of events) {
    if (event.contract.toLowerCase() !== token) continue;
    const { name, args } = event;
    if (name === "Transfer") {
      const [from, to, value] = args.toArray() as [string, string, bigint];
      if (from === ZeroAddress) minted += value;
      if (to === ZeroAddress) burnt += value;
    } else if (name === "DepositIssued") {
      const [issuer, ref] = args.toArray() as [string, bigint];
      const references = [`${issuer}:${ref}`, `${ref}`];
      yield { kind: "issue", references, won: minted, account: undefined, event };
      minted = 0n;
    } else if (name === "DepositRedeemed") {
      const [holder, sequence, hash] = args.toArray() as [string, bigint, string];
      const account = hash === NO_BANK_ACCOUNT ? "" : hash.toLowerCase();
      yield { kind: "redeem", references: [`${holder}:${sequence}`], won: burnt, account, event };
      burnt = 0n;
    }
  }
}
