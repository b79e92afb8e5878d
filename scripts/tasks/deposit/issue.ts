import { verb } from "../verb.ts";

export default verb("deposit.issue", (stage, { to, amount, reference, reason, by }) =>
  stage.send(by, "token", "issue", [to, amount, reference, reason]),
);
