import type { Difference, Pair } from "../compare.ts";

/** Of a kind of values: how many were compared with the chain, and how many of them differ. */
export interface KindCount {
  compared: number;
  differing: number;
}

/** How many values of each kind were compared. */
export type KindCounts = ReadonlyMap<Kind, KindCount>;

/** What a value is of, by what it is called. The first that matches tells. */
const KINDS = [
  ["storage words", /^word /],
  ["immutables", /^immutable /],
  [
    "supply",
    /^(open accounts|supply|issuable|attested until|last attestation|paused|stopped|issue threshold)$/,
  ],
  ["issuers", /^(allowance of|issue threshold of|issued today by) /],
  ["rules", /^limits of kind | as enforcer$/],
  ["approvals", /^(approval by|permits of|authorization) /],
  ["orders", /^order to take /],
  ["lines", / (to|of) line \d+$/],
  ["obligations", /^obligation to | as payee of |^suspicion of a split/],
  ["officers", / as officer$|^authority of ministry |^side of /],
  ["creditors", /^exclusion of | as trustee$/],
  ["treasury", /Treasury$|^revenue of /],
  ["calendar", /^holidays from day /],
  ["invoices", /^invoice | as payer of invoices$/],
  ["merchants", / of merchant |^bar of (merchant|business) |^former businesses of /],
  ["vouchers", /^voucher | in programme \d+$/],
  ["programmes", / (of|as \w+ of) programme \d+$|^programmes$/],
  ["offices", /^office |^excluded offices |^operation |^person of |^who checks |^dual control of /],
  ["proposals", /^proposals? /],
  ["accounts", / (of|by) 0x[0-9a-fA-F]{40}$| as benefit payer$/],
] as const satisfies readonly (readonly [string, RegExp])[];

export type Kind = (typeof KINDS)[number][0] | "other";

/** Every kind of value, in the order in which a table has them. */
export const kinds: readonly Kind[] = KINDS.map(([kind]) => kind);

/** What kind of value is called so. */
export const kindOf = (what: string): Kind =>
  KINDS.find(([, pattern]) => pattern.test(what))?.[0] ?? "other";

/** Counts the values that were compared, and the differences among them, by their kinds. */
export function countKinds(pairs: Iterable<Pair>, differences: readonly Difference[]): KindCounts {
  const counts = new Map<Kind, KindCount>();
  const countOf = (what: string): KindCount => {
    const kind = kindOf(what);
    const found = counts.get(kind) ?? { compared: 0, differing: 0 };
    counts.set(kind, found);
    return found;
  };
  for (const [what] of pairs) countOf(what).compared += 1;
  for (const { what } of differences) countOf(what).differing += 1;
  return counts;
}
