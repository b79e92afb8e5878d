import { verb } from "../verb.ts";

export default verb("budget.unreserve", (stage, { line, amount, matter, by }) =>
  stage.send(by, "ledger", "unreserve", [line, amount, stage.hash(matter)]),
);
