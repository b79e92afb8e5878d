import { access } from "./surface/access.ts";
import { budget } from "./surface/budget.ts";
import { calendar } from "./surface/calendar.ts";
import { deposit } from "./surface/deposit.ts";
import { enforcement } from "./surface/enforcement.ts";
import { invoice } from "./surface/invoice.ts";
import { voucher } from "./surface/voucher.ts";
import { voucherPayments } from "./surface/voucher-payments.ts";
import { voucherLife } from "./surface/voucher-life.ts";
import type { Declaration } from "./surface/words.ts";

export type { Declaration } from "./surface/words.ts";

/** Every verb that acts on the system: `npx hardhat <folder> <verb>`, and `<folder>.<verb>` as a scenario's step. */
export const surface = {
  ...access,
  ...budget,
  ...calendar,
  ...deposit,
  ...enforcement,
  ...invoice,
  ...voucher,
  ...voucherLife,
  ...voucherPayments,
} as const satisfies Record<string, Declaration>;

export type VerbName = keyof typeof surface;

export const verbNames = Object.keys(surface) as VerbName[];

export function isVerb(name: string): name is VerbName {
  return Object.hasOwn(surface, name);
}
