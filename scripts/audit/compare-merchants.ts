import { commitmentTo, sumsOf, totalOf } from "../lib/invoices.ts";
import type { System } from "../lib/system.ts";
import type { Books } from "./books.ts";
import { atBlock, type At, type Pair } from "./compare.ts";
import { each, eachOne } from "./compare-each.ts";

const STATUS = { enrolled: 1, suspended: 2, delisted: 3, barred: 4 } as const;

/** What the registry has of each merchant. */
export async function merchantPairs(
  { registry }: System,
  { merchants }: Books,
  at: At,
): Promise<Pair[]> {
  return each(at, merchants, async ([address, book]) => {
    const [state, [business, until], former] = await Promise.all([
      registry.merchantOf(address, atBlock(at)),
      registry.businessOf(address, atBlock(at)),
      registry.formerBusinessesOf(address, atBlock(at)),
    ]);
    return [
      [`status of merchant ${address}`, STATUS[book.status], state.status],
      [`category of merchant ${address}`, book.mcc, state.mcc],
      [`district of merchant ${address}`, book.region, state.region],
      [`sales band of merchant ${address}`, book.band, state.salesBand],
      [`business of merchant ${address}`, book.business, business],
      [`former businesses of merchant ${address}`, book.former.join(), former.join()],
      [`bar of merchant ${address}`, book.barredUntil, until],
    ];
  });
}

/** Until when each business is barred. */
export async function businessPairs({ registry }: System, books: Books, at: At): Promise<Pair[]> {
  const all = new Set([...books.merchants.values()].map(({ business }) => business));
  return eachOne(at, [...all, ...books.bars.keys()], async (business) => {
    const onChain = await registry.barOf(business, atBlock(at));
    return [`bar of business ${business}`, books.bars.get(business) ?? 0n, onChain];
  });
}

/** What was paid and refunded on each invoice, the commitment to its history, and who may pay. */
export async function invoicePairs(
  { invoices: register }: System,
  { invoices, invoicePayers }: Books,
  at: At,
): Promise<Pair[]> {
  const sums = await eachOne(at, invoices.values(), async ({ seller, invoice, history }) => {
    const { paid, refunded } = sumsOf(history);
    const book = [totalOf(invoice), paid, refunded, commitmentTo(history), history.length];
    const onChain = await register.invoiceOfSeller(seller, invoice, atBlock(at));
    return [`invoice ${invoice} of ${seller}`, book.join(), onChain.join()];
  });
  const payers = [...invoicePayers].map(async ([payer, isPayer]): Promise<Pair> => {
    return [`${payer} as payer of invoices`, isPayer, await register.isPayer(payer, atBlock(at))];
  });
  return [...sums, ...(await Promise.all(payers))];
}
