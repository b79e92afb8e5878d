import { concat, dataSlice, getAddress, keccak256, toBeHex } from "ethers";
import type { InvoiceRegister } from "../../typechain-types/voucher/InvoiceRegister.ts";

/** A payment on an invoice, or a refund of one, as `contracts/voucher/InvoiceEntry.sol` has it. */
export interface InvoiceEntry {
  /** The account that was paid. */
  readonly payee: string;
  /** The contract that recorded it. */
  readonly payer: string;
  /** The payer's programme, or 0. */
  readonly ref: bigint;
  /** In Korea, since 1970. */
  readonly day: number;
  /** 0: a payment; else 1 + the place of the payment that it refunds. */
  readonly refundOf: number;
  readonly holder: string;
  /** Whole won. */
  readonly amount: bigint;
  /** Whole won of it that were given back at once; 0 in a refund. */
  readonly rebate: bigint;
}

/** An entry as events log it and `recordRefund` takes it. */
export interface PackedEntry {
  readonly payee: string;
  readonly source: bigint;
  readonly money: bigint;
}

const bits = (word: bigint, from: bigint, size: bigint): bigint =>
  (word >> from) & ((1n << size) - 1n);
const address = (word: bigint): string => getAddress(toBeHex(bits(word, 0n, 160n), 20));

/** The fields of an entry. */
export function unpackEntry({ payee, source, money }: PackedEntry): InvoiceEntry {
  return {
    payee,
    payer: address(source),
    ref: bits(source, 160n, 64n),
    day: Number(bits(source, 224n, 16n)),
    refundOf: Number(bits(source, 240n, 16n)),
    holder: address(money),
    amount: bits(money, 160n, 48n),
    rebate: bits(money, 208n, 48n),
  };
}

/** An entry in its two words. */
export function packEntry(entry: InvoiceEntry): PackedEntry {
  const { payee, payer, ref, day, refundOf, holder, amount, rebate } = entry;
  return {
    payee,
    source: BigInt(payer) | (ref << 160n) | (BigInt(day) << 224n) | (BigInt(refundOf) << 240n),
    money: BigInt(holder) | (amount << 160n) | (rebate << 208n),
  };
}

/** An invoice as the contracts know it: the platform's keyed hash, of which 26 bytes count, and the total in won. */
export const invoiceOf = (hash: string, total: bigint): string =>
  concat([dataSlice(hash, 0, 26), toBeHex(total, 6)]);

/** The keyed hash of an invoice, without its total. */
export const hashOf = (invoice: string): string => dataSlice(invoice, 0, 26);

/** What the invoice asks for, whole won. */
export const totalOf = (invoice: string): bigint => BigInt(dataSlice(invoice, 26));

/** The commitment to a history, as the register keeps it. */
export function commitmentTo(history: readonly PackedEntry[]): bigint {
  return history.reduce((previous, { payee, source, money }) => {
    const words = [previous, BigInt(payee), source, money].map((word) => toBeHex(word, 32));
    return BigInt(keccak256(concat(words))) >> 140n;
  }, 0n);
}

/** What was paid and refunded by a history, whole won. */
export function sumsOf(history: readonly PackedEntry[]): { paid: bigint; refunded: bigint } {
  const sums = { paid: 0n, refunded: 0n };
  for (const { amount, refundOf } of history.map(unpackEntry)) {
    if (refundOf === 0) sums.paid += amount;
    else sums.refunded += amount;
  }
  return sums;
}

/** Won of the payment at `index` that can still be refunded. */
export function leftOf(history: readonly PackedEntry[], index: number): bigint {
  return history.map(unpackEntry).reduce((left, { amount, refundOf }, n) => {
    if (n === index && refundOf === 0) return left + amount;
    return refundOf === index + 1 ? left - amount : left;
  }, 0n);
}

/**
 * The whole history of an invoice, from the register's events: the input of `recordRefund`. It is the seller's, whichever of its
 * accounts was paid; the seller is the payee's, as the register has it now, unless another is named.
 */
export async function historyOf(
  register: InvoiceRegister,
  payee: string,
  invoice: string,
  seller?: string,
): Promise<PackedEntry[]> {
  const { InvoicePaid, InvoiceRefunded } = register.filters;
  const of = seller ?? (await register.sellerOf(payee, invoice));
  const found = await Promise.all([
    register.queryFilter(InvoicePaid(undefined, invoice, of)),
    register.queryFilter(InvoiceRefunded(undefined, invoice, of)),
  ]);
  return found
    .flat()
    .toSorted((a, b) => a.blockNumber - b.blockNumber || a.index - b.index)
    .map(({ args }) => ({ payee: args.payee, source: args.source, money: args.money }));
}
