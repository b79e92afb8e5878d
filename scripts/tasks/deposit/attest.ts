import { verb } from "../verb.ts";

export default verb("deposit.attest", (stage, { amount, reference, lifetime, by }) =>
  stage.send(by, "token", "attestReserve", [amount, reference, lifetime]),
);
