import { verb } from "../verb.ts";

export default verb("budget.carry-over", (stage, { creditor, matter, by }) =>
  stage.send(by, "ledger", "carryOver", [creditor, stage.hash(matter)]),
);
