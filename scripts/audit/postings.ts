import type { Books } from "./books.ts";
import { clawbacks } from "./clawback-postings.ts";
import { budgetOfficers } from "./budget-officer-postings.ts";
import { endLines, lines } from "./budget-line-postings.ts";
import type { Event } from "./collect.ts";
import { endMovement } from "./deposit-postings.ts";
import { calendar } from "./calendar-postings.ts";
import { enforcement } from "./enforcement-postings.ts";
import { deposit } from "./deposit-postings.ts";
import { authority, dualControl } from "./office-postings.ts";
import { holders } from "./holder-postings.ts";
import { obligations } from "./obligation-postings.ts";
import { endPayment, endSettlement, payments } from "./payment-postings.ts";
import { emptyState, must, type State } from "./posting.ts";
import { invoices, registry } from "./merchant-postings.ts";
import { endTreasury, payments as paid, treasury } from "./treasury-postings.ts";
import { endTrust, trust } from "./trust-postings.ts";
import { programmes } from "./voucher-postings.ts";

export { ContradictoryEvents, type Posting, type State } from "./posting.ts";

/** At the end of a transaction all that needs another event to say why has been explained. */
export function mustBeExplained(books: Books, state: State, last: Event): void {
  must(state.issuedNow === 0n, last, "what was issued before it is not explained");
  must(state.minted.length === 0, last, "what was granted before it is not explained");
  must(state.burnt === undefined, last, "what was used up before it is not explained");
  must(state.run.length === 0, last, "nothing says to whom what was settled before it was paid");
  must(state.unbilled === undefined, last, "the purchase that a rebate is of is on no invoice");
  must(state.pulls.length === 0, last, "the money for it did not come");
  must(state.joint === undefined, last, `two people approved ${state.joint?.event ?? ""}`);
  must(state.large === undefined, last, "the large issue before it was not made");
  must(state.shortfall === undefined, last, "the attestation before it is below the supply");
  must(state.frozen.size === 0, last, "what was frozen before it is not explained");
  must(state.forced === undefined, last, "the forced transfer before it is not explained");
  must(state.scheduled === undefined, last, "what was scheduled before it is not explained");
  endTrust(state, last);
  endTreasury(books, state, last);
  endLines(books, state, last);
  endPayment(books, state, last);
  endSettlement(books, state, last);
  endMovement(books, state);
  Object.assign(state, emptyState());
}

/** The postings of each of the system's contracts, by the event's name. */
export const postings = {
  token: { ...deposit, ...enforcement },
  ledger: { ...budgetOfficers, ...lines, ...obligations, ...paid },
  treasury,
  calendar,
  registry,
  invoices,
  programmes: { ...programmes, ...payments, ...holders, ...clawbacks, ...trust },
  authority,
  dualControl,
} as const;
