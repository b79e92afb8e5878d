import { verb } from "../verb.ts";

export default verb("voucher.move-to-successor", (stage, { programme, holder, by }) =>
  stage.send(by, "programmes", "moveToSuccessor", [programme, holder]),
);
