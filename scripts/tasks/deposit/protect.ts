import { verb } from "../verb.ts";

export default verb("deposit.protect", (stage, { account, by }) =>
  stage.send(by, "token", "setProtection", [account, true]),
);
