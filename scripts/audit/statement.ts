import { ZeroAddress } from "ethers";
import { formatKst } from "../lib/clock.ts";
import { table } from "../lib/text.ts";
import { whilst } from "../lib/walks.ts";
import { formatWon } from "../lib/won.ts";
import type { Addresses } from "../lib/system.ts";
import { rebuild } from "./books.ts";
import type { Collected, Event } from "./collect.ts";
import { accountOf, EVERYTHING, frozenAt, NO_BANK_ACCOUNT, spendableAt } from "./deposit-books.ts";
import type { AccountNames } from "./ledger.ts";
import { eventsBeside } from "./transactions.ts";
import { around } from "./voucher-story.ts";
import { moneyWords } from "./voucher-money.ts";

/** One movement of an account, whole won; one that leaves it is negative. */
export interface Movement {
  readonly time: number;
  readonly what: string;
  readonly amount: bigint;
  readonly balance: bigint;
  readonly transaction: string;
}

/** An account's movements in a period, and how it stands at its end. Instants are UTC seconds. */
export interface Statement {
  readonly account: string;
  readonly from: number;
  readonly to: number;
  readonly opening: bigint;
  readonly movements: readonly Movement[];
  readonly closing: bigint;
  readonly frozen: bigint;
  readonly spendable: bigint;
}

/** Which account, and the period: from `from` on, up to and including `to`, UTC seconds. */
export interface Period {
  readonly account: string;
  readonly from: number;
  readonly to: number;
}

/** Makes the statement of an account from events alone. */
export function statementOf(
  collected: Collected,
  addresses: Addresses,
  { account, from, to }: Period,
  names: AccountNames,
): Statement {
  const events = whilst(collected.events, ({ time }) => time <= to);
  const movements: Movement[] = [];
  let balance = 0n;
  let opening = 0n;
  for (const [beside, index, event] of eventsBeside(events)) {
    const amount = amountFor(event, addresses, account);
    if (amount === undefined) continue;
    if (event.time < from) opening += amount;
    balance += amount;
    if (event.time < from) continue;
    const { time, transaction } = event;
    const what = purposeOf(beside, index, { account, programmes: addresses.programmes }, names);
    movements.push({ time, what, amount, balance, transaction });
  }
  const book = accountOf(rebuild({ ...collected, events, accepted: [] }, addresses), account);
  const [frozen, spendable] = [frozenAt(book, to), spendableAt(book, to)];
  return { account, from, to, opening, movements, closing: balance, frozen, spendable };
}

/** What an event changes in the account's balance; nothing where it is no movement of it. */
function amountFor(
  { name, contract, args }: Event,
  { token }: Addresses,
  account: string,
): bigint | undefined {
  if (name !== "Transfer" || contract.toLowerCase() !== token.toLowerCase()) return undefined;
  const [from, to, amount] = args.toArray() as [string, string, bigint];
  if (from !== account && to !== account) return undefined;
  if (from === to) return 0n;
  return from === account ? -amount : amount;
}

const REASONS = ["deposit", "correction", "refund"];

/** What a movement was, by the events of its transaction, among which it has number `index`. */
function purposeOf(
  events: readonly Event[],
  index: number,
  { account, programmes }: { readonly account: string; readonly programmes: string },
  names: AccountNames,
): string {
  const [from, to] = (events[index]?.args.toArray() ?? []) as [string, string];
  const nameOf = (address: unknown) => names.get(String(address)) ?? String(address);
  const beside = around(events, index);
  const after = (wanted: string) => beside.after.find(({ name }) => name === wanted);
  const other = from === account ? `to ${nameOf(to)}` : `from ${nameOf(from)}`;
  if (from === ZeroAddress) return issueOf(after("DepositIssued"), nameOf);
  if (to === ZeroAddress) return redemptionOf(after("DepositRedeemed"), after("RedemptionOrdered"));
  return (
    orderOf(events[index + 1], after("TransferOrderExecuted"), other) ??
    recoveryOf(events[index + 1], other) ??
    moneyWords(events, index, programmes, nameOf) ??
    `transfer ${other}`
  );
}

function issueOf(issued: Event | undefined, nameOf: (address: unknown) => string): string {
  const [issuer, ref, reason] = (issued?.args.toArray() ?? []) as [string, bigint, bigint];
  return `issue, ${REASONS[Number(reason)] ?? "reason unknown"}, reference ${ref} of ${nameOf(issuer)}`;
}

function redemptionOf(redeemed: Event | undefined, order: Event | undefined): string {
  const [, number, bankAccount] = (redeemed?.args.toArray() ?? []) as [string, bigint, string];
  const to = bankAccount === NO_BANK_ACCOUNT ? "" : ` to bank account ${short(bankAccount)}`;
  const what = `redemption${to}, number ${number}`;
  return order === undefined ? what : `${what}, order ${short(order.args[0])}`;
}

function orderOf(
  next: Event | undefined,
  executed: Event | undefined,
  other: string,
): string | undefined {
  if (next?.name !== "ForcedTransfer" || executed === undefined) return undefined;
  return `ordered transfer ${other}, order ${short(executed.args[0])}`;
}

function recoveryOf(next: Event | undefined, other: string): string | undefined {
  return next?.name === "AccountRecovered" ? `recovery: everything ${other}` : undefined;
}

/** The first bytes of a hash, enough to find it. */
const short = (hash: unknown): string => `${String(hash).slice(0, 12)}…`;

/** An amount with its sign: `+₩1,000`. */
const signed = (amount: bigint): string => (amount > 0n ? "+" : "") + formatWon(amount);

/** The statement as aligned lines. */
export function printStatement(statement: Statement, names: AccountNames): string[] {
  const { account, from, to, opening, movements, closing, frozen, spendable } = statement;
  const name = names.get(account);
  const rows = movements.map(({ time, what, amount, balance }) => {
    return [formatKst(time), what, signed(amount), formatWon(balance)];
  });
  const began = from === 0 ? "" : formatKst(from);
  return [
    `Statement of ${name === undefined ? account : `${name}, ${account}`}`,
    "",
    ...table(
      [
        ["KST", "what", "amount", "balance after"],
        [began, "balance before", "", formatWon(opening)],
        ...rows,
        [formatKst(to), "balance", "", formatWon(closing)],
        ["", "frozen", "", frozen === EVERYTHING ? "everything" : formatWon(frozen)],
        ["", "spendable", "", formatWon(spendable)],
      ],
      [2, 3],
    ),
  ];
}

/** The statement as JSON, amounts as text. */
export function statementJson(statement: Statement, names: AccountNames): string {
  const movements = statement.movements.map((movement) => ({
    when: formatKst(movement.time),
    ...movement,
  }));
  const named = { name: names.get(statement.account), ...statement, movements };
  const asText = (_: string, value: unknown) => (typeof value === "bigint" ? `${value}` : value);
  return JSON.stringify(named, asText, 2);
}
