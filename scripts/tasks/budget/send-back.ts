import { verb } from "../verb.ts";

export default verb("budget.send-back", (stage, { to, amount, papers, by }) =>
  stage.send(by, "treasury", "sendBack", [to, amount, stage.hash(papers)]),
);
