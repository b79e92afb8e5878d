import { verb } from "../verb.ts";

export default verb("budget.lapse", (stage, { line, by }) =>
  stage.send(by, "ledger", "lapse", [line]),
);
