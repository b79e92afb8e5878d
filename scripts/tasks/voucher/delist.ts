import { verb } from "../verb.ts";

export default verb("voucher.delist", (stage, { merchant, by }) =>
  stage.send(by, "registry", "delist", [merchant]),
);
