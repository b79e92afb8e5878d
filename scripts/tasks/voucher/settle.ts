import { namedResults, refusedInAll, resultsOf } from "../../lib/results.ts";
import { sum, type Outcome, type Stage } from "../../lib/stage.ts";
import { packSlips, transactionsOf, type SignedSlip } from "../../lib/till.ts";
import { asText } from "../raw.ts";
import { verb } from "../verb.ts";

/** One transaction that takes all or none, or as many as there is need of, each of which has gas for its payments. */
export default verb("voucher.settle", async (stage, { by, slips, all }) => {
  const named = slips.map((raw) => ({ name: asText(raw), slip: stage.slips.get(asText(raw)) }));
  const signed = named.map(({ slip }) => slip);
  const outcomes: Outcome[] = [];
  for (const part of all ? [signed] : transactionsOf(signed)) {
    const outcome = await send(stage, by, all ? "settleAll" : "settle", part);
    outcomes.push(outcome);
    if (outcome.refusal !== undefined) break;
  }
  const came = sum(outcomes);
  const logs = outcomes.flatMap((outcome) => outcome.logs ?? []);
  const results =
    came.refusal === undefined || outcomes.length > 1
      ? namedResults(named, resultsOf(stage.system, { logs }))
      : refusedInAll(stage.system, named, came.refusal);
  return outcomes.length === 1
    ? { ...came, results }
    : { ...came, results, batches: outcomes.length };
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
