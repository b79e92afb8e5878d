import { dataSlice } from "ethers";
import { verb } from "../verb.ts";

export default verb("deposit.link-bank-account", (stage, { account, bank, by }) => {
  const hash = dataSlice(stage.hash(`bank account ${bank}`), 0, 24);
  return stage.send(by, "token", "linkBankAccount", [account, hash]);
});
