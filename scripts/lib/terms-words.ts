import { readCsv } from "./csv.ts";
import type { Language } from "./forms.ts";

/** What is said in both languages. */
export type Words = Readonly<Record<Language, string>>;

/** The sentences of `data/terms.csv` by their keys: `limit`, `limit.off`, `limit.name`, `warned.…`. */
export const termsWords: ReadonlyMap<string, Words> = new Map(
  readCsv("terms.csv").map(([key = "", en = "", ko = ""]) => [key, { en, ko }]),
);

/** Values of a sentence: the same in both languages, or one for each. */
export type Filling = Readonly<Record<string, string | Words>>;

/** The sentence with this key; `{won}` stands for the value of that name. */
export function say(key: string, values: Filling = {}): Words {
  const words = termsWords.get(key);
  if (words === undefined) throw new Error(`data/terms.csv has no row called ${key}`);
  const fill = (language: Language) =>
    words[language].replace(/\{(\w+)\}/g, (_, name: string) => {
      const value = values[name];
      if (value === undefined) throw new Error(`nothing to put for {${name}} of ${key}`);
      return typeof value === "string" ? value : value[language];
    });
  return { en: fill("en"), ko: fill("ko") };
}
