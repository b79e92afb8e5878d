import { verb } from "../verb.ts";

export default verb("voucher.claw-back", (stage, { programme, holder, by }) =>
  stage.send(by, "programmes", "clawBack", [programme, holder]),
);
