import { readCsv } from "./csv.ts";
import { formOf, forms, isForm, type Language, type Reader } from "./forms.ts";
import type { Refusal } from "./stage.ts";

/** What is said of a refusal in one language. `{amount}` stands for the error's argument of that name. */
export interface Wording {
  readonly sentence: string;
  readonly remedy: string;
}

/** One row of `data/refusals.csv`. */
export interface RefusalEntry extends Readonly<Record<Language, Wording>> {
  /** The error as the contracts call it. */
  readonly name: string;
  /**
   * A letter and two digits: A access, B budget, C common to several folders, D deposit, E of ERC-6093 and ERC-7943, I invoices, M merchants,
   * S subsidies, V vouchers, X libraries and Solidity itself. A code that was once given keeps its meaning.
   */
  readonly code: string;
}

/** A refusal as a till shows it. */
export interface Explanation extends Wording {
  readonly code: string;
  readonly name: string;
}

/** Every error a contract can refuse with, in the order of the table. */
export const refusals: readonly RefusalEntry[] = readCsv("refusals.csv").map((cells) => {
  const [name = "", code = "", english = "", korean = "", remedy = "", koreanRemedy = ""] = cells;
  const en = { sentence: english, remedy };
  return { name, code, en, ko: { sentence: korean, remedy: koreanRemedy } };
});

const byName = new Map(refusals.map((entry) => [entry.name, entry]));

/** The row of an error; where there is none, the row of what is unknown. */
function entryOf(name: string): RefusalEntry {
  const entry = byName.get(name) ?? byName.get("unknown");
  if (entry === undefined) throw new Error("data/refusals.csv has no row called unknown");
  return entry;
}

/** The code of an error. */
export const codeOf = (name: string): string => entryOf(name).code;

const PLACEHOLDER = /\{(\w+)(?::(\w+))?\}/g;

/** A placeholder: the argument it stands for, and its form where the name alone does not say it. */
export interface Placeholder {
  readonly argument: string;
  readonly form: string | undefined;
}

/** The placeholders of a sentence, such as `{amount}` or `{limit:count}`. */
export function placeholders(sentence: string): Placeholder[] {
  return [...sentence.matchAll(PLACEHOLDER)].map(([, argument = "", form = formOf(argument)]) => ({
    argument,
    form,
  }));
}

function fill(sentence: string, args: Refusal["args"], reader: Reader): string {
  return sentence.replace(PLACEHOLDER, (_, argument: string, given?: string) => {
    const value = args[argument];
    const form = given ?? formOf(argument) ?? "text";
    if (value === undefined) return "?";
    return forms[isForm(form) ? form : "text"](value, reader);
  });
}

/** English, unless GUKGO_LANG begins with `ko`. */
export function languageOf(environment: Readonly<Record<string, string | undefined>>): Language {
  return /^ko/i.test(environment["GUKGO_LANG"] ?? "") ? "ko" : "en";
}

/** What a refusal means and what to do about it, with the error's own figures. */
export function explain(
  { name, args }: Refusal,
  names: Reader["names"],
  language: Language = "en",
): Explanation {
  const { code, [language]: wording } = entryOf(name);
  const reader = { names, language };
  const sentence = fill(wording.sentence, args, reader);
  return { code, name, sentence, remedy: fill(wording.remedy, args, reader) };
}

const LABELS = {
  en: { refused: "refused", remedy: "What to do" },
  ko: { refused: "거절", remedy: "조치" },
} as const;

/** One line that says that an act was refused, why, and what to do. */
export function refusedLine(
  act: string,
  refusal: Refusal,
  names: Reader["names"],
  language: Language = "en",
): string {
  const { code, name, sentence, remedy } = explain(refusal, names, language);
  const labels = LABELS[language];
  return `${act} ${labels.refused}: ${code} ${name}: ${sentence} ${labels.remedy}: ${remedy}`;
}

/** Rows for a table: code and name, and under them the sentence and what to do. */
export function refusalRows(entries: readonly RefusalEntry[], language: Language): string[][] {
  const plain = (sentence: string) => sentence.replace(PLACEHOLDER, "{$1}");
  return entries.flatMap(({ code, name, [language]: { sentence, remedy } }) => [
    [code, name],
    ["", plain(sentence)],
    ["", `${LABELS[language].remedy}: ${plain(remedy)}`],
  ]);
}
