import { verb } from "../verb.ts";

export default verb("deposit.force-transfer", (stage, { from, to, amount, by }) =>
  stage.send(by, "token", "forcedTransfer", [from, to, amount]),
);
