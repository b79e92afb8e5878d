import { formatCount } from "../../lib/won.ts";
import type { BankReport } from "./bank.ts";

/** What of a bank's ledger agrees with the chain, in lines. */
export const bankLines = ({
  lines,
  issues,
  redemptions,
  matched,
  ...sums
}: BankReport): string[] => [
  `Bank's ledger: ${formatCount(issues)} issues and ${formatCount(redemptions)} redemptions, ${formatCount(matched)} of ${formatCount(lines)} lines as on the chain`,
  `Closing balance ${formatCount(sums.balance)} won, supply ${formatCount(sums.supply)} won`,
];
