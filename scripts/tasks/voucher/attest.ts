import { verb } from "../verb.ts";

export default verb("voucher.attest", (stage, { programme, holder, evidence, by }) =>
  stage.send(by, "programmes", "attest", [programme, holder, stage.hash(evidence)]),
);
