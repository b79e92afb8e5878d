import { verb } from "../verb.ts";

export default verb("budget.withdraw-allotment", (stage, { line, amount, by }) =>
  stage.send(by, "ledger", "withdrawAllotment", [line, amount]),
);
