import type { HardhatEthersSigner } from "@nomicfoundation/hardhat-ethers/types";
import type { ContractTransactionResponse } from "ethers";
import { historyOf } from "../../scripts/lib/invoices.ts";
import type { PurchaseStruct } from "../../typechain-types/voucher/VoucherProgramme.ts";
import { won, type Deployed } from "./fixtures.ts";
import { invoice } from "./invoices.ts";
import { purchase } from "./purchases.ts";
import { settlingMarket } from "./settlement.ts";
import type { Market } from "./voucher.ts";

/** What the bookshop has invoiced: 50,000 won. */
export const invoiced = won(50_000);
export const books = invoice("books", invoiced);

/** As `settlingMarket`, and the merchants and the citizen let the programmes take own money. */
export async function refundMarket(system: Deployed): Promise<Market> {
  const market = await settlingMarket(system);
  const { token, addresses, bookshop, bakery, citizen } = market;
  for (const account of [bookshop, bakery, citizen])
    await token.connect(account).approve(addresses.programmes, won(10_000_000));
  return market;
}

/** Programme 1 pays the bookshop's invoice for a holder, the citizen unless said otherwise. */
export const pay = (
  system: Market,
  amount: bigint = invoiced,
  wishes: Partial<PurchaseStruct> = {},
  by: HardhatEthersSigner = system.citizen,
): Promise<ContractTransactionResponse> => {
  const bought = purchase(system, 1n, amount, { invoice: books, ...wishes });
  return system.programmes.connect(by).spendFor(by, bought);
};

/** What departs from the bookshop's own refund of the first payment on `books`. */
interface Refund {
  readonly index?: number;
  readonly of?: string;
  readonly payee?: string;
  readonly by?: HardhatEthersSigner;
}

/** The merchant refunds, with the history that the register's events tell. */
export async function refund(
  system: Market,
  amount: bigint,
  { index = 0, of = books, payee = system.bookshop.address, by = system.bookshop }: Refund = {},
): Promise<ContractTransactionResponse> {
  const history = await historyOf(system.invoices, payee, of);
  return system.programmes.connect(by).refund(payee, of, history, index, amount);
}
