import type { Event } from "../collect.ts";
import type { AccountBook } from "../deposit-books.ts";

/** What an order that two people gave is recorded with. */
export interface OrderWords {
  readonly caseId: string;
  readonly basis: bigint;
  readonly maker: string;
  readonly checker: string;
}

/** A number that an authority was set to, from UTC second `since` on. */
export interface Setting {
  readonly value: bigint;
  readonly since: number;
}

/** What the contracts keep and no view tells, rebuilt from events. */
export interface WordBook {
  /** The issuers' windows of used references: the highest, and a bit for each of the 64 from it down. */
  readonly references: Map<string, bigint>;
  /** By the ids of orders, which are used once. */
  readonly orders: Map<string, OrderWords | undefined>;
  /** Whether an account was suspended when its recovery was opened. */
  readonly suspended: Map<string, boolean>;
  /** UTC second of each batch of grants, by `programme reference`. */
  readonly grantedAt: Map<string, number>;
  /** Guardians, delays and closed targets of authorities, by what is set: `authority kind whose`. */
  readonly settings: Map<string, Setting>;
}

export const emptyWords = (): WordBook => ({
  references: new Map(),
  orders: new Map(),
  suspended: new Map(),
  grantedAt: new Map(),
  settings: new Map(),
});

const WINDOW = (1n << 64n) - 1n;

/** contracts/types/ReferenceWindow.sol: `use`, of a reference that is fresh. */
function used(window: bigint, reference: bigint): bigint {
  const top = window >> 64n;
  if (reference <= top) return window | (1n << (top - reference));
  const step = reference - top;
  const kept = step < 64n ? (window << step) & WINDOW : 0n;
  return (reference << 64n) | kept | 1n;
}

interface Around {
  readonly words: WordBook;
  readonly accounts: ReadonlyMap<string, AccountBook>;
}

const NOTES: Readonly<Record<string, (around: Around, event: Event) => void>> = {
  DepositIssued: ({ words: { references } }, { args }) => {
    const [issuer, reference] = args.toArray() as [string, bigint];
    references.set(issuer, used(references.get(issuer) ?? 0n, reference));
  },
  TransferOrdered: ({ words }, { args }) => {
    const [orderId, , , , caseId, basis, maker, checker] = args.toArray() as [
      ...[string, string, string, bigint, string, bigint, string, string],
    ];
    words.orders.set(orderId, { caseId, basis, maker, checker });
  },
  RedemptionOrdered: ({ words }, { args }) => void words.orders.set(String(args[0]), undefined),
  RecoveryOpened: ({ words, accounts }, { args }) => {
    const account = String(args[0]);
    words.suspended.set(account, accounts.get(account)?.suspended === true);
  },
  VoucherGranted: ({ words }, { args, time }) =>
    void words.grantedAt.set(`${args[0]} ${args[1]}`, time),
  RoleGranted: (around, event) => {
    const [office, holder, delay, since] = event.args.toArray() as [bigint, string, bigint, bigint];
    set(around, event, `execution ${office} ${holder}`, delay, Number(since));
  },
  RoleGuardianChanged: (around, event) =>
    set(around, event, `guardian ${event.args[0]}`, BigInt(event.args[1] as bigint)),
  RoleGrantDelayChanged: (around, event) => {
    const [office, delay, since] = event.args.toArray() as [bigint, bigint, bigint];
    set(around, event, `grant ${office}`, delay, Number(since));
  },
  TargetAdminDelayUpdated: (around, event) => {
    const [target, delay, since] = event.args.toArray() as [string, bigint, bigint];
    set(around, event, `target ${target}`, delay, Number(since));
  },
  TargetClosed: (around, event) =>
    set(around, event, `closed ${event.args[0]}`, event.args[1] === true ? 1n : 0n),
};

function set({ words }: Around, { contract }: Event, what: string, value: bigint, since = 0): void {
  words.settings.set(`${contract.toLowerCase()} ${what}`, { value, since });
}

/** Notes of an event what only a storage word will show. */
export const noteWords = (around: Around, event: Event): void => NOTES[event.name]?.(around, event);
