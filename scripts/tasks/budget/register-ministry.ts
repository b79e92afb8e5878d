import { verb } from "../verb.ts";

export default verb("budget.register-ministry", (stage, { ministry, institution, by }) =>
  stage.send(by, "ledger", "registerMinistry", [ministry, stage.system.addresses[institution]]),
);
