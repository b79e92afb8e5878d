import { refusals } from "../../lib/refusal.ts";
import { reasonWords } from "../reason-words.ts";
import type { Audit } from "../read.ts";
import { FEWEST, remember } from "./counted.ts";
import { text, type Text } from "./words.ts";

/** How often something was refused for one reason. */
export interface ReasonRow {
  readonly label: Text;
  /** What it means, in a sentence. */
  readonly meaning: Text;
  /** Transactions that were mined and refused. */
  readonly mined: number;
  /** Signed payments that a mined batch did not settle. */
  readonly unsettled: number;
  /** Stopped before anything was sent; nothing where the chain alone is known. */
  readonly unsent: number | undefined;
  /** Whose they are: as many as must be told together, at most. */
  readonly senders: ReadonlySet<string>;
  readonly signers: ReadonlySet<string>;
}

type Counts = {
  mined: number;
  unsettled: number;
  unsent: number;
  readonly senders: Set<string>;
  readonly signers: Set<string>;
};

const entries = new Map(refusals.map((entry) => [entry.name, entry]));

/** A sentence without the figures of one case: what stands in brackets goes, a figure elsewhere is an ellipsis. */
const general = (sentence: string): string =>
  sentence
    .replace(/\([^()]*\{[^()]*\)/g, "")
    .replace(/\{\w+(?::\w+)?\}/g, "…")
    .trim();

function wordsOf(error: string): { label: Text; meaning: Text } {
  const { code, en, ko } = entries.get(error) ?? entries.get("unknown") ?? {};
  const short = reasonWords(error, () => undefined);
  const [english, korean] = [general(en?.sentence ?? error), general(ko?.sentence ?? error)];
  const label = text(`${code ?? ""} ${short}`, `${code ?? ""} ${korean.replace(/\.$/, "")}`);
  return { label, meaning: text(english, korean) };
}

/** Reasons of refusals, the most frequent first. `unsent`: reasons of what never reached the chain, where somebody knows. */
export function reasonRows(
  { refused, books }: Pick<Audit, "refused" | "books">,
  unsent?: ReadonlyMap<string, number>,
): ReasonRow[] {
  const counts = new Map<string, Counts>();
  const of = (error: string): Counts => {
    const none = { mined: 0, unsettled: 0, unsent: 0 };
    const found = counts.get(error) ?? { ...none, senders: new Set(), signers: new Set() };
    counts.set(error, found);
    return found;
  };
  for (const { error, from } of refused) {
    const found = of(error);
    found.mined += 1;
    remember(found.senders, from.toLowerCase());
  }
  for (const { error, holder } of books.refusedPayments) {
    const found = of(error);
    found.unsettled += 1;
    remember(found.signers, holder.toLowerCase());
  }
  for (const [error, many] of unsent ?? []) of(error).unsent += many;
  const rows = [...counts].map(([error, found]) => ({
    ...wordsOf(error),
    ...found,
    unsent: unsent === undefined ? undefined : found.unsent,
  }));
  return rows.toSorted((a, b) => allOf(b) - allOf(a) || (a.label.en < b.label.en ? -1 : 1));
}

export const allOf = ({ mined, unsettled, unsent }: ReasonRow): number =>
  mined + unsettled + (unsent ?? 0);

const isSmall = (group: ReadonlySet<string>): boolean => group.size > 0 && group.size < FEWEST;

/** Whether single people could be told from the row. */
const isTooSmall = ({ senders, signers }: ReasonRow): boolean =>
  isSmall(senders) || isSmall(signers);

const both = (one: ReadonlySet<string>, other: ReadonlySet<string>): Set<string> => {
  const all = new Set<string>();
  for (const account of [...one, ...other]) remember(all, account);
  return all;
};

const OTHERS = {
  label: text("Other reasons", "그 밖의 사유"),
  meaning: text(
    "Reasons that concern fewer than five accounts each, told together.",
    "해당 계정이 5개 미만인 사유를 합한 것입니다.",
  ),
};

const addTo = (others: ReasonRow, row: ReasonRow): ReasonRow => ({
  ...OTHERS,
  mined: others.mined + row.mined,
  unsettled: others.unsettled + row.unsettled,
  unsent: undefined,
  senders: both(others.senders, row.senders),
  signers: both(others.signers, row.signers),
});

/**
 * Reasons for everybody: those of fewer than five accounts are told together, with the next smallest where they are still too
 * few; nothing where all are. What was never sent has no accounts by which a group could be judged, and is left out.
 */
export function publicReasons(rows: readonly ReasonRow[]): ReasonRow[] {
  const sent = rows
    .filter(({ mined, unsettled }) => mined + unsettled > 0)
    .map((row) => ({ ...row, unsent: undefined }))
    .toSorted((a, b) => allOf(b) - allOf(a));
  const shown = sent.filter((row) => !isTooSmall(row));
  const small = sent.filter(isTooSmall);
  if (small.length === 0) return shown;
  const none = { ...OTHERS, mined: 0, unsettled: 0, unsent: undefined };
  let others: ReasonRow = { ...none, senders: new Set(), signers: new Set() };
  for (const row of small) others = addTo(others, row);
  // A group that one row alone makes up would be told by its name.
  while (isTooSmall(others)) {
    const next = shown.pop();
    if (next === undefined) return [];
    others = addTo(others, next);
  }
  return [...shown, others];
}
