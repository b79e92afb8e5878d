import { verb } from "../verb.ts";

export default verb("voucher.dismiss", (stage, { programme, manager, by }) =>
  stage.send(by, "programmes", "dismissManager", [programme, manager]),
);
