import { UserError } from "../../lib/errors.ts";
import { verb } from "../verb.ts";

export default verb(
  "voucher.grant",
  (stage, { programme, holder, amount, home, reference, by }) => {
    const district = home ?? stage.factsOf(holder)?.home;
    if (district === undefined) throw new UserError("home: is missing (home district code)");
    const args = [programme, holder, amount, district, reference];
    return stage.send(by, "programmes", "grant", args);
  },
);
