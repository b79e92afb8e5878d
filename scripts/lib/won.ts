/** Whole won with thousands separators, as Korea writes them: `₩1,234,567`. */
export function formatWon(amount: bigint | number): string {
  const whole = BigInt(amount);
  const digits = (whole < 0n ? -whole : whole).toString().replace(/\B(?=(\d{3})+$)/g, ",");
  return `${whole < 0n ? "-" : ""}₩${digits}`;
}

/** A count with thousands separators. */
export function formatCount(count: bigint | number): string {
  return formatWon(count).replace("₩", "");
}

/** What the Treasury pays is a multiple of this many won; advances are to the won (Treasury Funds Act art. 47). */
export const SMALLEST_PAYMENT = 10n;
