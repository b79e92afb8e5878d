import { verb } from "../verb.ts";

export default verb("budget.appropriate", (stage, { line, amount, act, by }) =>
  stage.send(by, "ledger", "appropriate", [line, amount, stage.hash(act)]),
);
