import { verb } from "../verb.ts";

export default verb("voucher.appoint", (stage, { programme, manager, by }) =>
  stage.send(by, "programmes", "appointManager", [programme, manager]),
);
