import type { MerchantBook, ProgrammeBook } from "../voucher-books.ts";
import { bit, packed } from "./slots.ts";

const STATUS = { enrolled: 1n, suspended: 2n, delisted: 3n, barred: 4n } as const;

/** A merchant as the registry keeps it in one word (MerchantWord.sol). */
export const merchantWord = (merchant: MerchantBook): bigint =>
  packed(
    [0, STATUS[merchant.status]],
    [8, BigInt(merchant.mcc)],
    [24, BigInt(merchant.region)],
    [48, BigInt(merchant.band)],
    [56, merchant.barredUntil],
    [88, BigInt(merchant.business)],
    [248, bit(merchant.former.length > 0)],
  );

/** What stands for a named merchant that the terms did not take when the programme opened (SpendingTerms.sol). */
export const NAMED_ONLY = 1n << 255n;

/** CategoryRule: no list, the listed alone, all but the listed. */
const [ANY, ONLY] = [0n, 1n];

/** The terms' rule of categories. */
export const rulesOf = ({ purpose: { terms } }: ProgrammeBook) => ({
  hasCategories: terms["categoryRule"] !== ANY,
  isOnly: terms["categoryRule"] === ONLY,
});

/** Whether a programme's terms take a merchant of these facts that is enrolled. */
export function takes(programme: ProgrammeBook, merchant: MerchantBook): boolean {
  const { categories, regions, terms } = programme.purpose;
  const { hasCategories, isOnly } = rulesOf(programme);
  const isListed = categories.includes(BigInt(merchant.mcc));
  if (merchant.status !== "enrolled" || (hasCategories && isListed !== isOnly)) return false;
  // No highest band: no limit.
  const highest = BigInt(terms["maxSalesBand"] ?? 0n);
  if (highest !== 0n && BigInt(merchant.band) > highest) return false;
  return terms["listedRegionsOnly"] !== true || regions.includes(BigInt(merchant.region));
}
