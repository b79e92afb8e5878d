import type { Books } from "../books.ts";
import type { Event } from "../collect.ts";
import { noteAccess, type AccessBook } from "./access-book.ts";
import { merchantWord, NAMED_ONLY, takes } from "./merchant-word.ts";

/** An order of two people, with all that the token keeps of it. */
export interface OrderWords {
  readonly from: string;
  readonly to: string;
  readonly amount: bigint;
  readonly caseId: string;
  readonly basis: bigint;
  readonly maker: string;
  readonly checker: string;
}

/** What contracts keep and no view tells, as far as the other books do not have it. */
export interface WordBook {
  /** By the authority's address, in lower case. */
  readonly access: Map<string, AccessBook>;
  /** Which of its references each issuer has used, as the contracts keep it. */
  readonly references: Map<string, bigint>;
  /** By the order's id: transfers that two people ordered, whether they were carried out or not. */
  readonly orders: Map<string, OrderWords>;
  /** Ids of orders, which count once. */
  readonly ordered: Set<string>;
  /** Whether an account was suspended when its last recovery was opened. */
  readonly suspended: Map<string, boolean>;
  /** UTC second of each batch of grants, by `programme reference`. */
  readonly grantedAt: Map<string, number>;
  /** Named merchants as they stood when the programme opened, by `programme merchant`. */
  readonly named: Map<string, bigint>;
}

export const emptyWordBook = (): WordBook => ({
  access: new Map(),
  references: new Map(),
  orders: new Map(),
  ordered: new Set(),
  suspended: new Map(),
  grantedAt: new Map(),
  named: new Map(),
});

/** Notes what an event says for them, once the other books have it. */
export function noteWords(books: Books, event: Event): void {
  const { contract, name } = event;
  const at = contract.toLowerCase();
  const { token, programmes } = books.addresses;
  if (at === token.toLowerCase()) ofToken[name]?.(books, event);
  else if (at === programmes.toLowerCase()) ofProgrammes[name]?.(books, event);
  else noteAccess(books, event);
}

type Note = (books: Books, event: Event) => void;

const ofToken: Readonly<Record<string, Note>> = {
  DepositIssued: ({ words: { references } }, { args }) => {
    const [issuer, ref] = args.toArray() as [string, bigint];
    references.set(issuer, useReference(references.get(issuer) ?? 0n, ref));
  },
  TransferOrdered: ({ words }, { args }) => {
    const [orderId, from, to, amount, caseId, basis, maker, checker] = args.toArray() as [
      ...[string, string, string, bigint, string, bigint, string, string],
    ];
    words.orders.set(orderId, { from, to, amount, caseId, basis, maker, checker });
    words.ordered.add(orderId);
  },
  RedemptionOrdered: ({ words }, { args }) => void words.ordered.add(String(args[0])),
  RecoveryOpened: ({ words, accounts }, { args }) => {
    const account = String(args[0]);
    words.suspended.set(account, accounts.get(account)?.suspended === true);
  },
};

const ofProgrammes: Readonly<Record<string, Note>> = {
  VoucherGranted: ({ words }, { args, time }) => {
    words.grantedAt.set(`${String(args[0])} ${String(args[1])}`, time);
  },
  ProgrammeOpened: (books, { args }) => {
    const id = BigInt(String(args[0]));
    const programme = books.programmes.get(id);
    for (const merchant of programme?.purpose.merchants ?? []) {
      const facts = books.merchants.get(merchant);
      const fits = facts !== undefined && programme !== undefined && takes(programme, facts);
      const word = fits ? merchantWord(facts) : NAMED_ONLY;
      books.words.named.set(`${id} ${merchant}`, word);
    }
  },
};

/** A window of references (ReferenceWindow.sol): 64 bits, one for each number up to the highest, and then that number. */
const WINDOW = 64n;

/** The window once `ref` is used. One that cannot be used leaves it: the books say so elsewhere. */
export function useReference(window: bigint, ref: bigint): bigint {
  const highest = window >> WINDOW;
  const bits = window & (2n ** WINDOW - 1n);
  if (ref > highest) {
    const kept = ref - highest >= WINDOW ? 0n : (bits << (ref - highest)) & (2n ** WINDOW - 1n);
    return (ref << WINDOW) | kept | 1n;
  }
  const age = highest - ref;
  return age >= WINDOW ? window : window | (1n << age);
}
