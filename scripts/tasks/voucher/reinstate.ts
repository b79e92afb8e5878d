import { verb } from "../verb.ts";

export default verb("voucher.reinstate", (stage, { merchant, case: caseName, by }) =>
  stage.send(by, "registry", "reinstate", [merchant, stage.hash(caseName)]),
);
