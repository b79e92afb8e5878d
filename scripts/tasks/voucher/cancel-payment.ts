import { verb } from "../verb.ts";

export default verb("voucher.cancel-payment", (stage, { by, programme, id }) =>
  stage.send(by, "programmes", "cancelPayment", [programme, id]),
);
