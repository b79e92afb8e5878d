import { verb } from "../verb.ts";

export default verb("voucher.resume", (stage, { programme, case: caseName, by }) =>
  stage.send(by, "programmes", "resumeProgramme", [programme, stage.hash(caseName)]),
);
