import { ZeroHash } from "ethers";
import { verb } from "../verb.ts";

export default verb("budget.advance", (stage, { trustee, matter, amount, papers, by }) => {
  const hash = papers === undefined ? ZeroHash : stage.hash(papers);
  return stage.send(by, "treasury", "payAdvance", [trustee, stage.hash(matter), amount, hash]);
});
