import { verb } from "../verb.ts";

export default verb("deposit.approve", (stage, { by, spender, amount }) =>
  stage.send(by, "token", "approve", [spender, amount]),
);
