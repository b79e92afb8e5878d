import { verb } from "../verb.ts";

export default verb("voucher.pause", (stage, { programme, case: caseName, by }) =>
  stage.send(by, "programmes", "pauseProgramme", [programme, stage.hash(caseName)]),
);
