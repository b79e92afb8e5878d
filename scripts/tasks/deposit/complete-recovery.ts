import { verb } from "../verb.ts";

export default verb("deposit.complete-recovery", (stage, { account, by }) =>
  stage.send(by, "token", "completeRecovery", [account]),
);
