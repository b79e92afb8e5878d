import { verb } from "../verb.ts";

export default verb("voucher.dismiss-attestor", (stage, { programme, attestor, by }) =>
  stage.send(by, "programmes", "dismissAttestor", [programme, attestor]),
);
