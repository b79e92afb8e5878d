import { ZeroHash } from "ethers";
import { paidIn } from "../paid-in.ts";
import { verb } from "../verb.ts";

export default verb("budget.receive-revenue", (stage, { by, amount, reference }) => {
  const ref = reference === undefined ? ZeroHash : stage.hash(reference);
  return paidIn(stage, by, amount, "receiveRevenue", [amount, ref]);
});
