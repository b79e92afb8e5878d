import { chunks, groupBy } from "../../lib/chunks.ts";
import { sum, type Outcome } from "../../lib/stage.ts";
import { homeOf } from "../facts.ts";
import { inField } from "../inputs.ts";
import { verb } from "../verb.ts";

/** Vouchers in one transaction at most: `VoucherProgramme.MAX_GRANT_BATCH`. */
export const GRANT_BATCH = 600;

export default verb("voucher.grant-batch", async (stage, inputs) => {
  const { programme, holders, amounts, reference, by } = inputs;
  const items = holders
    .map((holder) => ({
      holder,
      amount: inField("amounts", () => stage.amountFor(amounts, holder)),
    }))
    .filter((item) => item.amount > 0n);

  const outcomes: Outcome[] = [];
  let next = reference;
  for (const [home, group] of groupBy(items, (item) => homeOf("holders", item.holder, stage))) {
    for (const part of chunks(group, GRANT_BATCH)) {
      const args = [programme, part, home, next++];
      const outcome = await stage.send(by, "programmes", "grantBatch", args);
      outcomes.push(outcome);
      if (outcome.refusal !== undefined) return outcome;
    }
  }
  return sum(outcomes);
});
