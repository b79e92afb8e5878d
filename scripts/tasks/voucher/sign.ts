import { buildSlip } from "../../lib/till.ts";
import { inField } from "../inputs.ts";
import { papersOf } from "../papers.ts";
import { verb } from "../verb.ts";

export default verb("voucher.sign", async (stage, inputs) => {
  const { by: holder, programme, merchant, amount, id, slip: name, valid } = inputs;
  const wanted = {
    programme,
    holder,
    merchant,
    amount,
    id: Number(id),
    ...papersOf(stage, inputs),
  };
  const slip = inField("sign", () => buildSlip(wanted, stage.names.now(), valid));
  const signed = await stage.sign(slip);
  inField("slip", () => stage.slips.put(name, signed));
  return { moved: 0n, signed: { name, slip: signed } };
});
