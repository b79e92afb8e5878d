import { paidIn } from "../paid-in.ts";
import { verb } from "../verb.ts";

export default verb("budget.return", (stage, { by, creditor, matter, amount }) =>
  paidIn(stage, by, amount, "receiveReturn", [creditor, stage.hash(matter), amount]),
);
