import type { Audit } from "../read.ts";
import type { Law } from "../laws.ts";
import type { BankReport } from "./bank.ts";
import type { Reread } from "./events.ts";
import { Findings, type Finding } from "./finding.ts";
import type { KindCounts } from "./kinds.ts";

/** What was compared with what, and what of it does not agree. */
export interface Reconciliation {
  readonly head: number;
  /** UTC second of that block. */
  readonly time: number;
  /** What was read again from the chain, where a file was compared with it. */
  readonly reread: Reread | undefined;
  readonly compared: number;
  readonly kinds: KindCounts;
  readonly laws: readonly Law[];
  readonly bank: BankReport | undefined;
  /** What was not compared, and why. */
  readonly left: readonly string[];
  /** Those that are held; `count` has them all. */
  readonly findings: readonly Finding[];
  readonly count: number;
}

/** What was found beside the books. */
export interface Beside {
  readonly findings?: Findings;
  readonly reread?: Reread | undefined;
  readonly bank?: BankReport | undefined;
  readonly left?: readonly string[];
}

/** No chain was asked: what that leaves out. */
export const NO_CHAIN =
  "the chain's state, the file's events against the chain's, and laws 8 and 9: no chain was named, with --url";

/** The verdict on books that were read: every value that differs, and every law that does not hold. */
export function reconcile(audit: Audit, beside: Beside = {}): Reconciliation {
  const findings = beside.findings ?? new Findings();
  for (const { what, fromEvents, onChain } of audit.differences)
    findings.add({
      of: "values",
      what: `${what}: ${fromEvents} by events, ${onChain} on the chain`,
    });
  for (const { number, name, figures, holds } of audit.laws)
    if (!holds) findings.add({ of: "laws", what: `law ${number} ${name} is broken: ${figures}` });
  const { head, time, compared, kinds, laws } = audit;
  return told({ head, time, compared, kinds, laws }, findings, beside);
}

/** The verdict where the events contradict each other, so that no books come of them. */
export function contradicted(
  { head, time }: Pick<Reconciliation, "head" | "time">,
  why: string,
  beside: Beside,
): Reconciliation {
  const findings = beside.findings ?? new Findings();
  findings.add({ of: "books", what: `no books come of these events: ${why}` });
  const left = [
    ...(beside.left ?? []),
    "the values of the contracts and the laws: there are no books",
  ];
  const nothing = { compared: 0, kinds: new Map(), laws: [] };
  return told({ head, time, ...nothing }, findings, { ...beside, left });
}

const told = (
  part: Pick<Reconciliation, "head" | "time" | "compared" | "kinds" | "laws">,
  findings: Findings,
  { reread, bank, left = [] }: Beside,
): Reconciliation => ({
  ...part,
  reread,
  bank,
  left,
  findings: findings.all,
  count: findings.count,
});

/** Whether all agrees that was compared. */
export const agrees = ({ count }: Reconciliation): boolean => count === 0;
