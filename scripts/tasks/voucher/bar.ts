import { verb } from "../verb.ts";

export default verb("voucher.bar", (stage, { merchant, until, case: caseName, by }) =>
  stage.send(by, "registry", "bar", [merchant, until, stage.hash(caseName)]),
);
