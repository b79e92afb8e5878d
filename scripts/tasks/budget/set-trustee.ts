import { verb } from "../verb.ts";

export default verb("budget.set-trustee", (stage, { trustee, listed, by }) =>
  stage.send(by, "ledger", "setTrustee", [trustee, listed]),
);
