import { refusals } from "../../lib/refusal.ts";
import { reasonWords } from "../reason-words.ts";
import type { Audit } from "../read.ts";
import { FEWEST } from "./counted.ts";
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
  /** Whose they are: at most so many as must be told together. */
  readonly accounts: ReadonlySet<string>;
}

type Counts = { mined: number; unsettled: number; unsent: number; accounts: Set<string> };

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
    const fresh = { mined: 0, unsettled: 0, unsent: 0, accounts: new Set<string>() };
    const found = counts.get(error) ?? fresh;
    counts.set(error, found);
    return found;
  };
  for (const { error, from } of refused) {
    const found = of(error);
    found.mined += 1;
    if (found.accounts.size < FEWEST) found.accounts.add(from.toLowerCase());
  }
  for (const { error, holder } of books.refusedPayments) {
    const found = of(error);
    found.unsettled += 1;
    if (found.accounts.size < FEWEST) found.accounts.add(holder.toLowerCase());
  }
  for (const [error, many] of unsent ?? []) of(error).unsent += many;
  const rows = [...counts].map(([error, found]) => ({
    ...wordsOf(error),
    ...found,
    unsent: unsent === undefined ? undefined : found.unsent,
  }));
  return rows.toSorted(
    (a, b) => allOf(b) - allOf(a) || (a.label.en < b.label.en ? -1 : 1),
  );
}

export const allOf = ({ mined, unsettled, unsent }: ReasonRow): number =>
  mined + unsettled + (unsent ?? 0);
