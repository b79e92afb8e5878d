import { verb } from "../verb.ts";

export default verb("deposit.set-frozen", (stage, { account, amount, by }) =>
  stage.send(by, "token", "setFrozenTokens", [account, amount]),
);
