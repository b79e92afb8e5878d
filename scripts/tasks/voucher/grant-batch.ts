import { chunks, groupBy } from "../../lib/chunks.ts";
import { UserError } from "../../lib/errors.ts";
import { sum, type Outcome } from "../../lib/stage.ts";
import { inField } from "../inputs.ts";
import { verb } from "../verb.ts";

const BATCH = 600; // VoucherProgramme.MAX_GRANT_BATCH

export default verb("voucher.grant-batch", async (stage, inputs) => {
  const { programme, holders, amounts, reference, by } = inputs;
  const homeOf = (holder: string): number => {
    const home = stage.factsOf(holder)?.home;
    if (home === undefined) throw new UserError(`holders: ${holder} has no home district`);
    return home;
  };
  const items = holders
    .map((holder) => ({
      holder,
      amount: inField("amounts", () => stage.amountFor(amounts, holder)),
    }))
    .filter((item) => item.amount > 0n);

  const outcomes: Outcome[] = [];
  let next = reference;
  for (const [home, group] of groupBy(items, (item) => homeOf(item.holder))) {
    for (const part of chunks(group, BATCH)) {
      const args = [programme, part, home, next++];
      const outcome = await stage.send(by, "programmes", "grantBatch", args);
      outcomes.push(outcome);
      if (outcome.refusal !== undefined) return outcome;
    }
  }
  return sum(outcomes);
});
