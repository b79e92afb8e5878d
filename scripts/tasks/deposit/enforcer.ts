import { verb } from "../verb.ts";

export default verb("deposit.enforcer", (stage, { account, appointed, by }) =>
  stage.send(by, "token", "setEnforcer", [account, appointed]),
);
