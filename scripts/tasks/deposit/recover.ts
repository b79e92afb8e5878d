import { jointly } from "../jointly.ts";
import { verb } from "../verb.ts";

export default verb("deposit.recover", (stage, { account, successor, case: caseName, ...people }) =>
  jointly(stage, people, "openRecovery", [account, successor, stage.hash(caseName)]),
);
