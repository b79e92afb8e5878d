import { verb } from "../verb.ts";

export default verb("deposit.suspend", (stage, { account, case: caseName, by }) =>
  stage.send(by, "token", "suspend", [account, stage.hash(caseName)]),
);
