import { verb } from "../verb.ts";

export default verb("deposit.transfer", (stage, { by, to, amount }) =>
  stage.send(by, "token", "transfer", [to, amount]),
);
