import { verb } from "../verb.ts";

export default verb("voucher.move-home", (stage, { programme, holder, home, by }) =>
  stage.send(by, "programmes", "moveHome", [programme, holder, home]),
);
