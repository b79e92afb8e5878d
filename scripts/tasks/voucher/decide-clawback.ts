import { verb } from "../verb.ts";

export default verb("voucher.decide-clawback", (stage, { programme, holder, upheld, by }) =>
  stage.send(by, "programmes", "decideClawback", [programme, holder, upheld]),
);
