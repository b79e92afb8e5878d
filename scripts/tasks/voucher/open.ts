import { fundedBy } from "../facts.ts";
import { inField } from "../inputs.ts";
import { verb } from "../verb.ts";

export default verb("voucher.open", async (stage, { name, terms, by, ...money }) => {
  const { programmes, addresses } = stage.system;
  const { matter, account, budget } = fundedBy(money, stage.names);
  const purpose = inField("terms", () => stage.purposeOf(terms));

  // The funding account's own consent comes first: it approves the programme's contract for the budget.
  if (matter === undefined) {
    const approved = await stage.send(account, "token", "approve", [addresses.programmes, budget]);
    if (approved.refusal !== undefined) return approved;
  }

  const opened =
    matter === undefined
      ? await stage.send(by, "programmes", "open", [purpose, account, budget])
      : await stage.send(by, "programmes", "openInTrust", [purpose, stage.hash(matter)]);
  if (opened.refusal === undefined) stage.remember(name, await programmes.programmes());
  return opened;
});
