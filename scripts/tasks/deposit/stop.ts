import { verb } from "../verb.ts";

export default verb("deposit.stop", (stage, { order, by }) =>
  stage.send(by, "token", "orderStop", [order]),
);
