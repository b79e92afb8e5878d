import { sum, type Outcome, type Stage } from "../../lib/stage.ts";
import { packSlips, transactionsOf, type SignedSlip } from "../../lib/till.ts";
import { asText } from "../raw.ts";
import { verb } from "../verb.ts";

/** One transaction that takes all or none, or as many as there is need of, each of which has gas for its payments. */
export default verb("voucher.settle", async (stage, { by, slips, all }) => {
  const signed = slips.map((name) => stage.slips.get(asText(name)));
  if (all) return send(stage, by, "settleAll", signed);
  const parts = transactionsOf(signed);
  const outcomes: Outcome[] = [];
  for (const part of parts) {
    const outcome = await send(stage, by, "settle", part);
    outcomes.push(outcome);
    if (outcome.refusal !== undefined) break;
  }
  const came = sum(outcomes);
  return parts.length === 1 ? came : { ...came, batches: outcomes.length };
});

function send(
  stage: Stage,
  by: string,
  method: "settle" | "settleAll",
  slips: readonly SignedSlip[],
): Promise<Outcome> {
  const { runs, payments, extras } = packSlips(slips);
  return stage.send(by, "programmes", method, [runs, payments, extras]);
}
