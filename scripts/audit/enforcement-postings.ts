import { dataSlice } from "ethers";
import type { Books } from "./books.ts";
import type { Event } from "./collect.ts";
import {
  accountOf,
  currentOf,
  DEBT,
  emptyHolding,
  EVERYTHING,
  frozenAt,
  SYSTEM,
  type CaseBook,
} from "./deposit-books.ts";
import { mustBeSomebody, mustEnforce, takeMovement } from "./deposit-postings.ts";
import { mustBeJoint } from "./office-postings.ts";
import { must, type Posting, type State } from "./posting.ts";

/** How long a holder may object, seconds. */
const OBJECTION_PERIOD = 7 * 86_400;

/** Cases are known by the first 20 bytes of their ids. */
const shortId = (caseId: string): string => dataSlice(caseId, 0, 20);

/** The frozen total that was said before this event is the sum of the cases after it. */
function mustAddUp(books: Books, event: Event, state: State, address: string): void {
  const account = accountOf(books, address);
  const said = state.frozen.get(address);
  must(said === frozenAt(account, event.time), event, "the cases do not add up to what is frozen");
  state.frozen.delete(address);
}

/** Law 7: no debt reaches a protected account, and no freeze one of the system. */
function mayBeTaken(books: Books, event: Event, address: string, basis: number): void {
  const { kind, protected: isProtected } = accountOf(books, address);
  const isForbidden = kind === SYSTEM || (isProtected && basis === DEBT);
  if (isForbidden) books.freezes.brokenBy ??= event.transaction;
}

/** A case that one person froze money in, or two people opened: the standard's event belongs to what follows. */
function setCase(
  books: Books,
  event: Event,
  { address, id, ...found }: CaseBook & { readonly address: string; readonly id: string },
): void {
  mayBeTaken(books, event, address, found.basis);
  accountOf(books, address).cases.set(id, found);
}

/** Makes another amount frozen in a case that runs. */
function changeCase(books: Books, event: Event, state: State, endsAtZero: boolean): void {
  const [address, id, amount] = event.args.toArray() as [string, string, bigint];
  const { cases } = accountOf(books, address);
  const found = cases.get(id);
  must(found !== undefined, event, "no such case was open");
  if (found === undefined) return;
  mayBeTaken(books, event, address, found.basis);
  if (amount === 0n && endsAtZero) cases.delete(id);
  else found.amount = amount;
  mustAddUp(books, event, state, address);
}

function executed(books: Books, event: Event, state: State): void {
  const [orderId, by] = event.args.toArray() as [string, string];
  mustEnforce(books, event, by);
  const { forced } = state;
  const [key, order] = [...books.orders].find(([, found]) => found.orderId === orderId) ?? [];
  const [from = "", to = "", amount = ""] = key?.split(" ") ?? [];
  // Who took the payee's place was paid.
  const isIt = forced?.from === from && forced.to === currentOf(books, to);
  must(isIt && String(forced.amount) === amount, event, "no such order was outstanding");
  if (key === undefined || order === undefined || forced === undefined) return;
  books.orders.delete(key);
  state.forced = undefined;
  const payer = accountOf(books, forced.from);
  const caseId = shortId(order.caseId);
  if (payer.cases.get(caseId)?.amount === EVERYTHING) mustAddUp(books, event, state, forced.from);
  // Law 7: what other cases freeze stays.
  const others = frozenAt(payer, event.time, caseId);
  if (payer.balance < others) books.freezes.brokenBy ??= event.transaction;
}

function withdrawn(books: Books, event: Event, state: State): void {
  const [orderId, maker, checker] = event.args.toArray() as [string, string, string];
  const key = ["from", "to", "amount"].map((name) => state.joint?.args.get(name)).join(" ");
  mustBeJoint(state, event, maker, checker);
  must(books.orders.get(key)?.orderId === orderId, event, "no such order was outstanding");
  books.orders.delete(key);
}

/** Everything is the successor's; the old account is empty and closed. */
function recovered(books: Books, event: Event, state: State): void {
  const [address, successor] = event.args.toArray() as [string, string];
  const old = accountOf(books, address);
  const { recovery } = old;
  const isDue = recovery?.successor === successor && event.time >= recovery.until;
  must(isDue, event, "no recovery to it could be completed");
  const isHis = state.movement?.from === address && state.movement.to === successor;
  if (isHis) takeMovement(books, state, event);
  must(old.balance === 0n, event, "not all of the balance moved");
  const next = accountOf(books, successor);
  const { kind, admittedUntil, suspended, protected: isProtected, benefitPayer } = old;
  const { redemptions, bankAccount, spent, day, cases } = old;
  Object.assign(next, { kind, admittedUntil, suspended, protected: isProtected, benefitPayer });
  Object.assign(next, { redemptions, bankAccount, spent, day, cases });
  Object.assign(old, emptyHolding(), { kind, closed: true, recovery: undefined, successor });
}

const setProtection =
  (isProtected: boolean): Posting =>
  (books, event) => {
    const account = accountOf(books, String(event.args[0]));
    must(account.balance === 0n, event, "the account was not empty");
    must(frozenAt(account, event.time) === 0n, event, "a case ran on the account");
    account.protected = isProtected;
  };

const setBenefitPayer =
  (isPayer: boolean): Posting =>
  (books, { args }) => {
    accountOf(books, String(args[0])).benefitPayer = isPayer;
  };

/** What the token's events of cases, orders, protection and recovery do to its books. */
export const enforcement: Readonly<Record<string, Posting>> = {
  EnforcerAppointed: (books, event) => {
    mustBeSomebody(books, event, String(event.args[0]));
    books.enforcers.set(String(event.args[0]), true);
  },
  EnforcerDismissed: ({ enforcers }, { args }) => void enforcers.set(String(args[0]), false),
  Frozen: (_, event, state) => {
    const [address, amount] = event.args.toArray() as [string, bigint];
    must(!state.frozen.has(address), event, "what was frozen before it is not explained");
    state.frozen.set(address, amount);
  },
  CaseFrozen: (books, event) => {
    const [address, caseId, basis, amount, until, by] = event.args.toArray() as [
      ...[string, string, bigint, bigint, bigint, string],
    ];
    mustEnforce(books, event, by);
    const found = { basis: Number(basis), joint: false, amount, until: Number(until) };
    setCase(books, event, { address, id: shortId(caseId), ...found });
  },
  CaseOpened: (books, event, state) => {
    const [address, caseId, basis, until, maker, checker] = event.args.toArray() as [
      ...[string, string, bigint, bigint, string, string],
    ];
    mustBeJoint(state, event, maker, checker);
    const found = { basis: Number(basis), joint: true, amount: 0n, until: Number(until) };
    setCase(books, event, { address, id: shortId(caseId), ...found });
  },
  CaseReduced: (books, event, state) => changeCase(books, event, state, true),
  CaseSet: (books, event, state) => {
    mustEnforce(books, event, String(event.args[3]));
    changeCase(books, event, state, false);
  },
  TransferOrdered: (books, event, state) => {
    const [orderId, from, to, amount, caseId, basis, maker, checker] = event.args.toArray() as [
      ...[string, string, string, bigint, string, bigint, string, string],
    ];
    mustBeJoint(state, event, maker, checker);
    mayBeTaken(books, event, from, Number(basis));
    const key = `${from} ${to} ${amount}`;
    must(!books.orders.has(key), event, "it was ordered already");
    books.orders.set(key, { orderId, caseId });
  },
  ForcedTransfer: (books, event, state) => {
    const [from, to, amount] = event.args.toArray() as [string, string, bigint];
    const movement = takeMovement(books, state, event);
    const isIt = movement?.from === from && movement.to === to && movement.amount === amount;
    must(isIt, event, "no such transfer was before it");
    state.forced = movement;
  },
  TransferOrderExecuted: executed,
  TransferOrderWithdrawn: withdrawn,
  RedemptionOrdered: (books, event, state) => {
    const [, address, basis, maker, checker] = event.args.toArray() as [
      ...[string, string, bigint, string, string],
    ];
    mustBeJoint(state, event, maker, checker);
    mayBeTaken(books, event, address, Number(basis));
    must(state.redeemedBy === address, event, "nothing was redeemed before it");
  },
  AccountProtected: setProtection(true),
  AccountUnprotected: setProtection(false),
  BenefitPayerListed: setBenefitPayer(true),
  BenefitPayerDelisted: setBenefitPayer(false),
  BankAccountLinked: (books, { args }) => {
    accountOf(books, String(args[0])).bankAccount = String(args[1]);
  },
  RecoveryOpened: (books, event, state) => {
    const [address, successor, , until, maker, checker] = event.args.toArray() as [
      ...[string, string, string, bigint, string, string],
    ];
    mustBeJoint(state, event, maker, checker);
    must(Number(until) === event.time + OBJECTION_PERIOD, event, "it leaves no seven days");
    accountOf(books, address).recovery = { successor, until: Number(until) };
  },
  RecoveryObjected: (books, event) => {
    const [address, successor] = event.args.toArray() as [string, string];
    const account = accountOf(books, address);
    must(account.recovery?.successor === successor, event, "no recovery to it was open");
    account.recovery = undefined;
  },
  AccountRecovered: recovered,
};
