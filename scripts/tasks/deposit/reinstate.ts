import { verb } from "../verb.ts";

export default verb("deposit.reinstate", (stage, { account, case: caseName, by }) =>
  stage.send(by, "token", "reinstate", [account, stage.hash(caseName)]),
);
