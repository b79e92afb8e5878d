import type {
  MixedPurchaseStruct,
  PurchaseStruct,
} from "../../typechain-types/voucher/VoucherProgramme.ts";
import type { Reader } from "./forms.ts";
import { explain, type Explanation } from "./refusal.ts";
import { decodeRefusal, revertData } from "./revert.ts";
import { errorsOf, type System } from "./system.ts";
import { NOT_FINAL } from "./till.ts";

/**
 * What a till asks before a payment that its payer sends. A view answers for the holder's own purchase alone (`canSpendFor`). What a
 * proxy pays, a mixed payment and a rebate are asked here: the act itself is called, but not sent, so that it refuses as it would.
 */

/** A payment as its payer would send it. */
export type Act =
  | readonly [method: "spendFor", holder: string, purchase: PurchaseStruct]
  | readonly [method: "spendMixed", purchase: MixedPurchaseStruct]
  | readonly [method: "spendWithRebate", purchase: PurchaseStruct];

/** What a till tells of a payment that was not sent. */
export interface PurchaseAnswer {
  readonly wouldPay: boolean;
  readonly final: false;
  readonly notice: typeof NOT_FINAL;
  /** Why it would be refused; missing where it would not. */
  readonly refusal?: Explanation;
}

/** Asks the chain by `eth_call` of the act itself whether it would now pay if `by` sent it, with the reason where it would not. */
export async function askPurchase(
  system: System,
  by: string,
  [method, ...args]: Act,
  reader: Reader,
): Promise<PurchaseAnswer> {
  const answer = { final: false, notice: NOT_FINAL } as const;
  try {
    await system.programmes.getFunction(method).staticCall(...args, { from: by });
    return { wouldPay: true, ...answer };
  } catch (error) {
    const revert = revertData(error);
    if (revert === undefined) throw error;
    const refusal = decodeRefusal(errorsOf(system), revert);
    return { wouldPay: false, ...answer, refusal: explain(refusal, reader.names, reader.language) };
  }
}
