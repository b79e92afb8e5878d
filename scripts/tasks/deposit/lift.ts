import { verb } from "../verb.ts";

export default verb("deposit.lift", (stage, { order, by }) =>
  stage.send(by, "token", "liftStop", [order]),
);
