import { verb } from "../verb.ts";

export default verb("voucher.appoint-attestor", (stage, { programme, attestor, by }) =>
  stage.send(by, "programmes", "appointAttestor", [programme, attestor]),
);
