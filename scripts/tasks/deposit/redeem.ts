import { won } from "../inputs.ts";
import { verb } from "../verb.ts";

export default verb("deposit.redeem", async (stage, { by, amount }) => {
  const { token } = stage.system;
  const asked = amount === "all" ? await token.spendableOf(by) : won.parse(amount, stage.names);
  if (amount === "all" && asked === 0n) return { moved: 0n };
  return stage.send(by, "token", "redeem", [asked, await token.nextRedemption(by)]);
});
