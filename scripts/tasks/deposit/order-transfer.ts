import { ZeroHash } from "ethers";
import { jointly } from "../jointly.ts";
import { verb } from "../verb.ts";

export default verb("deposit.order-transfer", (stage, inputs) => {
  const { from, to, amount, order, case: caseName, basis, ...people } = inputs;
  const caseId = caseName === undefined ? ZeroHash : stage.hash(caseName);
  const args = [from, to, amount, stage.hash(order), caseId, basis];
  return jointly(stage, people, "orderTransfer", args);
});
