import { dataSlice } from "ethers";
import { wonOrAll } from "../inputs.ts";
import { verb } from "../verb.ts";

export default verb("deposit.unfreeze", async (stage, { account, case: caseName, by, ...rest }) => {
  const id = stage.hash(caseName);
  const amount = await wonOrAll(rest.amount, "amount", async () => {
    const cases = await stage.system.token.casesOf(account);
    return cases.find(({ caseId }) => caseId === dataSlice(id, 0, 20))?.amount ?? 0n;
  });
  return stage.send(by, "token", "unfreeze", [account, id, amount]);
});
