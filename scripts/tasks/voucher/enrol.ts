import { chunks } from "../../lib/chunks.ts";
import { sum, type Outcome } from "../../lib/stage.ts";
import { enrolmentOf } from "../facts.ts";
import { verb } from "../verb.ts";

const BATCH = 500; // MerchantRegistry.MAX_ENROL_BATCH

export default verb("voucher.enrol", async (stage, inputs) => {
  const outcomes: Outcome[] = [];
  for (const part of chunks(inputs.merchants, BATCH)) {
    const enrolments = part.map((merchant) => enrolmentOf(merchant, stage, inputs));
    outcomes.push(await stage.send(inputs.by, "registry", "enrolBatch", [enrolments]));
  }
  return sum(outcomes);
});
