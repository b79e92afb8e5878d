import { koreanDay, monthOf } from "../lib/clock.ts";

/** A merchant as its events have it. */
export interface MerchantBook {
  readonly mcc: number;
  readonly region: number;
  readonly band: number;
  /** Whose shop it is, a keyed hash. */
  readonly business: string;
  /** Others that the account was enrolled under before, each once. */
  readonly former: readonly string[];
  status: "enrolled" | "suspended" | "delisted" | "barred";
  /** UTC second; 0 where no bar followed on the last enrolment. */
  barredUntil: bigint;
}

/** Who may spend in a holder's place. */
export interface ProxyBook {
  readonly account: string;
  /** Whole won that it may still spend. */
  left: bigint;
  /** UTC second from which it may not. */
  readonly until: number;
  /** The only category in which it may; 0: any. */
  readonly category: number;
}

/** Money that is to be taken back. */
export interface ClawbackBook {
  readonly caseId: string;
  readonly amount: bigint;
  /** UTC second until which the holder may object. */
  readonly objectableUntil: number;
  status: "opened" | "objected" | "confirmed";
}

/** What was spent in a day or a month, whole won; `number` counts Korean days or months since January 1970. */
export interface PeriodSum {
  readonly number: number;
  readonly amount: bigint;
}

/** One holder's vouchers of one programme, whole won. */
export interface VoucherBook {
  balance: bigint;
  /** All that explains the balance: granted and refunded, less spent, given back as rebates, lapsed and taken back. */
  granted: bigint;
  refunded: bigint;
  spent: bigint;
  rebated: bigint;
  lapsed: bigint;
  clawedBack: bigint;
  home: number;
  /** The last home that was known: a key that was replaced has none any more, and what it spent was spent from there. */
  district: number;
  consented: boolean;
  attested: boolean;
  /** Where the terms limit what a holder spends: in all, on the last day and in the last month. */
  inAll: bigint;
  today: PeriodSum;
  thisMonth: PeriodSum;
  /** Numbers of signed payments that were settled or cancelled. */
  readonly usedIds: Set<number>;
  highestId: number;
  proxy: ProxyBook | undefined;
  clawback: ClawbackBook | undefined;
}

const NEVER: PeriodSum = { number: 0, amount: 0n };

/** What a key that was replaced has no more. */
const nothingHeld = () => ({
  home: 0,
  consented: false,
  attested: false,
  inAll: 0n,
  today: NEVER,
  thisMonth: NEVER,
  proxy: undefined,
  clawback: undefined,
});

/** Vouchers before the first event. */
export function emptyVoucher(): VoucherBook {
  const amounts = { granted: 0n, refunded: 0n, spent: 0n, rebated: 0n, lapsed: 0n, clawedBack: 0n };
  const ids = { usedIds: new Set<number>(), highestId: 0 };
  return { balance: 0n, ...amounts, district: 0, ...nothingHeld(), ...ids };
}

/** What explains a balance, added up. */
export function explained(voucher: VoucherBook): bigint {
  const { granted, refunded, spent, rebated, lapsed, clawedBack } = voucher;
  return granted + refunded - spent - rebated - lapsed - clawedBack;
}

/** A sum stops here. */
const MOST = 2n ** 40n - 1n;

const capped = (amount: bigint): bigint => (amount > MOST ? MOST : amount);
const less = (from: bigint, amount: bigint): bigint => (from > amount ? from - amount : 0n);

/** What was spent in a period, as far as it is counted. */
export const spentIn = ({ number, amount }: PeriodSum, period: number): bigint =>
  number === period ? amount : 0n;

/** Counts what was spent at UTC second `time`. */
export function count(voucher: VoucherBook, amount: bigint, time: number): void {
  const day = koreanDay(time);
  const added = (sum: PeriodSum, number: number): PeriodSum => {
    return { number, amount: capped(spentIn(sum, number) + amount) };
  };
  voucher.inAll = capped(voucher.inAll + amount);
  voucher.today = added(voucher.today, day);
  voucher.thisMonth = added(voucher.thisMonth, monthOf(day));
}

/** Takes off what was spent on Korean day `day` and is refunded: of a day and a month, only while they last. */
export function discount(voucher: VoucherBook, amount: bigint, day: number): void {
  const without = (sum: PeriodSum, number: number): PeriodSum =>
    sum.number === number ? { number, amount: less(sum.amount, amount) } : sum;
  voucher.inAll = less(voucher.inAll, amount);
  voucher.today = without(voucher.today, day);
  voucher.thisMonth = without(voucher.thisMonth, monthOf(day));
}

/** Sums of one period add up; of two, the later counts. */
function later(one: PeriodSum, other: PeriodSum): PeriodSum {
  const number = Math.max(one.number, other.number);
  return { number, amount: capped(spentIn(one, number) + spentIn(other, number)) };
}

/** Gives what the old key's vouchers were to the key in its place. Numbers of signed payments stay, and a proxy's time ends. */
export function join(next: VoucherBook, old: VoucherBook): void {
  next.home = next.home === 0 ? old.home : next.home;
  next.district = next.home === 0 ? old.district : next.home;
  next.consented ||= old.consented;
  next.attested ||= old.attested;
  next.inAll = capped(next.inAll + old.inAll);
  next.today = later(next.today, old.today);
  next.thisMonth = later(next.thisMonth, old.thisMonth);
  next.clawback ??= old.clawback;
  Object.assign(old, nothingHeld());
}

/** Terms by their names in the contract; times and amounts as whole numbers. */
export type TermsBook = Readonly<Record<string, bigint | boolean>>;

/** What a programme's vouchers are for. */
export interface PurposeBook {
  readonly terms: TermsBook;
  readonly categories: readonly bigint[];
  readonly regions: readonly bigint[];
  readonly merchants: readonly string[];
  readonly documentHash: string;
  readonly noticeHash: string;
}

/** One programme, whole won. */
export interface ProgrammeBook {
  fundingAccount: string;
  /** With what it opened, and what was advanced to it since. */
  budget: bigint;
  ungranted: bigint;
  closed: boolean;
  paused: boolean;
  expiresAt: number;
  readonly purpose: PurposeBook;
  readonly vouchers: Map<string, VoucherBook>;
  readonly managers: Map<string, boolean>;
  readonly attestors: Map<string, boolean>;
  /** Batches by their reference. */
  readonly batches: Map<bigint, { readonly holders: bigint; readonly amount: bigint }>;
}

/** Whether what a holder spends is counted. */
export const counts = ({ purpose: { terms } }: ProgrammeBook): boolean =>
  ["dailyLimit", "monthlyLimit", "totalLimit"].some((limit) => terms[limit] !== 0n);

/** Where a movement of vouchers stands in the story. */
interface Moved {
  readonly programme: bigint;
  readonly holder: string;
  readonly merchant: string;
  readonly time: number;
  readonly transaction: string;
}

/** A payment with vouchers, with what the merchant was at that time. */
export interface Payment extends Moved {
  readonly amount: bigint;
  readonly receipt: bigint;
  readonly mcc: number;
  readonly region: number;
  /** The holder's number of a signed payment; 0 where it signed none. */
  readonly id: number;
  /** Who sent it: the holder, its proxy, or whoever settled what it signed. */
  readonly by: string;
  /** Keyed hash of what it was for, where it was stated. */
  purposeHash: string | undefined;
}

/** A share of a purchase with own money that was given back, whole won. */
export interface RebateBook extends Moved {
  readonly amount: bigint;
  readonly receipt: bigint;
  purposeHash: string | undefined;
}

/** What a merchant gave back of a payment with vouchers, whole won. */
export interface RefundBook extends Moved {
  amount: bigint;
  readonly invoice: string;
  /** Korean day of the payment, since 1970. */
  readonly paidOn: number;
  /** Whether the voucher has it again; otherwise it had expired and the money went home. */
  readonly restored: boolean;
}

/** A signed payment that was not settled, with the typed error. */
export interface RefusedPayment extends Moved {
  readonly id: number;
  readonly error: string;
  readonly args: Readonly<Record<string, unknown>>;
}

/** Law 11: what was settled of signed payments, whole won. */
export interface SettlementBook {
  payments: number;
  /** Vouchers that the accepted payments used up. */
  accepted: bigint;
  /** Deposit tokens that merchants got for them. */
  paid: bigint;
  /** The first transaction that broke the law. */
  brokenBy: string | undefined;
}
