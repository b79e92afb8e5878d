import type { Fault } from "./ask.ts";
import { isWidth, namedBlocks } from "./faults.ts";

/** What is known of a provider from earlier: kept in the file, used the next time. */
export interface Learnt {
  /** Blocks asked for at a time. */
  readonly blocks: number;
  /** The widest range that it takes, where it said so or showed it. */
  readonly widest: number | undefined;
  /** Questions in one request. */
  readonly questions: number;
}

export const START: Learnt = { blocks: 256, widest: undefined, questions: 50 };
/** Blocks in one transaction of the file at most: it is held in memory until it is written. */
const MOST = 8_192;
/** Logs and transactions that a range should not go above, for the same reason. */
const FULL = 20_000;
/** Ranges in a row that have to succeed before more is tried than what was refused by its contents. */
const TRUST = 8;

/** How many blocks to ask for: more after a success, half after a refusal, and what the provider names. */
export class Ranges {
  #blocks: number;
  #widest: number | undefined;
  #ceiling = MOST;
  #well = 0;

  constructor({ blocks, widest }: Pick<Learnt, "blocks" | "widest">) {
    this.#blocks = Math.max(1, Math.min(blocks, MOST));
    this.#widest = widest;
  }

  get blocks(): number {
    return Math.min(this.#blocks, this.#widest ?? MOST);
  }

  get widest(): number | undefined {
    return this.#widest;
  }

  /** A range was read whole, with that many logs and transactions. */
  succeeded(asked: number, items: number): void {
    this.#well += 1;
    if (this.#well >= TRUST && this.#ceiling < MOST) {
      this.#ceiling = Math.min(MOST, this.#ceiling * 2);
      this.#well = 0;
    }
    if (items > FULL) this.#blocks = Math.max(1, Math.floor(asked / 2));
    // The last range of a history may be a short one, and says little.
    else if (asked >= this.blocks && items < FULL / 4)
      this.#blocks = Math.min(asked * 2, this.#ceiling, this.#widest ?? MOST);
  }

  /** A range of `asked` blocks was refused. False where there is no shorter one. */
  refused(asked: number, fault: Fault): boolean {
    const named = namedBlocks(fault);
    const half = Math.floor(asked / 2);
    const next = named !== undefined && named < asked ? named : half;
    this.#well = 0;
    if (next < 1) return false;
    if (isWidth(fault)) this.#widest = next;
    else this.#ceiling = Math.min(this.#ceiling, Math.max(1, half));
    this.#blocks = next;
    return true;
  }
}
