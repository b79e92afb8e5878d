/** How many there must be of a group whose figures are told to everybody. */
export const FEWEST = 5;

/** Whole won and how often, with the first few of those whose they are: enough to know whether a group is too small. */
export interface Counted {
  amount: bigint;
  times: number;
  readonly holders: Set<string>;
  readonly merchants: Set<string>;
}

export const nothing = (): Counted => ({
  amount: 0n,
  times: 0,
  holders: new Set(),
  merchants: new Set(),
});

/** Remembers somebody, as long as the group is not known to be large enough. */
export function remember(group: Set<string>, who: string): void {
  if (group.size < FEWEST && who !== "") group.add(who);
}

/** Adds one group to another. */
export function add(to: Counted, from: Counted): void {
  to.amount += from.amount;
  to.times += from.times;
  for (const holder of from.holders) remember(to.holders, holder);
  for (const merchant of from.merchants) remember(to.merchants, merchant);
}

/** The groups of a map by a key; one that is not there yet begins empty. */
export function at<Key>(groups: Map<Key, Counted>, key: Key): Counted {
  const found = groups.get(key) ?? nothing();
  groups.set(key, found);
  return found;
}
