import { verb } from "../verb.ts";

export default verb("deposit.close", (stage, { account, by }) =>
  stage.send(by, "token", "close", [account]),
);
