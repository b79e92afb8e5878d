import { ZeroHash } from "ethers";
import { mustSayAsCalled } from "./accepted-budget.ts";
import type { AskedPayment } from "./asked.ts";
import type { AcceptedTransaction, Event } from "./collect.ts";
import { ContradictoryEvents } from "./posting.ts";

/** The events of which a call leaves one for each of its items, beside those that other calls leave too. */
const OWN_EVENTS: Readonly<Record<string, readonly string[]>> = {
  permit: ["PermitUsed"],
  transferWithAuthorization: ["AuthorizationUsed"],
  receiveWithAuthorization: ["AuthorizationUsed"],
  cancelAuthorization: ["AuthorizationCanceled"],
  redeemWithAuthorization: ["DepositRedeemed"],
  forcedTransfer: ["TransferOrderExecuted"],
  completeRecovery: ["AccountRecovered"],
  announceHolidays: ["HolidayAnnounced"],
  enrolBatch: ["MerchantEnrolled"],
  admitBatch: ["AccountAdmitted"],
  settle: ["PaymentSettled", "PaymentRefused"],
  settleAll: ["PaymentSettled"],
};

/** Calls after which each payment states the purpose that was given. */
const PURCHASES = ["spendFor", "spendMixed", "spendWithRebate"];
const PAID = ["VoucherSpent", "RebatePaid"];

function missing({ transaction, method }: AcceptedTransaction, what: string): never {
  throw new ContradictoryEvents(
    `transaction ${transaction} called ${method} and has no ${what}: it is missing`,
  );
}

/**
 * Follows accepted transactions beside the events, both in the chain's order; no more than a block's events are held. What is
 * missing is told at the end: events that contradict each other say more.
 */
export class AcceptedWalk {
  readonly #calls: Iterator<AcceptedTransaction>;
  #next: AcceptedTransaction | undefined;
  #block = -1;
  #contradiction: ContradictoryEvents | undefined;
  /** The block's events, by transaction. */
  readonly #left = new Map<string, Event[]>();

  constructor(accepted: Iterable<AcceptedTransaction>) {
    this.#calls = accepted[Symbol.iterator]();
    this.#step();
  }

  /** Further events of one transaction. With the first of another block, those before it are complete. */
  take(events: readonly Event[], { block, transaction }: Event): void {
    if (block !== this.#block) {
      this.#upTo(block - 1);
      this.#left.clear();
      this.#block = block;
    }
    this.#left.set(transaction, [...(this.#left.get(transaction) ?? []), ...events]);
  }

  /** No event comes any more. */
  end(): void {
    this.#upTo(Infinity);
    if (this.#contradiction !== undefined) throw this.#contradiction;
  }

  /** Ends the walk, also where it is not at its end. */
  close(): void {
    this.#calls.return?.();
  }

  #upTo(block: number): void {
    if (this.#contradiction !== undefined) return;
    try {
      for (let call = this.#next; call !== undefined && call.block <= block; call = this.#next) {
        mustHaveEvents(call, this.#left.get(call.transaction) ?? []);
        this.#step();
      }
    } catch (error) {
      if (!(error instanceof ContradictoryEvents)) throw error;
      this.#contradiction = error;
    }
  }

  #step(): void {
    const step = this.#calls.next();
    this.#next = step.done === true ? undefined : step.value;
  }
}

/** Every accepted transaction leaves an event, a signed one the event that says so, a list one for each of its items. */
function mustHaveEvents(call: AcceptedTransaction, found: readonly Event[]): void {
  const own = OWN_EVENTS[call.method];
  const outcomes = own === undefined ? found : found.filter(({ name }) => own.includes(name));
  if (outcomes.length < (own === undefined ? 1 : call.items)) {
    missing(call, own?.join(" or ") ?? "event");
  }
  mustSayAsAsked(call, found, outcomes);
  mustSayAsCalled(call, found);
}

/** The outcomes of signed payments come in the order of the payments, and what states a purpose says so. */
function mustSayAsAsked(
  call: AcceptedTransaction,
  events: readonly Event[],
  outcomes: readonly Event[],
): void {
  const { method, payments } = call;
  if (payments.length === 0) return;
  let paid: readonly AskedPayment[];
  if (PURCHASES.includes(method)) {
    paid = events.flatMap(({ name }) => (PAID.includes(name) ? payments : []));
  } else {
    for (const [n, { id }] of payments.entries()) {
      if (BigInt(String(outcomes[n]?.args["id"])) !== id) missing(call, `outcome of payment ${id}`);
    }
    paid = payments.filter((_, n) => outcomes[n]?.name === "PaymentSettled");
  }
  const due = paid.map(({ purposeHash }) => purposeHash).filter((hash) => hash !== ZeroHash);
  const stated = events
    .filter(({ name }) => name === "PurposeStated")
    .map(({ args }) => String(args["purposeHash"]));
  if (stated.join() !== due.join()) missing(call, "PurposeStated as it was asked");
}
