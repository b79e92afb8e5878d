import { chunks } from "../../lib/chunks.ts";
import { UserError } from "../../lib/errors.ts";
import { sum, type Outcome, type Stage } from "../../lib/stage.ts";
import { verb, type InputsOf } from "../verb.ts";

const BATCH = 500; // MerchantRegistry.MAX_ENROL_BATCH

function enrolment(stage: Stage, merchant: string, given: InputsOf<"voucher.enrol">) {
  const facts = stage.factsOf(merchant);
  const mcc = given.mcc ?? facts?.mcc;
  const region = given.region ?? facts?.region;
  const salesBand = given.sales ?? facts?.sales;
  if (mcc === undefined || region === undefined || salesBand === undefined) {
    throw new UserError(`merchant ${facts?.name ?? merchant} needs mcc, region and sales`);
  }
  return { merchant, mcc, region, salesBand };
}

export default verb("voucher.enrol", async (stage, inputs) => {
  const outcomes: Outcome[] = [];
  for (const part of chunks(inputs.merchants, BATCH)) {
    const enrolments = part.map((merchant) => enrolment(stage, merchant, inputs));
    outcomes.push(await stage.send(inputs.by, "registry", "enrolBatch", [enrolments]));
  }
  return sum(outcomes);
});
