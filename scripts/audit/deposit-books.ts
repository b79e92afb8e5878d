import { ZeroAddress } from "ethers";
import { koreanDay } from "../lib/clock.ts";

/** The highest amount there is: a case of it freezes whatever the account holds. */
export const EVERYTHING = 2n ** 64n - 1n;

/** AccountKind.System: an account of a contract of the system. */
export const AGENCY = 3;
export const SYSTEM = 6;

/** CaseBasis.Debt: no debt reaches a protected account. */
export const DEBT = 1;

/** No bank account is linked. */
export const NO_BANK_ACCOUNT = `0x${"00".repeat(24)}`;

/** One freeze of an account. */
export interface CaseBook {
  readonly basis: number;
  /** Opened by two people. */
  readonly joint: boolean;
  amount: bigint;
  /** UTC second from which it no longer counts; 0: it has no end. */
  readonly until: number;
}

/** What moves with an account to its successor. */
export interface HoldingBook {
  balance: bigint;
  kind: number;
  admittedUntil: number;
  suspended: boolean;
  protected: boolean;
  benefitPayer: boolean;
  /** Number of the last redemption; 0 before the first. */
  redemptions: bigint;
  bankAccount: string;
  /** Whole won transferred by the holder on the Korean day `day`. */
  spent: bigint;
  day: number;
  /** By the first 20 bytes of the case's id. */
  cases: Map<string, CaseBook>;
}

/** A deposit account as its events have it. */
export interface AccountBook extends HoldingBook {
  /** A contract of the system that everybody may credit. */
  open: boolean;
  closed: boolean;
  /** To whom it is being recovered, and until when its holder may object. */
  recovery: { readonly successor: string; readonly until: number } | undefined;
  /** Who took its place. */
  successor: string;
}

/** A transfer that two people ordered. */
export interface OrderBook {
  readonly orderId: string;
  readonly caseId: string;
}

/** Whether nothing that was frozen ever left, and nothing was frozen that may not be. */
export interface FreezesBook {
  /** Movements out of accounts that were compared with what was spendable. */
  movements: number;
  /** The first transaction that broke the law. */
  brokenBy: string | undefined;
}

/** Limits of accounts of one kind, whole won; 0: none. */
export type LimitsBook = readonly [transfer: bigint, daily: bigint, cap: bigint];

/** What the deposits amount to, whole won. */
export interface SupplyBook {
  issued: bigint;
  redeemed: bigint;
  issuable: bigint;
  /** Every issue left this much still issuable; below zero the law is broken. */
  lowestIssuable: bigint;
  attestedUntil: number;
  lastAttestation: bigint;
  readonly allowances: Map<string, bigint>;
  /** What a key issued by itself on the Korean day `day`. */
  readonly issuedBy: Map<string, { readonly amount: bigint; readonly day: number }>;
  /** What a key issues a day without a second person; 0: everything. Nothing before the token's deployment. */
  issueThreshold: bigint | undefined;
  readonly limits: Map<number, LimitsBook>;
  /** What is left of approvals, by `owner spender`. */
  readonly approvals: Map<string, bigint>;
  /** How many permits each owner has signed that were used. */
  readonly permits: Map<string, bigint>;
  /** Signed transfers that were used or cancelled, `authorizer nonce`. */
  readonly authorizations: Set<string>;
  paused: boolean;
  stopped: boolean;
}

export function emptySupply(): SupplyBook {
  return {
    issued: 0n,
    redeemed: 0n,
    issuable: 0n,
    lowestIssuable: 0n,
    attestedUntil: 0,
    lastAttestation: 0n,
    allowances: new Map(),
    issuedBy: new Map(),
    issueThreshold: undefined,
    limits: new Map(),
    approvals: new Map(),
    permits: new Map(),
    authorizations: new Set(),
    paused: false,
    stopped: false,
  };
}

export function emptyHolding(): HoldingBook {
  return {
    balance: 0n,
    kind: 0,
    admittedUntil: 0,
    suspended: false,
    protected: false,
    benefitPayer: false,
    redemptions: 0n,
    bankAccount: NO_BANK_ACCOUNT,
    spent: 0n,
    day: 0,
    cases: new Map(),
  };
}

export function emptyAccount(): AccountBook {
  return {
    ...emptyHolding(),
    open: false,
    closed: false,
    recovery: undefined,
    successor: ZeroAddress,
  };
}

/** The book of an account, a fresh one before its first event. */
export function accountOf(
  { accounts }: { readonly accounts: Map<string, AccountBook> },
  address: string,
): AccountBook {
  const found = accounts.get(address) ?? emptyAccount();
  accounts.set(address, found);
  return found;
}

/** The account, or the last of those who took its place. */
export function currentOf(
  { accounts }: { readonly accounts: Map<string, AccountBook> },
  address: string,
): string {
  const next = accounts.get(address)?.successor ?? ZeroAddress;
  return next === ZeroAddress ? address : currentOf({ accounts }, next);
}

/** The cases that count at UTC second `time`: one with an end counts until the Korean day on which it falls. */
export function runningCases({ cases }: HoldingBook, time: number): [string, CaseBook][] {
  const day = koreanDay(time);
  return [...cases].filter(([, { until }]) => until === 0 || day < koreanDay(until));
}

/** What is frozen at UTC second `time`, but for one case, at most everything. */
export function frozenAt(account: HoldingBook, time: number, but?: string): bigint {
  const counted = runningCases(account, time).filter(([id]) => id !== but);
  const sum = counted.reduce((total, [, { amount }]) => total + amount, 0n);
  return sum > EVERYTHING ? EVERYTHING : sum;
}

/** What may leave the account at UTC second `time`. */
export function spendableAt(account: HoldingBook, time: number): bigint {
  const frozen = frozenAt(account, time);
  return account.balance > frozen ? account.balance - frozen : 0n;
}
