/** Something that does not agree: what, and between which two. */
export interface Finding {
  /** What was compared. */
  readonly of: "events" | "blocks" | "calls" | "books" | "values" | "laws" | "bank ledger";
  readonly what: string;
  /** Of an event: where it is, and which of its arguments differ. */
  readonly event?: FoundEvent;
  /** Line of the bank's ledger. */
  readonly line?: number;
}

/** An event that a file and the chain do not have alike. */
export interface FoundEvent {
  readonly change: "deleted" | "added" | "altered";
  readonly block: number;
  /** Its number among the block's logs, from 0. */
  readonly log: number;
  readonly contract: string;
  readonly name: string;
  readonly differs: readonly {
    readonly name: string;
    readonly here: string;
    readonly chain: string;
  }[];
}

/** Findings held at most; more are counted. */
const MOST = 1_000;

/** Findings in their order. Of a history that is another's there would be as many as events: those beyond a bound are counted. */
export class Findings {
  readonly all: Finding[] = [];
  count = 0;

  add(finding: Finding): void {
    this.count += 1;
    if (this.all.length < MOST) this.all.push(finding);
  }
}
