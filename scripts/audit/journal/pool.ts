import type { BooksName } from "./chart.ts";
import type { Draft, Line, Tag } from "./entry.ts";
import { tagKey, type Now } from "./state.ts";

/** Deposit tokens that the Treasury or the programmes hold. */
const POOL = 1100;

/**
 * The lines of an entry that balances, with its movements of tokens. A movement does not say to which line or programme it
 * belongs: where all of the entry is of one, so is the movement; of several each has as much as the entry's other lines of it.
 */
export function spreadPool(draft: Draft, books: BooksName, now: Now): Line[] {
  const { lines, pool } = draft;
  if (pool.length === 0) return lines;
  const groups = new Map<string, { tag: Tag; net: bigint }>();
  for (const { line, programme, debit, credit } of lines) {
    const tag = { line, programme };
    const group = groups.get(tagKey(tag)) ?? { tag, net: 0n };
    group.net += debit - credit;
    groups.set(tagKey(tag), group);
  }
  const found = [...groups.values()].filter(({ net }) => net !== 0n);
  const only = found.length > 1 ? undefined : (found[0]?.tag ?? untouched(books, now));
  if (only !== undefined) return [...lines, ...pool.map((moved) => poolLine(moved, only))];
  const shares = found.map(({ tag, net }) =>
    poolLine(net > 0n ? { debit: 0n, credit: net } : { debit: -net, credit: 0n }, tag),
  );
  return [...lines, ...shares];
}

/** Money that came and went at once, such as a refund after expiry: it is of the programme that the transaction names. */
function untouched(books: BooksName, { programmes }: Now): Tag {
  const [programme, ...others] = programmes;
  return books === "operator" && others.length === 0 ? { programme } : {};
}

const poolLine = (moved: { debit: bigint; credit: bigint }, { line, programme }: Tag): Line => ({
  ...{ code: POOL, sub: "", detail: "" },
  ...moved,
  line,
  programme,
});
