import { verb } from "../verb.ts";

export default verb("deposit.object", (stage, { by }) =>
  stage.send(by, "token", "objectToRecovery", []),
);
