import { verb } from "../verb.ts";

export default verb("voucher.close", (stage, { programme, by }) =>
  stage.send(by, "programmes", "close", [programme]),
);
