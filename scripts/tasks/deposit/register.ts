import { verb } from "../verb.ts";

export default verb("deposit.register", (stage, { account, by }) =>
  stage.send(by, "token", "registerSystemAccount", [account]),
);
