import { verb } from "../verb.ts";

export default verb("budget.appoint-officer", (stage, { ministry, officer, role, by }) =>
  stage.send(by, "ledger", "appointOfficer", [ministry, officer, role]),
);
