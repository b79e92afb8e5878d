import { verb } from "../verb.ts";

export default verb("budget.transfer", (stage, { from, to, amount, approval, by }) =>
  stage.send(by, "ledger", "transferAppropriation", [from, to, amount, stage.hash(approval)]),
);
