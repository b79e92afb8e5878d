import { verb } from "../verb.ts";

export default verb("budget.reduce", (stage, { line, amount, act, by }) =>
  stage.send(by, "ledger", "reduceAppropriation", [line, amount, stage.hash(act)]),
);
