import { verb } from "../verb.ts";

export default verb("budget.exclude", (stage, { creditor, until, case: caseName, by }) =>
  stage.send(by, "ledger", "exclude", [creditor, until, stage.hash(caseName)]),
);
