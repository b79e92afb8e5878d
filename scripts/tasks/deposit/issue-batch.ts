import { verb } from "../verb.ts";

export default verb("deposit.issue-batch", (stage, { to, amount, reference, reason, by }) => {
  const items = to.map((account) => ({ to: account, amount }));
  return stage.send(by, "token", "issueBatch", [items, reference, reason]);
});
