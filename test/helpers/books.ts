import { getAddress, toBeHex, ZeroHash, zeroPadValue } from "ethers";
import { rebuild, type Books } from "../../scripts/audit/books.ts";
import type { RefusedTransaction } from "../../scripts/audit/collect.ts";
import { accountOf, type AccountBook } from "../../scripts/audit/deposit-books.ts";
import type { Audit } from "../../scripts/audit/read.ts";
import {
  emptyVoucher,
  type Payment,
  type ProgrammeBook,
  type VoucherBook,
} from "../../scripts/audit/voucher-books.ts";
import { institutionNames, type Addresses } from "../../scripts/lib/system.ts";

/** The address of somebody in hand-made books. */
export const somebody = (number: number): string => getAddress(zeroPadValue(toBeHex(number), 20));

/** Where the contracts of hand-made books would be. */
export const addresses = {
  token: somebody(0xa1),
  ledger: somebody(0xa6),
  treasury: somebody(0xa7),
  registry: somebody(0xa2),
  programmes: somebody(0xa3),
  invoices: somebody(0xa4),
  calendar: somebody(0xa5),
  procurement: somebody(0xa8),
  ...Object.fromEntries(
    institutionNames.flatMap((name, n) => [
      [name, somebody(0xb0 + n)],
      [`${name}DualControl`, somebody(0xc0 + n)],
    ]),
  ),
} as Addresses;

/** A chain on which nothing has happened. */
export const nothing = { head: 0, events: [], refused: [], accepted: [] } as const;

/** Books before the first event. */
export const emptyBooks = (): Books => rebuild(nothing, addresses);

/** Gives an account of hand-made books what is said of it. */
export function account(books: Books, number: number, has: Partial<AccountBook>): void {
  Object.assign(accountOf(books, somebody(number)), has);
}

/** An audit of hand-made books in which nothing differs, and what departs from it. */
export function auditOf(departs: Partial<Audit> = {}): Audit {
  const sound = { compared: 1, differences: [], laws: [], notices: [], time: 0 };
  return { ...nothing, ...sound, addresses, books: emptyBooks(), ...departs };
}

/** A payment of somebody to somebody. */
export function payment(departs: Partial<Payment>): Payment {
  const where = { programme: 1n, holder: somebody(1), merchant: somebody(2), region: 11_440 };
  const what = { amount: 1_000n, receipt: 1n, time: 0, transaction: "0x", mcc: 5812 };
  const who = { id: 0, by: somebody(1), purposeHash: undefined };
  return { ...where, ...what, ...who, ...departs };
}

/** A programme of somebody's money on terms without rules, and what departs from it. */
export function programme(departs: Partial<ProgrammeBook> = {}): ProgrammeBook {
  const hashes = { documentHash: ZeroHash, noticeHash: ZeroHash };
  const purpose = { terms: {}, categories: [], regions: [], merchants: [], ...hashes };
  const state = { ungranted: 0n, closed: false, paused: false, expiresAt: 0 };
  const lists = { managers: new Map(), attestors: new Map(), batches: new Map() };
  const funded = { fundingAccount: somebody(9), budget: 0n };
  return { ...funded, ...state, purpose, ...lists, vouchers: new Map(), ...departs };
}

/** One holder's vouchers, and what departs from none. */
export const voucher = (departs: Partial<VoucherBook>): VoucherBook => ({
  ...emptyVoucher(),
  ...departs,
});

/** A payment that was mined and refused. */
export function refused(departs: Partial<RefusedTransaction>): RefusedTransaction {
  const when = { transaction: "0x", block: 1, time: 0, approximate: false };
  const what = { method: "spend", input: {}, error: "ZeroAmount", args: {} };
  return { ...when, from: somebody(1), contract: addresses.programmes, ...what, ...departs };
}
