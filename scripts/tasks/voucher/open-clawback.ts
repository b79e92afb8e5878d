import { verb } from "../verb.ts";

export default verb("voucher.open-clawback", (stage, inputs) => {
  const { programme, holder, amount, case: caseName, by } = inputs;
  const args = [programme, holder, amount, stage.hash(caseName)];
  return stage.send(by, "programmes", "openClawback", args);
});
