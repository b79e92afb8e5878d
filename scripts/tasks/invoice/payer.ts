import { verb } from "../verb.ts";

export default verb("invoice.payer", (stage, { payer, listed, by }) =>
  stage.send(by, "invoices", "setPayer", [payer, listed]),
);
