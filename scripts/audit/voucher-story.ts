import { ZeroAddress } from "ethers";
import type { Event } from "./collect.ts";

/** How an address is called. */
export type NameOf = (address: unknown) => string;

/** The events that say what a movement of vouchers was; each follows on the movement it explains. */
const REASONS = [
  ...["VoucherGranted", "VoucherSpent", "PaymentSettled", "RebatePaid", "VoucherRefunded"],
  ...["VoucherReclaimed", "VoucherMoved", "ClawedBack"],
];

/** The other events of a transaction, beside the one that has number `index` among them. */
export const around = (
  beside: readonly Event[],
  index: number,
): { before: readonly Event[]; after: readonly Event[] } => ({
  before: beside.slice(0, index),
  after: beside.slice(index + 1),
});

/** Whose voucher a movement was, and the event that says why it moved. */
export interface Reason {
  readonly operator: string;
  readonly from: string;
  readonly to: string;
  readonly programme: bigint;
  readonly amount: bigint;
  readonly why: Event | undefined;
}

/** What a `TransferSingle` was, which has number `index` among the events of its transaction. */
export function reasonOf(beside: readonly Event[], index: number): Reason {
  const [operator, from, to, programme, amount] = (beside[index]?.args.toArray() ?? []) as [
    ...[string, string, string],
    ...[bigint, bigint],
  ];
  const why = around(beside, index).after.find(({ name }) => REASONS.includes(name));
  return { operator, from, to, programme, amount, why };
}

/**
 * What a movement of vouchers was to the holder `account`, in words; nothing where it took no part. `home`: where a programme's
 * rest goes.
 */
export function voucherWords(
  { operator, from, to, programme, why }: Reason,
  account: string,
  nameOf: NameOf,
  shop: { readonly merchant: string; readonly place: string },
  home = "the funding account",
): string | undefined {
  if (from !== account && to !== account) return undefined;
  const where = `${nameOf(shop.merchant)} (${shop.place})`;
  const number = String(why?.name === "PaymentSettled" ? why.args["id"] : "");
  const proxy = operator === from ? "" : ` by ${nameOf(operator)}, the holder's proxy`;
  const words: Readonly<Record<string, string>> = {
    VoucherGranted: `granted to ${nameOf(to)} in programme ${programme}`,
    VoucherSpent: `paid to ${where}${proxy}`,
    PaymentSettled: `paid to ${where}, signed as number ${number}`,
    RebatePaid: `given back for a purchase at ${where}`,
    VoucherRefunded: `refunded by ${nameOf(shop.merchant)}, to the voucher`,
    VoucherReclaimed: `lapsed at expiry, back to ${home}`,
    ClawedBack: `taken back under a case, to ${home}`,
    VoucherMoved:
      from === account
        ? `moved to ${nameOf(to)}, the key that took its place`
        : `moved from ${nameOf(from)}, whose place it took`,
  };
  return words[why?.name ?? ""] ?? (to === ZeroAddress ? "used up" : "received");
}
