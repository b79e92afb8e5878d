import { verb } from "../verb.ts";

export default verb("deposit.open-system-account", (stage, { account, by }) =>
  stage.send(by, "token", "openSystemAccount", [account]),
);
