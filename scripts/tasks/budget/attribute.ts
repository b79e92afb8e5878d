import { verb } from "../verb.ts";

export default verb("budget.attribute", (stage, { amount, papers, by }) =>
  stage.send(by, "treasury", "attributeRevenue", [amount, stage.hash(papers)]),
);
