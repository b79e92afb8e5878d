import { verb } from "../verb.ts";

export default verb("voucher.release-clawback", (stage, { programme, holder, by }) =>
  stage.send(by, "programmes", "releaseClawback", [programme, holder]),
);
