import { verb } from "../verb.ts";

export default verb("budget.plan", (stage, { line, months, by }) =>
  stage.send(by, "ledger", "setPaymentPlan", [line, months]),
);
