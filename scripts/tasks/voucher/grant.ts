import { homeOf } from "../facts.ts";
import { verb } from "../verb.ts";

export default verb(
  "voucher.grant",
  async (stage, { programme, holder, amount, home, reference, by }) => {
    const district = homeOf("home", holder, stage, home);
    const args = [programme, holder, amount, district, reference];
    return stage.send(by, "programmes", "grant", args);
  },
);
