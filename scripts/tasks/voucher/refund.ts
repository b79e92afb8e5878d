import { historyOf, invoiceOf, leftOf, unpackEntry } from "../../lib/invoices.ts";
import { UserError } from "../../lib/errors.ts";
import { verb } from "../verb.ts";

export default verb("voucher.refund", async (stage, inputs) => {
  const { by, payee = by, invoice: name, total, amount, holder, programme } = inputs;
  const invoice = invoiceOf(stage.hash(name), total);
  const history = await historyOf(stage.system.invoices, payee, invoice);
  // The first payment that fits and has enough left; else the first that fits, so that the contract says why not.
  const fits = history.flatMap((entry, index) => {
    const { ref, refundOf, holder: payer, payee: paid } = unpackEntry(entry);
    const isIt =
      refundOf === 0 &&
      paid === payee &&
      (holder === undefined || payer === holder) &&
      (programme === undefined || ref === programme);
    return isIt ? [index] : [];
  });
  const index = fits.find((place) => leftOf(history, place) >= amount) ?? fits[0];
  if (index === undefined) throw new UserError(`nothing was paid on invoice "${name}" that fits`);
  return stage.send(by, "programmes", "refund", [payee, invoice, history, index, amount]);
});
