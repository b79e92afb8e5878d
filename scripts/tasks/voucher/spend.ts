import { verb } from "../verb.ts";

export default verb("voucher.spend", (stage, { by, programme, merchant, amount, receipt }) =>
  stage.send(by, "programmes", "spend", [programme, merchant, amount, receipt]),
);
