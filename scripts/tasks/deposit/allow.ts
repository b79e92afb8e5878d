import { verb } from "../verb.ts";

export default verb("deposit.allow", (stage, { issuer, amount, by }) =>
  stage.send(by, "token", "setIssuanceAllowance", [issuer, amount]),
);
