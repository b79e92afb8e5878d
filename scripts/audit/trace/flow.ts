import { ZeroAddress } from "ethers";
import type { Event } from "../collect.ts";
import { must } from "../posting.ts";
import { Authority } from "./authority.ts";
import { Numbers, Transactions, Wons } from "./columns.ts";
import { kinds, type Kind, type Purse, type PurseKind } from "./kinds.ts";

/** What one movement of won is made of. */
export interface Moving {
  readonly from: number;
  readonly to: number;
  /** More than 0, whole won. */
  readonly amount: bigint;
  readonly kind: Kind;
  /** The number that its event has: of the issue, the receipt, the signed payment, the batch, the redemption, the day. */
  readonly ref?: bigint | undefined;
  /** The act of authority on which it was paid or came back; 0: none. */
  readonly act?: number | undefined;
}

/** One movement of won, as it is kept. */
export interface Move {
  readonly id: number;
  readonly kind: Kind;
  readonly from: number;
  readonly to: number;
  readonly amount: bigint;
  readonly ref: bigint;
  readonly act: number;
  /** The number of its transaction. */
  readonly transaction: number;
  /** How many lots lay in the purse when it was taken, and whether it took them all. */
  readonly lots: number;
  readonly tookAll: boolean;
}

/** Won of one movement, counted from its first: from `from` up to and without `to`. */
export interface Range {
  readonly from: bigint;
  readonly to: bigint;
}

const NONE = 0;

/** Where won lie. Each has a queue of lots; a lot is what one movement brought and is not taken yet. */
export class Purses {
  readonly #kept: Purse[] = [{ kind: "outside", account: ZeroAddress, programme: 0n }];
  readonly #byKind = new Map<PurseKind, Map<bigint, Map<string, number>>>();
  /** The first movement ever into the purse, the one at the front of its queue, and the last. */
  readonly first = new Numbers();
  readonly front = new Numbers();
  readonly last = new Numbers();
  /** What is taken of the lot at the front. */
  readonly taken = new Wons();
  readonly lots = new Numbers();
  readonly balance = new Wons();

  constructor() {
    this.#begin();
  }

  get length(): number {
    return this.#kept.length;
  }

  at(id: number): Purse {
    return this.#kept[id] ?? { kind: "outside", account: ZeroAddress, programme: 0n };
  }

  /** The purse, a fresh one before its first won. */
  of(kind: PurseKind, account = "", programme = 0n): number {
    const found = this.find(kind, account, programme);
    if (found !== undefined) return found;
    const byProgramme = this.#byKind.get(kind) ?? new Map<bigint, Map<string, number>>();
    const byAccount = byProgramme.get(programme) ?? new Map<string, number>();
    const id = this.#kept.push({ kind, account, programme }) - 1;
    this.#byKind.set(kind, byProgramme.set(programme, byAccount.set(account, id)));
    this.#begin();
    return id;
  }

  find(kind: PurseKind, account = "", programme = 0n): number | undefined {
    return this.#byKind.get(kind)?.get(programme)?.get(account);
  }

  #begin(): void {
    for (const column of [this.first, this.front, this.last, this.lots]) column.push(NONE);
    this.taken.push(0n);
    this.balance.push(0n);
  }
}

/**
 * Every movement of won and what it was made of, first in, first out. Movements are numbered from 1. A link says from which
 * earlier movement a part of a later one came; those of one movement lie together, in its order.
 */
export class Flow {
  readonly transactions = new Transactions();
  readonly purses = new Purses();
  readonly authority = new Authority();
  /** The matter on which each programme holds money in trust. */
  readonly trusts = new Map<bigint, string>();
  /** The Treasury's account, whose won lie in two purses. */
  readonly treasury: string;
  readonly #kind = new Numbers();
  readonly #from = new Numbers();
  readonly #to = new Numbers();
  readonly #amount = new Wons();
  readonly #ref = new Wons();
  readonly #act = new Numbers();
  readonly #transaction = new Numbers();
  readonly #lots = new Numbers();
  /** The next movement into the same purse, and the first link of a movement. */
  readonly #next = new Numbers();
  readonly #links = new Numbers();
  readonly linkFrom = new Numbers();
  /** From which won of that movement on, and how many. */
  readonly linkOffset = new Wons();
  readonly linkAmount = new Wons();

  constructor(treasury: string) {
    this.treasury = treasury;
    this.#push({ from: NONE, to: NONE, amount: 0n, kind: "issued" }, 0, 0);
  }

  /** How many movements there are; the last has this number. */
  get length(): number {
    return this.#kind.length - 1;
  }

  move(id: number): Move {
    const lots = this.#lots.at(id);
    return {
      id,
      kind: kinds[this.#kind.at(id)] ?? "issued",
      from: this.#from.at(id),
      to: this.#to.at(id),
      amount: this.#amount.at(id),
      ref: this.#ref.at(id),
      act: this.#act.at(id),
      transaction: this.#transaction.at(id),
      lots: lots >>> 1,
      tookAll: (lots & 1) === 1,
    };
  }

  amount(id: number): bigint {
    return this.#amount.at(id);
  }

  kind(id: number): Kind {
    return kinds[this.#kind.at(id)] ?? "issued";
  }

  /** The next movement into the purse of this one; 0: none. */
  next(id: number): number {
    return this.#next.at(id);
  }

  /** The links of a movement: from this one up to and without that one. */
  links(id: number): readonly [from: number, to: number] {
    return [this.#links.at(id), id < this.length ? this.#links.at(id + 1) : this.linkFrom.length];
  }

  /** Moves won: takes them from the front of one purse, and puts them at the end of another. */
  add(event: Event, moving: Moving): number {
    const { from, to, amount } = moving;
    const { purses } = this;
    const lots = purses.lots.at(from);
    const isAll = from !== NONE && purses.balance.at(from) === amount;
    const id = this.#push(moving, this.transactions.numberOf(event), (lots << 1) | Number(isAll));
    if (from !== NONE) this.#take(event, from, amount);
    if (to !== NONE) this.#put(id, to, amount);
    return id;
  }

  /** Says what a movement was, which an event after it tells. */
  explain(id: number, { kind, from, ref }: Partial<Pick<Moving, "kind" | "from" | "ref">>): void {
    if (kind !== undefined) this.#kind.set(id, kinds.indexOf(kind));
    if (from !== undefined) this.#from.set(id, from);
    if (ref !== undefined) this.#ref.set(id, ref);
  }

  #push(
    { from, to, amount, kind, ref = 0n, act = NONE }: Moving,
    transaction: number,
    lots: number,
  ) {
    this.#kind.push(kinds.indexOf(kind));
    this.#from.push(from);
    this.#to.push(to);
    this.#amount.push(amount);
    this.#ref.push(ref);
    this.#act.push(act);
    this.#transaction.push(transaction);
    this.#lots.push(lots);
    this.#next.push(NONE);
    this.#links.push(this.linkFrom.length);
    return this.length;
  }

  #put(id: number, purse: number, amount: bigint): void {
    const { first, front, last, taken, lots, balance } = this.purses;
    if (first.at(purse) === NONE) first.set(purse, id);
    else this.#next.set(last.at(purse), id);
    if (front.at(purse) === NONE) {
      front.set(purse, id);
      taken.set(purse, 0n);
    }
    last.set(purse, id);
    lots.set(purse, lots.at(purse) + 1);
    balance.set(purse, balance.at(purse) + amount);
  }

  #take(event: Event, purse: number, amount: bigint): void {
    const { front, taken, lots, balance } = this.purses;
    const had = balance.at(purse);
    must(amount <= had, event, `only ${had} had come to where it was taken from`);
    balance.set(purse, had - amount);
    for (let left = amount; left > 0n;) {
      const lot = front.at(purse);
      const offset = taken.at(purse);
      const there = this.#amount.at(lot) - offset;
      const part = left < there ? left : there;
      this.linkFrom.push(lot);
      this.linkOffset.push(offset);
      this.linkAmount.push(part);
      left -= part;
      taken.set(purse, offset + part);
      if (part < there) break;
      front.set(purse, this.#next.at(lot));
      taken.set(purse, 0n);
      lots.set(purse, lots.at(purse) - 1);
    }
  }
}
