import { verb } from "../verb.ts";

export default verb("budget.dismiss-officer", (stage, { ministry, officer, by }) =>
  stage.send(by, "ledger", "dismissOfficer", [ministry, officer]),
);
