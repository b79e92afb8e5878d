import { verb } from "../verb.ts";

export default verb("deposit.benefit-payer", (stage, { account, listed, by }) =>
  stage.send(by, "token", "setBenefitPayer", [account, listed]),
);
