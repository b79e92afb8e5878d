import { institutionNames, type Addresses } from "../lib/system.ts";
import type { PackedEntry } from "../lib/invoices.ts";
import { emptyBudget, type BudgetBook } from "./budget-books.ts";
import type { Collected, Event } from "./collect.ts";
import {
  emptySupply,
  type AccountBook,
  type FreezesBook,
  type OrderBook,
  type SupplyBook,
} from "./deposit-books.ts";
import { AcceptedWalk } from "./accepted.ts";
import { mustBeExplained, postings, type Posting } from "./postings.ts";
import { emptyState } from "./posting.ts";
import { emptyWordBook, noteWords, type WordBook } from "./reconcile/word-book.ts";
import { mustAgree } from "./sums.ts";
import { transactionsIn } from "./transactions.ts";
import { checkTrusts } from "./trust-postings.ts";
import type {
  MerchantBook,
  Payment,
  ProgrammeBook,
  RebateBook,
  RefundBook,
  RefusedPayment,
  SettlementBook,
} from "./voucher-books.ts";

/** The public holidays, days since 1970-01-01 in Korea. */
export interface CalendarBook {
  readonly holidays: Set<number>;
  /** The transaction that deployed the calendar with holidays, which nobody announced. */
  deployedIn: string | undefined;
}

/** One invoice of one seller, with all that was paid and refunded on it. */
export interface InvoiceBook {
  /** A business, as an address, or an account that had none when it was paid. */
  readonly seller: string;
  readonly invoice: string;
  readonly history: PackedEntry[];
}

/** One institution's table of offices as its events have it. */
export interface AuthorityBook {
  /** Holders of each office, `office holder`, with whether they still hold it. */
  readonly holders: Map<string, boolean>;
  /** The office of each restricted function, by `contract selector`. */
  readonly functions: Map<string, bigint>;
  /** The person of each account, a keyed hash. */
  readonly persons: Map<string, string>;
  /** The office that approves what an office proposes. */
  readonly checks: Map<bigint, bigint>;
  /** Pairs of offices that no person may hold both, `one other`. */
  readonly excluded: Set<string>;
  /** Offices that each person ever held. */
  readonly everHeld: Map<string, Set<bigint>>;
  /** What waits in the authority's own schedule, and how often it was scheduled; an instant of 0: it waits no more. */
  readonly operations: Map<string, { readonly nonce: bigint; at: number }>;
  dualControl: string;
}

/** An act that one person proposed. Instants are UTC seconds. */
export interface ProposalBook {
  readonly maker: string;
  readonly target: string;
  readonly data: string;
  readonly madeAt: number;
  readonly readyAt: number;
  status: "made" | "done" | "withdrawn";
  /** Who approved or withdrew it. */
  closedBy: string;
  closedAt: number;
}

/** Acts of two people, and on which side of each matter each person stands. */
export interface DutiesBook {
  acts: number;
  /** By `matter person`. */
  readonly sides: Map<string, "maker" | "checker">;
  /** Whether each person who acted on the budget obligates (1) or disburses (2), by `authority person`. */
  readonly budgetSides: Map<string, number>;
  /** The first transaction in which one person was on both sides. */
  brokenBy: string | undefined;
}

/** Whether the programmes' deposit tokens were what they owe, after each transaction that touched either. */
export interface BackingBook {
  transactions: number;
  /** The most won that were held so. */
  highest: bigint;
  /** The first transaction after which both differed. */
  brokenBy: string | undefined;
}

/** Sums that follow each event, so that the laws are checked after each transaction without adding up all holders again. */
export interface SumsBook {
  /** Whole won that the programmes owe: vouchers and ungranted rests. */
  owed: bigint;
  /** Of each programme: what it owes, and what its vouchers paid less what was refunded. */
  readonly programmes: Map<bigint, { held: bigint; spent: bigint }>;
  /** Programmes of which something that law 3 speaks of changed in this transaction. */
  readonly changed: Set<bigint>;
}

/** All books, rebuilt from events alone. */
export interface Books {
  /** Where the contracts are. */
  readonly addresses: Addresses;
  readonly supply: SupplyBook;
  readonly accounts: Map<string, AccountBook>;
  /** Who was ever appointed to enforce, and whether it still is. */
  readonly enforcers: Map<string, boolean>;
  /** Orders that were not carried out yet, by `from to amount`. */
  readonly orders: Map<string, OrderBook>;
  readonly freezes: FreezesBook;
  readonly calendar: CalendarBook;
  readonly merchants: Map<string, MerchantBook>;
  /** Until which UTC second each business is barred under its latest bar. */
  readonly bars: Map<string, bigint>;
  /** By `seller hash`. */
  readonly invoices: Map<string, InvoiceBook>;
  /** Contracts that were ever listed as payers of invoices, and whether they still are. */
  readonly invoicePayers: Map<string, boolean>;
  readonly programmes: Map<bigint, ProgrammeBook>;
  readonly payments: Payment[];
  readonly rebates: RebateBook[];
  readonly refunds: RefundBook[];
  readonly refusedPayments: RefusedPayment[];
  readonly settlement: SettlementBook;
  /** By the authority's address, in lower case. */
  readonly authorities: Map<string, AuthorityBook>;
  /** By the dual control's address, in lower case, then by number. */
  readonly proposals: Map<string, Map<bigint, ProposalBook>>;
  readonly duties: DutiesBook;
  readonly backing: BackingBook;
  readonly budget: BudgetBook;
  readonly sums: SumsBook;
  /** What no view of a contract tells. */
  readonly words: WordBook;
}

/** Books before the first event. */
function emptyBooks(addresses: Addresses): Books {
  return {
    addresses,
    supply: emptySupply(),
    accounts: new Map(),
    enforcers: new Map(),
    orders: new Map(),
    freezes: { movements: 0, brokenBy: undefined },
    calendar: { holidays: new Set(), deployedIn: undefined },
    merchants: new Map(),
    bars: new Map(),
    invoices: new Map(),
    invoicePayers: new Map(),
    programmes: new Map(),
    payments: [],
    rebates: [],
    refunds: [],
    refusedPayments: [],
    settlement: { payments: 0, accepted: 0n, paid: 0n, brokenBy: undefined },
    authorities: new Map(),
    proposals: new Map(),
    duties: { acts: 0, sides: new Map(), budgetSides: new Map(), brokenBy: undefined },
    backing: { transactions: 0, highest: 0n, brokenBy: undefined },
    budget: emptyBudget(),
    sums: { owed: 0n, programmes: new Map(), changed: new Set() },
    words: emptyWordBook(),
  };
}

/** Posts every event in its order, in one walk. Nothing else is looked at. */
export function rebuild({ events, accepted }: Collected, addresses: Addresses): Books {
  const books = emptyBooks(addresses);
  const state = emptyState();
  const known = postingsAt(addresses);
  const calls = new AcceptedWalk(accepted);
  try {
    for (const transaction of transactionsIn(events)) {
      const last = transaction.at(-1) as Event;
      for (const event of transaction) {
        const posted = known.get(event.contract.toLowerCase()) ?? postings.authority;
        posted[event.name]?.(books, event, state);
        noteWords(books, event);
      }
      mustBeExplained(books, state, last);
      const moved = transaction.some(({ name }) => name === "TransferSingle");
      if (moved || MONEY.has(last.name)) checkBacking(books, addresses, last.transaction);
      calls.take(transaction, last);
    }
    calls.end();
  } finally {
    calls.close();
  }
  mustAgree(books);
  return books;
}

/** The postings of each of the system's addresses, in lower case; any other is an authority's. */
const postingsAt = (addresses: Addresses) =>
  new Map<string, Readonly<Record<string, Posting>>>([
    [addresses.token.toLowerCase(), postings.token],
    [addresses.ledger.toLowerCase(), postings.ledger],
    [addresses.treasury.toLowerCase(), postings.treasury],
    [addresses.calendar.toLowerCase(), postings.calendar],
    [addresses.registry.toLowerCase(), postings.registry],
    [addresses.invoices.toLowerCase(), postings.invoices],
    [addresses.programmes.toLowerCase(), postings.programmes],
    ...institutionNames.map(
      (name) => [addresses[`${name}DualControl`].toLowerCase(), postings.dualControl] as const,
    ),
  ]);

/** Events that end each transaction which moved deposit tokens to or from programmes and no vouchers. */
const MONEY = new Set(["Transfer", "ProgrammeOpened", "ProgrammeClosed"]);

/** What the programmes hold is what holders have left and what is ungranted. */
function checkBacking(books: Books, { programmes }: Addresses, transaction: string): void {
  const held = books.accounts.get(programmes)?.balance ?? 0n;
  const { backing } = books;
  backing.transactions += 1;
  if (held > backing.highest) backing.highest = held;
  if (held !== books.sums.owed) backing.brokenBy ??= transaction;
  checkTrusts(books, transaction);
}
