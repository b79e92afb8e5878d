import { verb } from "../verb.ts";

export default verb("budget.allot", (stage, { line, quarter, amount, by }) =>
  stage.send(by, "ledger", "allot", [line, quarter, amount]),
);
