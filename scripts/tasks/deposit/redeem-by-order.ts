import { wonOrAll } from "../inputs.ts";
import { jointly } from "../jointly.ts";
import { verb } from "../verb.ts";

export default verb("deposit.redeem-by-order", async (stage, inputs) => {
  const { account, order, basis, amount: written, number, ...people } = inputs;
  const { token } = stage.system;
  const amount = await wonOrAll(written, "amount", () => token.spendableOf(account));
  const args = [account, amount, number ?? 0n, stage.hash(order), basis];
  return jointly(stage, people, "redeemByOrder", args);
});
