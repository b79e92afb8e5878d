import { wonOrAll } from "../inputs.ts";
import { verb } from "../verb.ts";

/** Freezes whatever an account holds and will hold. */
const EVERYTHING = 2n ** 64n - 1n;

export default verb("deposit.freeze", async (stage, inputs) => {
  const { account, case: caseName, basis, until = 0, by } = inputs;
  const amount = await wonOrAll(inputs.amount, "amount", () => EVERYTHING);
  const args = [account, stage.hash(caseName), basis, amount, until];
  return stage.send(by, "token", "freeze", args);
});
