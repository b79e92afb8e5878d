import { ZeroAddress } from "ethers";
import { koreanDay } from "../lib/clock.ts";
import type { Books } from "./books.ts";
import type { Event } from "./collect.ts";
import { accountOf, AGENCY, spendableAt, SYSTEM, type AccountBook } from "./deposit-books.ts";
import { mustBeJoint } from "./office-postings.ts";
import { must, mustUseApproval, type Posting, type State } from "./posting.ts";
import { leaveTreasury, reachTreasury } from "./treasury-money.ts";

/** The count of a day stops here. */
const MOST_A_DAY = 2n ** 48n - 1n;

function countSpent(account: AccountBook, amount: bigint, time: number): void {
  const day = koreanDay(time);
  const spent = (account.day === day ? account.spent : 0n) + amount;
  account.spent = spent > MOST_A_DAY ? MOST_A_DAY : spent;
  account.day = day;
}

/** Law 7: what left an account without an order or a recovery was spendable. */
export function endMovement({ freezes }: Books, state: State): void {
  const { movement } = state;
  state.movement = undefined;
  if (movement === undefined) return;
  freezes.movements += 1;
  if (movement.exceeds) freezes.brokenBy ??= movement.transaction;
}

/** The movement before this event was none of the holder's: it does not count towards the day. */
export function takeMovement(books: Books, state: State, event: Event) {
  const { movement } = state;
  if (movement === undefined) return undefined;
  must(movement.transaction === event.transaction, event, "nothing moved before it");
  Object.assign(accountOf(books, movement.from), movement.before);
  movement.exceeds = false;
  endMovement(books, state);
  return movement;
}

function transfer(books: Books, event: Event, state: State): void {
  const [from, to, amount] = event.args.toArray() as [string, string, bigint];
  const { time, transaction } = event;
  endMovement(books, state);
  if (from === ZeroAddress) {
    books.supply.issued += amount;
    state.issuedNow += amount;
  } else {
    const payer = accountOf(books, from);
    const before = { spent: payer.spent, day: payer.day };
    const exceeds = amount > spendableAt(payer, time);
    state.movement = { from, to, amount, before, exceeds, transaction };
    if (to !== ZeroAddress) countSpent(payer, amount, time);
    payer.balance -= amount;
    const { programmes, treasury } = books.addresses;
    if (from === programmes) state.paidOut.set(to, (state.paidOut.get(to) ?? 0n) + amount);
    if (from === treasury) leaveTreasury(books, event, state);
  }
  if (to === ZeroAddress) books.supply.redeemed += amount;
  else accountOf(books, to).balance += amount;
  if (to === books.addresses.treasury) reachTreasury(books, event, state);
  else if (books.accounts.get(to)?.kind === SYSTEM) mustBePulled(books, event, state);
}

/** A contract of the system is credited only by what it pulls, which takes the payer's approval. */
function mustBePulled({ supply }: Books, event: Event, state: State): void {
  mustUseApproval(supply, event, state);
  const amount = state.movement?.amount ?? 0n;
  const pull = state.pulls.shift();
  must(pull !== undefined, event, "no event before it says what it is for");
  must((pull?.amount ?? amount) === amount, event, "another amount was to come");
  pull?.came?.(amount);
}

function issued({ supply }: Books, event: Event, state: State): void {
  const [issuer, ref] = event.args.toArray() as [string, bigint];
  const { issuedNow: amount, large } = state;
  must(amount > 0n, event, "nothing was issued before it");
  const isLarge = large !== undefined;
  must(!isLarge || (large.issuer === issuer && large.ref === ref), event, "another was approved");
  const day = koreanDay(event.time);
  const before = supply.issuedBy.get(issuer);
  const today = before?.day === day ? before.amount : 0n;
  supply.issuedBy.set(issuer, { amount: isLarge ? today : today + amount, day });
  supply.allowances.set(issuer, (supply.allowances.get(issuer) ?? 0n) - amount);
  supply.issuable -= amount;
  if (supply.issuable < supply.lowestIssuable) supply.lowestIssuable = supply.issuable;
  state.issuedNow = 0n;
  state.large = undefined;
}

function attested({ supply }: Books, event: Event, state: State): void {
  const [ref, amount, until] = event.args.toArray() as [bigint, bigint, bigint];
  const out = supply.issued - supply.redeemed;
  must(ref > supply.lastAttestation, event, "its number does not rise");
  supply.lastAttestation = ref;
  supply.issuable = amount > out ? amount - out : 0n;
  supply.attestedUntil = Number(until);
  if (amount < out) state.shortfall = `${ref} ${amount} ${out}`;
}

function setSuspended(books: Books, event: Event, suspended: boolean): void {
  const account = accountOf(books, String(event.args[0]));
  must(account.suspended !== suspended, event, "the account was so already");
  account.suspended = suspended;
}

function setStop(
  supply: Books["supply"],
  stop: "paused" | "stopped",
  isOn: boolean,
  event: Event,
): void {
  must(supply[stop] !== isOn, event, "the service was so already");
  supply[stop] = isOn;
}

function useAuthorization({ supply }: Books, event: Event): void {
  const [authorizer, nonce] = event.args.toArray() as [string, string];
  const key = `${authorizer} ${nonce}`;
  must(!supply.authorizations.has(key), event, "the authorization was used or cancelled before");
  supply.authorizations.add(key);
}

/** What the token's events of money, accounts and rules do to its books. */
export const deposit: Readonly<Record<string, Posting>> = {
  Transfer: transfer,
  DepositIssued: issued,
  LargeIssueApproved: (_, event, state) => {
    const [issuer, ref, checker] = event.args.toArray() as [string, bigint, string];
    mustBeJoint(state, event, issuer, checker);
    state.large = { issuer, ref };
  },
  IssueThresholdSet: ({ supply }, event, state) => {
    const [threshold, maker, checker] = event.args.toArray() as [bigint, string, string];
    const isFirst = supply.issueThreshold === undefined;
    // The first comes from the deployment, where there are no two people yet.
    if (isFirst)
      must(maker === ZeroAddress && checker === ZeroAddress, event, "none was before it");
    else mustBeJoint(state, event, maker, checker);
    supply.issueThreshold = threshold;
  },
  LimitsSet: ({ supply }, event, state) => {
    const [kind, transfer, daily, cap, maker, checker] = event.args.toArray() as [
      ...[bigint, bigint, bigint, bigint],
      ...[string, string],
    ];
    mustBeJoint(state, event, maker, checker);
    supply.limits.set(Number(kind), [transfer, daily, cap]);
  },
  DepositRedeemed: (books, event, state) => {
    const [address, sequence, bankAccount] = event.args.toArray() as [string, bigint, string];
    const account = accountOf(books, address);
    must(sequence === account.redemptions + 1n, event, "its number is not the next");
    must(bankAccount === account.bankAccount, event, "another bank account was linked");
    account.redemptions = sequence;
    state.redeemedBy = address;
  },
  Approval: ({ supply }, { args }, state) => {
    const [owner, spender, left] = args.toArray() as [string, string, bigint];
    const key = `${owner} ${spender}`;
    state.approvedBy = key;
    state.approvedBefore = supply.approvals.get(key) ?? 0n;
    supply.approvals.set(key, left);
  },
  PermitUsed: ({ supply }, event, state) => {
    const [owner, nonce] = event.args.toArray() as [string, bigint];
    must(state.approvedBy.startsWith(owner), event, "nothing was approved before it");
    state.approvedBy = "";
    must(nonce === (supply.permits.get(owner) ?? 0n), event, "its nonce is not the next");
    supply.permits.set(owner, nonce + 1n);
  },
  AuthorizationUsed: (books, event) => useAuthorization(books, event),
  AuthorizationCanceled: (books, event) => useAuthorization(books, event),
  ReserveAttested: attested,
  ReserveShortfall: (_, event, state) => {
    must(state.shortfall === event.args.toArray().join(" "), event, "no such attestation");
    state.shortfall = undefined;
  },
  IssuanceAllowanceSet: (books, event) => {
    const [issuer, allowance] = event.args.toArray() as [string, bigint];
    if (allowance !== 0n) mustBeSomebody(books, event, issuer);
    books.supply.allowances.set(issuer, allowance);
  },
  AccountAdmitted: (books, { args }) => {
    const [address, kind, until] = args.toArray() as [string, bigint, bigint];
    const account = accountOf(books, address);
    Object.assign(account, { kind: Number(kind), admittedUntil: Number(until) });
    // Public bodies alone pay benefits.
    if (Number(kind) !== AGENCY) account.benefitPayer = false;
  },
  SystemAccountRegistered: (books, { args }) => {
    const [address] = args.toArray() as [string];
    Object.assign(accountOf(books, address), { kind: SYSTEM, admittedUntil: 2 ** 32 - 1 });
  },
  SystemAccountOpened: (books, event) => {
    const account = accountOf(books, String(event.args[0]));
    must(
      account.kind === SYSTEM && !account.open,
      event,
      "it was open, or is none of the system's",
    );
    account.open = true;
  },
  AccountSuspended: (books, event) => {
    mustEnforce(books, event, String(event.args[2]));
    setSuspended(books, event, true);
  },
  AccountReinstated: (books, event) => setSuspended(books, event, false),
  AccountClosed: (books, { args }) => {
    accountOf(books, String(args[0])).closed = true;
  },
  Paused: ({ supply }, event) => setStop(supply, "paused", true, event),
  Unpaused: ({ supply }, event, state) => {
    const [maker, checker] = event.args.toArray() as [string, string];
    mustBeJoint(state, event, maker, checker);
    setStop(supply, "paused", false, event);
  },
  StopOrdered: ({ supply }, event) => setStop(supply, "stopped", true, event),
  StopLifted: ({ supply }, event) => setStop(supply, "stopped", false, event),
};

/** Who is appointed is bound to a person. */
export function mustBeSomebody({ authorities }: Books, event: Event, account: string): void {
  const isKnown = [...authorities.values()].some(({ persons }) => persons.has(account));
  must(isKnown, event, "the account was nobody's");
}

/** Who suspends, freezes or carries out an order was appointed to. */
export function mustEnforce({ enforcers }: Books, event: Event, by: string): void {
  must(enforcers.get(by) === true, event, "who did it was not appointed to enforce");
}
