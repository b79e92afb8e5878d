import { account, count, list, optional, required, text } from "../inputs.ts";
import type { Declaration } from "./words.ts";

const institution = required(text, "whose offices proposed it");
const id = required(count, "its number, as the inbox has it");

/** Acts that take two people, one by one. */
export const access = {
  "access.propose": {
    about: "propose an act that takes two people",
    inputs: {
      contract: required(
        text,
        "token, ledger, treasury, calendar, registry, invoices or programmes; or an institution, for its own offices",
      ),
      function: required(text, "the function's name"),
      arguments: optional(list, "its arguments, with commas; accounts and offices by name", ""),
      by: required(account, "the maker, who holds the function's office, or administers"),
    },
  },
  "access.approve": {
    about: "approve another person's proposal, which executes it",
    inputs: { institution, id, by: required(account, "the checker") },
  },
  "access.withdraw": {
    about: "take a proposal back",
    inputs: {
      institution,
      id,
      by: required(account, "its maker, or a holder of the checking office"),
    },
  },
} as const satisfies Record<string, Declaration>;
