import { papersOf } from "../papers.ts";
import { verb } from "../verb.ts";

export default verb("voucher.buy", (stage, inputs) => {
  const { by, holder = by, programme, merchant, amount, receipt } = inputs;
  const purchase = { programme, merchant, amount, receipt, ...papersOf(stage, inputs) };
  return stage.send(by, "programmes", "spendFor", [holder, purchase]);
});
