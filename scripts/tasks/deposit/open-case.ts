import { jointly } from "../jointly.ts";
import { verb } from "../verb.ts";

export default verb(
  "deposit.open-case",
  (stage, { account, case: caseName, basis, until = 0, ...people }) =>
    jointly(stage, people, "openCase", [account, stage.hash(caseName), basis, until]),
);
