import { verb } from "../verb.ts";

export default verb("budget.reserve", (stage, { line, amount, matter, by }) =>
  stage.send(by, "ledger", "reserve", [line, amount, stage.hash(matter)]),
);
