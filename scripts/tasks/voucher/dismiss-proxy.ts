import { verb } from "../verb.ts";

export default verb("voucher.dismiss-proxy", (stage, { programme, holder, by = holder }) =>
  stage.send(by, "programmes", "dismissProxy", [programme, holder]),
);
