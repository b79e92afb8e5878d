import { wonOrAll } from "../inputs.ts";
import { verb } from "../verb.ts";

export default verb("deposit.redeem", async (stage, { by, amount, number }) => {
  const { token } = stage.system;
  const asked = await wonOrAll(amount, "amount", () => token.spendableOf(by));
  if (amount === "all" && asked === 0n) return { moved: 0n };
  const sequence = number ?? (await token.nextRedemption(by));
  return stage.send(by, "token", "redeem", [asked, sequence]);
});
