import { packSlips } from "../../lib/till.ts";
import { asText } from "../raw.ts";
import { verb } from "../verb.ts";

export default verb("voucher.settle", (stage, { by, slips, all }) => {
  const signed = slips.map((name) => stage.slips.get(asText(name)));
  const { runs, payments, extras } = packSlips(signed);
  const method = all ? "settleAll" : "settle";
  return stage.send(by, "programmes", method, [runs, payments, extras]);
});
