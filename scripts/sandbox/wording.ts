import { koreanDay } from "../lib/clock.ts";
import { categories, formatMcc } from "../lib/codes.ts";
import { forms, type FormName, type Language } from "../lib/forms.ts";
import { say, termsWords, type Filling, type Words } from "../lib/terms-words.ts";
import { WEEKDAYS } from "../lib/weekdays.ts";
import { noNames, salesBand, won } from "../tasks/inputs.ts";
import { asText } from "../tasks/raw.ts";
import { parsePeriod, parseTime } from "../tasks/time.ts";
import type { Scenario, Sourced, WrittenTerms } from "./scenario.ts";

export type TermName = keyof WrittenTerms;

/** Every term, in the order of the table of sentences: when, how much, for what, where, to whom, on which papers. */
export const TERMS = [...termsWords.keys()]
  .filter((key) => key.endsWith(".name") && key !== "rest.name")
  .map((key) => key.replace(".name", "") as TermName);

/** A term in words, with where it comes from. */
export interface Statement extends Sourced, Words {
  readonly term: TermName | "rest";
}

/** A value in one of the forms, in both languages. */
export function inForm(form: FormName, value: unknown): Words {
  const write = (language: Language) => forms[form](value, { names: new Map(), language });
  return { en: write("en"), ko: write("ko") };
}

/** An instant in Korea. */
export function instantOf(second: number): Words {
  const { en, ko } = inForm("time", second);
  return { en, ko: `${ko}(한국시간)` };
}

/** Code and name of a category: in Korean as the scenario calls it. */
export function categoryOf({ categories: { list } }: Scenario, mcc: number): Words {
  const code = formatMcc(mcc);
  const en = `${code} ${categories.get(code) ?? ""}`.trim();
  const korean = list.find((one) => one.mcc === mcc)?.name;
  return { en, ko: korean === undefined ? en : `${code} ${korean}` };
}

/** Code and name of a district. Its name is Korean in both languages. */
export const districtOf = (code: number): string => `${code} ${inForm("region", code).ko}`;

/** Things in a row. Names of categories hold commas. */
export function listed(items: readonly (Words | string)[]): Words {
  const join = (language: Language) =>
    items.map((item) => (typeof item === "string" ? item : item[language])).join("; ");
  return { en: join("en"), ko: join("ko") };
}

type Values<T extends TermName> = NonNullable<WrittenTerms[T]>["value"];
type Fill<T extends TermName> = (value: Values<T>, scenario: Scenario) => Filling;

const amount = (value: number | string): Filling => ({
  won: inForm("won", won.parse(value, noNames)),
});
const nothing = (): Filling => ({});

/** What the sentences say of each term's value. */
const FILL: { readonly [T in TermName]: Fill<T> } = {
  expires: expiry,
  limit: amount,
  daily: amount,
  monthly: amount,
  total: amount,
  categories: (rule, scenario) => ({
    list: listed(
      ("only" in rule ? rule.only : rule.except).map((mcc) => categoryOf(scenario, mcc)),
    ),
  }),
  sales: (band) => ({ band: inForm("band", salesBand.parse(band, noNames)) }),
  home: nothing,
  districts: (codes) => ({ list: listed(codes.map(districtOf)) }),
  merchants: (names) => ({ list: listed(names) }),
  hours: ({ from, to }) => ({ from, to }),
  weekdays: (days) => ({
    days: inForm(
      "weekdays",
      days.reduce((bits, day) => bits | (1 << WEEKDAYS.indexOf(day)), 0),
    ),
  }),
  holidays: nothing,
  evidence: nothing,
  purpose: nothing,
  consent: (text) => ({ text: text.replace(/\p{C}+/gu, " ").trim() }),
  rebate: (share) => ({ share }),
};

function expiry(written: string): Filling {
  if (written.startsWith("+")) return { period: inForm("period", parsePeriod(written.slice(1))) };
  const second = parseTime(written, () => 0);
  return { time: instantOf(second), day: inForm("day", koreanDay(second - 1)) };
}

/** Whether a value says no more than a term that is left out. */
export function isOff(term: TermName, value: unknown): boolean {
  if (value === false || value === "open") return true;
  return term === "rebate" && Number.parseFloat(asText(value)) === 0;
}

function keyOf(term: TermName, value: unknown): string {
  if (value === undefined || isOff(term, value)) return `${term}.off`;
  if (term === "expires" && asText(value).startsWith("+")) return "expires.after";
  if (term !== "categories") return term;
  return "only" in (value as object) ? "categories.only" : "categories.except";
}

/** One term in a sentence; one that is left out too. */
export function sentenceOf<T extends TermName>(
  scenario: Scenario,
  written: WrittenTerms,
  term: T,
): Words {
  const value = written[term]?.value as Values<T> | undefined;
  const fill: Fill<T> = FILL[term];
  return say(keyOf(term, value), value === undefined ? {} : fill(value, scenario));
}

/** The terms of one programme in sentences: those that are written, and what becomes of the rest. */
export function statementsOf(scenario: Scenario, written: WrittenTerms): Statement[] {
  const said = TERMS.flatMap((term): Statement[] => {
    const found = written[term];
    if (found === undefined) return [];
    const { source, checked } = found;
    return [{ term, ...sentenceOf(scenario, written, term), source, checked }];
  });
  const source = say("rest.source").en;
  return [...said, { term: "rest", ...say("rest"), source, checked: "yes" }];
}

/** The terms that are left out, by name. */
export function leftOut(written: WrittenTerms): Words | undefined {
  const names = TERMS.filter((term) => written[term] === undefined).map(nameOf);
  const joined = (language: Language) => names.map((name) => name[language]).join(", ");
  return names.length === 0
    ? undefined
    : say("none", { names: { en: joined("en"), ko: joined("ko") } });
}

/** What a term is called. */
export const nameOf = (term: TermName | "rest"): Words => say(`${term}.name`);
