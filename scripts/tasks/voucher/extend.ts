import { verb } from "../verb.ts";

export default verb("voucher.extend", (stage, { programme, expires, by }) =>
  stage.send(by, "programmes", "extendExpiry", [programme, expires]),
);
