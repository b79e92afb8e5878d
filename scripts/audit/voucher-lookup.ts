import { Interface, ZeroAddress } from "ethers";
import { DepositToken__factory, VoucherProgramme__factory } from "../../typechain-types/index.ts";
import type { Books } from "./books.ts";
import { ContradictoryEvents } from "./posting.ts";
import { emptyVoucher, type ProgrammeBook, type VoucherBook } from "./voucher-books.ts";

/** The book of a programme, which has opened. */
export function programmeOf(books: Books, id: bigint): ProgrammeBook {
  const found = books.programmes.get(id);
  if (found === undefined) {
    throw new ContradictoryEvents(`an event names programme ${id}, which never opened`);
  }
  return found;
}

/** The book of one holder's vouchers, a fresh one before its first event. */
export function voucherOf(books: Books, id: bigint, holder: string): VoucherBook {
  const { vouchers } = programmeOf(books, id);
  const found = vouchers.get(holder) ?? emptyVoucher();
  vouchers.set(holder, found);
  return found;
}

/** An account, or the last of those who took its place. */
export function currentOf(books: Books, address: string): string {
  const next = books.accounts.get(address)?.successor ?? ZeroAddress;
  return next === ZeroAddress ? address : currentOf(books, next);
}

/** Who has a holder's vouchers now: the key that took its place, once neither money nor a home nor anything spent is left at the old one. */
export function keeperOf(books: Books, id: bigint, holder: string): string {
  const { balance, home, inAll } = voucherOf(books, id, holder);
  const isEmpty = balance === 0n && home === 0 && inAll === 0n;
  return isEmpty ? currentOf(books, holder) : holder;
}

/** The errors for which a signed payment is refused: of vouchers, and of the money they are paid in. */
export const refusals = new Interface(
  [VoucherProgramme__factory, DepositToken__factory].flatMap((factory) =>
    factory.createInterface().fragments.filter(({ type }) => type === "error"),
  ),
);
