import { verb } from "../verb.ts";

export default verb("voucher.object-to-clawback", (stage, { by, programme }) =>
  stage.send(by, "programmes", "objectToClawback", [programme]),
);
