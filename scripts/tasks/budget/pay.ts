import { ZeroHash } from "ethers";
import { invoiceOf } from "../../lib/invoices.ts";
import { InputError } from "../inputs.ts";
import { verb } from "../verb.ts";

/** Three ways to pay what is owed: to the creditor, to a payee in its place, or on an invoice, which is the papers. */
export default verb("budget.pay", async (stage, inputs) => {
  const { creditor, matter: name, amount, papers, payee, invoice, total = amount, by } = inputs;
  const matter = stage.hash(name);
  if (invoice !== undefined) {
    if (papers !== undefined) throw new InputError("papers", "the invoice is the papers");
    if (payee !== undefined) throw new InputError("payee", "an invoice is paid to who gave it");
    const given = invoiceOf(stage.hash(invoice), total);
    return stage.send(by, "treasury", "payInvoice", [creditor, matter, given, amount]);
  }
  const hash = papers === undefined ? ZeroHash : stage.hash(papers);
  if (payee === undefined)
    return stage.send(by, "treasury", "pay", [creditor, matter, amount, hash]);
  return stage.send(by, "treasury", "payAssigned", [creditor, matter, payee, amount, hash]);
});
