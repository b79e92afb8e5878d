import { verb } from "../verb.ts";

export default verb("deposit.unprotect", (stage, { account, by }) =>
  stage.send(by, "token", "setProtection", [account, false]),
);
