import { inField } from "../inputs.ts";
import { verb } from "../verb.ts";

export default verb("voucher.open", async (stage, { name, terms, funding, budget, by }) => {
  const { programmes, addresses } = stage.system;
  const purpose = inField("terms", () => stage.purposeOf(terms));

  // The funding account's own consent comes first: it approves the programme's contract for the budget.
  const approved = await stage.send(funding, "token", "approve", [addresses.programmes, budget]);
  if (approved.refusal !== undefined) return approved;

  const opened = await stage.send(by, "programmes", "open", [purpose, funding, budget]);
  if (opened.refusal === undefined) stage.remember(name, await programmes.programmes());
  return opened;
});
