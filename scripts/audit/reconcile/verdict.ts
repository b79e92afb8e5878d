import type { Compared, Difference } from "../compare.ts";
import type { Law } from "../laws.ts";
import type { BankFinding } from "./bank-match.ts";

/** Something that does not agree, in one line that names it. */
export interface Finding {
  readonly kind: string;
  readonly what: string;
}

/** What was read and compared, and what came of it. */
export interface Verdict {
  /** Values by events and by the chain's state; nothing where no chain was asked. */
  readonly kinds: readonly Compared[];
  readonly laws: readonly Law[];
  readonly findings: readonly Finding[];
  readonly agrees: boolean;
}

/** What a verdict is made of. */
interface Read {
  readonly kinds: readonly Compared[];
  readonly laws: readonly Law[];
  readonly differences: readonly Difference[];
}

/**
 * The closing check, of a command and of every scenario: all agrees where no value differs, every law holds, and nothing else
 * was found before.
 */
export function reconcile(
  { kinds, laws, differences }: Read,
  before: readonly Finding[] = [],
): Verdict {
  const values = differences.map(({ what, fromEvents, onChain }) => ({
    kind: "value",
    what: `${what}: ${fromEvents} by events, ${onChain} on the chain`,
  }));
  const broken = laws
    .filter(({ holds }) => !holds)
    .map(({ number, name, figures }) => ({
      kind: "law",
      what: `law ${number}, ${name}: ${figures}`,
    }));
  const findings = [...before, ...values, ...broken];
  return { kinds, laws, findings, agrees: findings.length === 0 };
}

/** What the bank's ledger and the chain do not agree on. */
export const bankFindings = (found: readonly BankFinding[]): Finding[] =>
  found.map(({ line, what }) => ({
    kind: "bank",
    what: line === undefined ? what : `line ${line}: ${what}`,
  }));
