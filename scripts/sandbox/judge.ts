import { formatDay, koreanDay } from "../lib/clock.ts";
import { weekdayOf } from "../lib/calendar.ts";
import type { Facts, PurposeInput } from "../lib/stage.ts";
import { merchantRefusal } from "./terms.ts";

type Terms = PurposeInput["terms"];

/** Whether a day in Korea, counted since 1970-01-01, is a public holiday. */
export type IsHoliday = (day: number) => boolean;

/** A payment as it is asked for. */
export interface Asked {
  /** UTC second. */
  readonly at: number;
  readonly amount: bigint;
  readonly holder: Facts;
  readonly account: string;
  /** What the registry has of the merchant, or why it takes no vouchers. */
  readonly merchant: Facts | string;
  /** Whether the operator has stopped the programme. */
  readonly isPaused: boolean;
  readonly hasPurpose: boolean;
}

/** A holder's vouchers of one programme. Sums are those of the payment's day and month. */
export interface Voucher {
  readonly balance: bigint;
  readonly consented: boolean;
  readonly attested: boolean;
  readonly spentToday: bigint;
  readonly spentThisMonth: bigint;
  readonly spentInAll: bigint;
}

/** The calendar month of a UTC second in Korea, such as `2026-05`. */
export const monthOf = (at: number): string => formatDay(koreanDay(at)).slice(0, 7);

/** Why nothing is paid at UTC second `at`, by its weekday, hour or holiday: the first reason, in the contract's order. */
export function hoursRefusal(terms: Terms, at: number, isHoliday: IsHoliday): string | undefined {
  const day = koreanDay(at);
  const isDay = terms.weekdays === 0 || ((terms.weekdays >> weekdayOf(day)) & 1) === 1;
  if (!isDay) return "WeekdayNotAllowed";
  const second = (at + 9 * 3_600) % 86_400;
  const isSpan = second >= terms.opensAt * 60 && second < terms.closesAt * 60;
  const isOpen = terms.closesAt === 0 || isSpan;
  if (!isOpen) return "OutsideHours";
  return terms.closedOnHolidays && isHoliday(day) ? "HolidayNotAllowed" : undefined;
}

/**
 * Why the written terms refuse a payment: the first reason, in the contract's order. Without the chain, so that what the bank says
 * of accounts, and what offices did, is not asked.
 */
export function paymentRefusal(
  purpose: PurposeInput,
  asked: Asked,
  voucher: Voucher,
  isHoliday: IsHoliday,
): string | undefined {
  if (asked.amount === 0n) return "ZeroAmount";
  if (purpose.terms.rebateBps !== 0) return "RebateOnly";
  return purchaseRefusal(purpose, asked, voucher, isHoliday);
}

/** As `paymentRefusal`, of what a voucher pays or gives back as a rebate. */
export function purchaseRefusal(
  purpose: PurposeInput,
  asked: Asked,
  voucher: Voucher,
  isHoliday: IsHoliday,
): string | undefined {
  const { terms } = purpose;
  if (asked.at >= terms.expiresAt) return "VoucherExpired";
  if (asked.isPaused) return "ProgrammeIsPaused";
  const closed = hoursRefusal(terms, asked.at, isHoliday);
  if (closed !== undefined) return closed;
  if (isAbove(terms.perPaymentLimit, asked.amount)) return "PaymentLimitExceeded";
  const { merchant, holder, account } = asked;
  if (typeof merchant === "string") return merchant;
  return (
    merchantRefusal(purpose, holder, merchant, account) ??
    conditionRefusal(terms, voucher, asked.hasPurpose) ??
    limitRefusal(terms, asked.amount, voucher)
  );
}

function conditionRefusal(terms: Terms, voucher: Voucher, hasPurpose: boolean): string | undefined {
  if (terms.consentRequired && !voucher.consented) return "ConsentMissing";
  if (terms.evidenceRequired && !voucher.attested) return "EvidenceMissing";
  return terms.purposeRequired && !hasPurpose ? "PurposeMissing" : undefined;
}

function limitRefusal(terms: Terms, amount: bigint, voucher: Voucher): string | undefined {
  if (isAbove(terms.dailyLimit, voucher.spentToday + amount)) return "VoucherDailyLimitExceeded";
  if (isAbove(terms.monthlyLimit, voucher.spentThisMonth + amount))
    return "VoucherMonthlyLimitExceeded";
  if (isAbove(terms.totalLimit, voucher.spentInAll + amount)) return "VoucherTotalLimitExceeded";
  return amount > voucher.balance ? "VoucherInsufficient" : undefined;
}

/** Whether a limit is set and `amount` passes it. */
const isAbove = (limit: bigint, amount: bigint): boolean => limit !== 0n && amount > limit;

/** The most that one payment can be by amounts alone: what limits and balance leave. */
export function mostPayable(
  terms: Pick<Terms, "perPaymentLimit" | "dailyLimit" | "monthlyLimit" | "totalLimit">,
  voucher: Omit<Voucher, "consented" | "attested">,
): bigint {
  const left = (limit: bigint, spent: bigint): bigint[] =>
    limit === 0n ? [] : [limit > spent ? limit - spent : 0n];
  return [
    ...left(terms.perPaymentLimit, 0n),
    ...left(terms.dailyLimit, voucher.spentToday),
    ...left(terms.monthlyLimit, voucher.spentThisMonth),
    ...left(terms.totalLimit, voucher.spentInAll),
  ].reduce((most, one) => (one < most ? one : most), voucher.balance);
}

/** The reasons that `paymentRefusal` can give. */
export const REASONS: ReadonlySet<string> = new Set([
  "ZeroAmount",
  "RebateOnly",
  "VoucherExpired",
  "ProgrammeUnknown",
  "ProgrammeIsPaused",
  "WeekdayNotAllowed",
  "OutsideHours",
  "HolidayNotAllowed",
  "PaymentLimitExceeded",
  "MerchantNotEnrolled",
  "MerchantIsSuspended",
  "MerchantIsDelisted",
  "MerchantIsBarred",
  "CategoryNotAllowed",
  "SalesBandExceeded",
  "RegionNotListed",
  "MerchantNotNamed",
  "NotHomeRegion",
  "ConsentMissing",
  "EvidenceMissing",
  "PurposeMissing",
  "VoucherDailyLimitExceeded",
  "VoucherMonthlyLimitExceeded",
  "VoucherTotalLimitExceeded",
  "VoucherInsufficient",
]);
