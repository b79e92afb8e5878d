import { account, flag, optional, required } from "../inputs.ts";
import { by, type Declaration } from "./words.ts";

/** Who may pay invoices. */
export const invoice = {
  "invoice.payer": {
    about: "list a contract that may pay invoices, or take it off the list",
    inputs: {
      payer: required(account, "the contract"),
      listed: optional(flag, "yes, or no to take it off", "yes"),
      by: by("invoiceRegistrar"),
    },
  },
} as const satisfies Record<string, Declaration>;
