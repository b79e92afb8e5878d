import type { Books } from "./books.ts";
import type { Collected, Event } from "./collect.ts";
import { endMovement } from "./deposit-postings.ts";
import { calendar } from "./calendar-postings.ts";
import { enforcement } from "./enforcement-postings.ts";
import { deposit } from "./deposit-postings.ts";
import { authority, dualControl } from "./office-postings.ts";
import { ContradictoryEvents, emptyState, must, type Posting, type State } from "./posting.ts";
import { invoices, registry } from "./merchant-postings.ts";
import { programmes } from "./voucher-postings.ts";

export { ContradictoryEvents, type Posting, type State } from "./posting.ts";

/** At the end of a transaction all that needs another event to say why has been explained. */
export function mustBeExplained(books: Books, state: State, last: Event): void {
  must(state.issuedNow === 0n, last, "what was issued before it is not explained");
  must(state.ungrouped.length === 0, last, "what was granted before it is not explained");
  must(state.lastBurn === 0n, last, "what was used up before it is not explained");
  must(state.joint === undefined, last, `two people approved ${state.joint?.event ?? ""}`);
  must(state.large === undefined, last, "the large issue before it was not made");
  must(state.shortfall === undefined, last, "the attestation before it is below the supply");
  must(state.frozen.size === 0, last, "what was frozen before it is not explained");
  must(state.forced === undefined, last, "the forced transfer before it is not explained");
  must(state.scheduled === undefined, last, "what was scheduled before it is not explained");
  endMovement(books, state);
  Object.assign(state, emptyState());
}

/** The event that a call leaves beside one that other calls leave too. */
const OWN_EVENTS: Readonly<Record<string, string>> = {
  permit: "PermitUsed",
  transferWithAuthorization: "AuthorizationUsed",
  receiveWithAuthorization: "AuthorizationUsed",
  cancelAuthorization: "AuthorizationCanceled",
  redeemWithAuthorization: "DepositRedeemed",
  forcedTransfer: "TransferOrderExecuted",
  completeRecovery: "AccountRecovered",
  announceHolidays: "HolidayAnnounced",
  enrolBatch: "MerchantEnrolled",
  admitBatch: "AccountAdmitted",
};

/** Every accepted transaction leaves an event, a signed one the event that says so, a list one for each of its items. */
export function mustHaveEvents({ events, accepted }: Collected): void {
  const left = new Map<string, string[]>();
  for (const { transaction, name } of events) {
    const names = left.get(transaction);
    if (names === undefined) left.set(transaction, [name]);
    else names.push(name);
  }
  for (const { transaction, method, items } of accepted) {
    const names = left.get(transaction) ?? [];
    const own = OWN_EVENTS[method];
    const found = own === undefined ? names.length : names.filter((name) => name === own).length;
    if (found >= (own === undefined ? 1 : items)) continue;
    throw new ContradictoryEvents(
      `transaction ${transaction} called ${method} and has no ${own ?? "event"}: it is missing`,
    );
  }
}

/** The authority that a contract reports once, when it is deployed. */
const governed: Readonly<Record<string, Posting>> = {
  AuthorityUpdated: ({ authorityOf }, { contract, args }) => {
    authorityOf.set(contract.toLowerCase(), String(args[0]));
  },
};

/** The postings of each of the system's contracts, by the event's name. */
export const postings = {
  token: { ...governed, ...deposit, ...enforcement },
  calendar,
  registry,
  invoices,
  programmes: { ...governed, ...programmes },
  authority,
  dualControl,
} as const;
