import { sum, type Outcome } from "../../lib/stage.ts";
import { verb } from "../verb.ts";

export default verb("voucher.allow-own-money", async (stage, { by, amount }) => {
  const outcomes: Outcome[] = [];
  for (const owner of by) {
    const args = [stage.system.addresses.programmes, amount];
    outcomes.push(await stage.send(owner, "token", "approve", args));
  }
  return sum(outcomes);
});
