import { mustBeOneKind } from "../budget-inputs.ts";
import { verb } from "../verb.ts";

/** Three ways to bind the government: to a creditor, to one in whose place others may be paid, to one who holds it in trust. */
export default verb("budget.obligate", async (stage, inputs) => {
  const { line, creditor, matter, amount, reserved, payees, inTrust, by } = inputs;
  mustBeOneKind(inTrust, payees);
  const args = [line, creditor, stage.hash(matter), amount, reserved];
  if (inTrust) return stage.send(by, "ledger", "obligateInTrust", args);
  if (payees === undefined) return stage.send(by, "ledger", "obligate", args);
  return stage.send(by, "ledger", "obligateAssigned", [...args, payees]);
});
