import { verb } from "../verb.ts";

export default verb("budget.deobligate", (stage, { creditor, matter, amount, by }) =>
  stage.send(by, "ledger", "deobligate", [creditor, stage.hash(matter), amount]),
);
