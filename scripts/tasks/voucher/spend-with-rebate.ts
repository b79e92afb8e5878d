import { papersOf } from "../papers.ts";
import { verb } from "../verb.ts";

export default verb("voucher.spend-with-rebate", (stage, inputs) => {
  const { by, programme, merchant, amount, receipt } = inputs;
  const purchase = { programme, merchant, amount, receipt, ...papersOf(stage, inputs) };
  return stage.send(by, "programmes", "spendWithRebate", [purchase]);
});
