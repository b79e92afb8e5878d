import type { Addresses } from "../../lib/system.ts";
import type { Event } from "../collect.ts";
import { Draft, type Tag } from "./entry.ts";
import type { BooksName } from "./chart.ts";

/** Vouchers that moved and no event has explained yet, whole won. */
export interface Moved {
  readonly from: string;
  readonly to: string;
  readonly programme: bigint;
  readonly amount: bigint;
  readonly event: Event;
}

/** Deposit tokens that reached a contract of the system. */
export interface Reached {
  readonly from: string;
  readonly amount: bigint;
  /** It was pulled, with an approval: some event says what it is for. */
  readonly pulled: boolean;
}

/** An obligation as far as payments need it. */
export interface Owed {
  readonly inTrust: boolean;
}

/** A programme as far as its money needs it. */
export interface Programme {
  ungranted: bigint;
  /** All that it owes: vouchers and the ungranted rest. */
  owed: bigint;
  /** The obligation on which the Treasury advances to it, where it does. */
  trust: string | undefined;
  isClosed: boolean;
  /** The home district of each holder, and what each has left. */
  readonly homes: Map<string, number>;
  readonly vouchers: Map<string, bigint>;
}

/** What the journal knows of earlier transactions: as much as there are accounts. */
export interface State {
  readonly addresses: Addresses;
  readonly obligations: Map<string, Owed>;
  readonly programmes: Map<bigint, Programme>;
  /** The programme of an obligation in trust. */
  readonly trusts: Map<string, bigint>;
  /** What the Treasury may still take, by owner. */
  readonly allowances: Map<string, bigint>;
  /** Orders of transfers that were not carried out, whole won. */
  readonly orders: Map<string, bigint>;
  attested: bigint;
  /** Of what is attested, what may still be issued; the number of the last attestation. */
  issuable: bigint;
  attestation: bigint;
  supply: bigint;
  /** By `books code sub detail`: debits less credits, whole won. */
  readonly balances: Map<string, bigint>;
  /** What is unpaid on a line, by obligation. */
  readonly unpaid: Map<bigint, Map<string, bigint>>;
}

export const emptyState = (addresses: Addresses): State => ({
  addresses,
  obligations: new Map(),
  programmes: new Map(),
  trusts: new Map(),
  allowances: new Map(),
  orders: new Map(),
  attested: 0n,
  issuable: 0n,
  attestation: 0n,
  supply: 0n,
  balances: new Map(),
  unpaid: new Map(),
});

/** Revenue that an event tells of, whole won. */
export interface Told {
  readonly amount: bigint;
  readonly by: string;
  readonly matter: string;
  readonly event: Event;
}

/** What came back late, whole won. */
export interface Late extends Told {
  readonly line: bigint;
}

/** One transaction while it is read: its entries, and what one event leaves for another to say. */
export class Now {
  readonly drafts = new Map<BooksName, Draft>();
  /** Tokens issued and not explained; the last redemption, and the last transfer between accounts. */
  minted = 0n;
  redeemed: { readonly from: string; readonly amount: bigint } | undefined;
  moved: { readonly from: string; readonly to: string; readonly at: number } | undefined;
  forced: bigint | undefined;
  attested: bigint | undefined;
  /** By how much the last approval of the Treasury lowered an earlier one, by its owner: so much is pulled next. */
  readonly lowered = new Map<string, bigint>();
  readonly mints: Moved[] = [];
  readonly burns: Moved[] = [];
  readonly moves: Moved[] = [];
  readonly reached: Reached[] = [];
  readonly revenue: Told[] = [];
  readonly returned: Told[] = [];
  readonly late: Late[] = [];
  /** Movements of money into the vault that events have announced, each a refund after expiry of a programme, or not. */
  readonly awaited: (bigint | undefined)[] = [];
  /** Programmes that the transaction touched. */
  readonly programmes = new Set<bigint>();

  /** Whether any event of it is entered anywhere, or waits for one that is. */
  get isUsed(): boolean {
    return this.drafts.size > 0 || this.lowered.size > 0;
  }

  in(books: BooksName): Draft {
    const found = this.drafts.get(books) ?? new Draft();
    this.drafts.set(books, found);
    return found;
  }
}

/** What one event adds to the entries of its transaction. */
export type Posting = (event: Event, now: Now, state: State) => void;

export const obligationSub = (creditor: string, matter: string): string => `${creditor} ${matter}`;

export const tagKey = ({ line, programme }: Tag): string => `${line ?? ""} ${programme ?? ""}`;
