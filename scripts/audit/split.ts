import { koreanDay } from "../lib/clock.ts";
import { ministryOf } from "../lib/lines.ts";
import type { ObligatedBook } from "./budget-books.ts";
import type { Books } from "./books.ts";

/** For how many days small obligations to one creditor are added up. */
export const WATCH_DAYS = 30;

/** The ledger's watch on one creditor's small obligations: two ministries at a time. Days are Korean, since 1970. */
export interface Watch {
  readonly ministry: bigint;
  readonly first: number;
  readonly sum: bigint;
}

const NOBODY: Watch = { ministry: 0n, first: 0, sum: 0n };

/** Whether an obligation is watched: below the threshold and no money in trust. */
const isSmall = ({ amount, inTrust }: ObligatedBook, threshold: bigint): boolean =>
  !inTrust && amount < threshold;

/** What the ledger's watch says of each obligation, in their order: the sum that is no longer small, or nothing. */
export function suspicions(
  obligated: readonly ObligatedBook[],
  threshold: bigint,
): (bigint | undefined)[] {
  return watched(obligated, threshold).said;
}

type Watches = ReadonlyMap<string, readonly [Watch, Watch]>;

/** Both watches on each creditor, as they are after all of them. */
export const watchesOf = (obligated: readonly ObligatedBook[], threshold: bigint): Watches =>
  watched(obligated, threshold).watches;

function watched(obligated: readonly ObligatedBook[], threshold: bigint) {
  const watches = new Map<string, readonly [Watch, Watch]>();
  const said = obligated.map((made) => {
    if (!isSmall(made, threshold)) return undefined;
    const pair = watches.get(made.creditor) ?? [NOBODY, NOBODY];
    const ministry = ministryOf(made.line);
    const place = placeOf(pair, ministry);
    const watch = after(pair[place], made);
    watches.set(made.creditor, place === 0 ? [watch, pair[1]] : [pair[0], watch]);
    return watch.sum >= threshold ? watch.sum : undefined;
  });
  return { said, watches };
}

/** Where the ministry's watch stands, or else the older one. */
function placeOf([one, other]: readonly [Watch, Watch], ministry: bigint): 0 | 1 {
  if (one.ministry === ministry) return 0;
  if (other.ministry === ministry) return 1;
  return one.first <= other.first ? 0 : 1;
}

/** A watch goes on for 30 days from its first obligation, and then begins anew. */
function after(watch: Watch, { line, amount, time }: ObligatedBook): Watch {
  const [ministry, day] = [ministryOf(line), koreanDay(time)];
  const runs = watch.ministry === ministry && day < watch.first + WATCH_DAYS;
  return runs ? { ...watch, sum: watch.sum + amount } : { ministry, first: day, sum: amount };
}

/** Small obligations of one ministry to one creditor that are not small together in some 30 days, whole won. */
export interface SplitNotice {
  readonly ministry: bigint;
  readonly creditor: string;
  /** Korean days of the first and the last of them, since 1970. */
  readonly from: number;
  readonly to: number;
  readonly obligations: number;
  /** The most in any 30 days. */
  readonly most: bigint;
  /** Whether the ledger told of one of them. */
  readonly told: boolean;
}

/** Every such group, with those that the ledger's watch, which begins anew after 30 days, does not see. */
export function splitNotices({ budget }: Books, threshold: bigint): SplitNotice[] {
  const groups = new Map<string, ObligatedBook[]>();
  for (const made of budget.obligated) {
    if (!isSmall(made, threshold)) continue;
    const key = `${ministryOf(made.line)} ${made.creditor}`;
    groups.set(key, [...(groups.get(key) ?? []), made]);
  }
  return [...groups.values()].flatMap((group) => noticesIn(group, threshold));
}

/** Days within 30 of which too much was obligated; those that overlap are one notice. */
function noticesIn(group: readonly ObligatedBook[], threshold: bigint): SplitNotice[] {
  const notices: { first: number; last: number; most: bigint }[] = [];
  let first = 0;
  let sum = 0n;
  for (const [last, made] of group.entries()) {
    sum += made.amount;
    const oldest = koreanDay(made.time) - WATCH_DAYS + 1;
    for (let one = group[first]; one !== undefined && koreanDay(one.time) < oldest;) {
      sum -= one.amount;
      first += 1;
      one = group[first];
    }
    if (sum < threshold) continue;
    const before = notices.at(-1);
    if (before === undefined || before.last < first) notices.push({ first, last, most: sum });
    else Object.assign(before, { last, most: sum > before.most ? sum : before.most });
  }
  return notices.map(({ first: from, last: to, most }) =>
    noticeOf(group.slice(from, to + 1), most),
  );
}

function noticeOf(group: readonly ObligatedBook[], most: bigint): SplitNotice {
  const [begin, end] = [group[0], group.at(-1)] as [ObligatedBook, ObligatedBook];
  return {
    ministry: ministryOf(begin.line),
    creditor: begin.creditor,
    from: koreanDay(begin.time),
    to: koreanDay(end.time),
    obligations: group.length,
    most,
    told: group.some(({ suspected }) => suspected !== undefined),
  };
}
