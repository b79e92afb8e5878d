import { UserError } from "../lib/errors.ts";
import type { Books } from "./books.ts";
import type { Event } from "./collect.ts";

/** What one event does to the books. */
export type Posting = (books: Books, event: Event, state: State) => void;

/** What an event leaves to be said by the next: grants before their batch event, the payment before its merchant. */
export interface State {
  readonly ungrouped: { programme: bigint; holder: string; amount: bigint }[];
  lastBurn: bigint;
  /** The owner of the last approval that no permit has explained. */
  approvedBy: string;
  issuedNow: bigint;
}

/** An event that cannot follow on those before it: one is missing, added or altered. */
export class ContradictoryEvents extends UserError {}

export function must(isSo: boolean, event: Event, what: string): void {
  if (isSo) return;
  const { name, transaction, block } = event;
  throw new ContradictoryEvents(
    `${name} in block ${block}, transaction ${transaction}: ${what}; an event is missing or was added`,
  );
}
