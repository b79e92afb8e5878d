import { verb } from "../verb.ts";

export default verb("deposit.limit", (stage, { amount, by }) =>
  stage.send(by, "token", "setDailyLimit", [amount]),
);
