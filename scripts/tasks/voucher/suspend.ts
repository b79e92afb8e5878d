import { verb } from "../verb.ts";

export default verb("voucher.suspend", (stage, { merchant, case: caseName, by }) =>
  stage.send(by, "registry", "suspend", [merchant, stage.hash(caseName)]),
);
