import { namedResults, refusedInAll, resultsOf } from "../../lib/results.ts";
import { packSlips } from "../../lib/till.ts";
import { asText } from "../raw.ts";
import { verb } from "../verb.ts";

export default verb("voucher.settle", async (stage, { by, slips, all }) => {
  const named = slips.map((raw) => ({ name: asText(raw), slip: stage.slips.get(asText(raw)) }));
  const signed = named.map(({ slip }) => slip);
  const { runs, payments, extras } = packSlips(signed);
  const method = all ? "settleAll" : "settle";
  const outcome = await stage.send(by, "programmes", method, [runs, payments, extras]);
  const { refusal, logs = [] } = outcome;
  const results =
    refusal === undefined
      ? namedResults(named, resultsOf(stage.system, { logs }))
      : refusedInAll(stage.system, named, refusal);
  return { ...outcome, results };
});
