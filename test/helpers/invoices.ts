import type { AddressLike } from "ethers";
import { concat, dataSlice, getAddress, id, toBeHex, type Contract } from "ethers";
import type { Deployed } from "./fixtures.ts";
import { businessOf } from "./voucher.ts";

/** An invoice as the tax-invoice platform would name it: a keyed hash, and the total in won. */
export const invoice = (name: string, total: bigint): string =>
  concat([dataSlice(id(`platform key/${name}`), 0, 26), toBeHex(total, 6)]);

/** A contract that pays invoices when it is told to, listed unless said otherwise. */
export async function payerOf(
  { connection, invoices, officers }: Deployed,
  listed = true,
): Promise<Contract> {
  const payer: Contract = await connection.ethers.deployContract("InvoicePayer", [invoices]);
  if (listed) await invoices.connect(officers.invoiceRegistrar).setPayer(payer, true);
  return payer;
}

/** What a payment says; the others are the first programme's, without a rebate. */
export interface Paid {
  readonly payee: AddressLike;
  readonly invoice: string;
  readonly holder: AddressLike;
  readonly amount: bigint;
  readonly ref?: bigint;
  readonly rebate?: bigint;
}

/** The payer records a payment. */
export const paid = (
  payer: Contract,
  { payee, invoice: of, holder, amount, ref = 1n, rebate = 0n }: Paid,
) => payer.getFunction("record").send(payee, of, holder, ref, amount, rebate);

/** Under whom the register keeps an owner's invoices: the business that `enrol` names, as an address. */
export const sellerOf = (owner: string): string => getAddress(businessOf(owner));
