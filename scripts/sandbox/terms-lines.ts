import type { Language } from "../lib/forms.ts";
import type { Words } from "../lib/terms-words.ts";
import { wrap } from "../lib/text.ts";
import type { Scenario } from "./scenario.ts";
import type { Slip } from "./slip.ts";
import { leftOut, nameOf, statementsOf } from "./wording.ts";

/** Columns of a line at most, where words allow it. */
const COLUMNS = 100;

const LABELS = {
  en: { terms: "Terms", source: "source", yes: "checked", no: "unchecked" },
  ko: { terms: "조건", source: "출처", yes: "확인함", no: "미확인" },
} as const;

const KINDS = {
  en: { refused: "error", warned: "warning" },
  ko: { refused: "오류", warned: "경고" },
} as const;

/** A slip in one line, with its place. */
export const slipLine = (slip: Slip, language: Language): string =>
  `${KINDS[language][slip.kind]}: ${slip.where}: ${slip[language]}`;

/** Every programme's terms in sentences of both languages, `first` first, and what looks like a slip. */
export function termsLines(
  scenario: Scenario,
  warnings: readonly Slip[],
  first: Language,
): string[] {
  const label = LABELS[first];
  const programmes = Object.entries(scenario.terms).flatMap(([name, written]) => [
    `${label.terms} ${name} (${scenario.scenario})`,
    ...statementsOf(scenario, written).flatMap(({ term, source, checked, ...said }) => [
      `  ${nameOf(term)[first]}`,
      ...both(said, first),
      ...indented(`${label.source}: ${source}; ${label[checked]}`, 4),
    ]),
    ...both(leftOut(written), first, 2),
    "",
  ]);
  const told = warnings.map((warning) => slipLine(warning, first));
  return told.length === 0 ? programmes.slice(0, -1) : [...programmes, ...told];
}

function both(said: Words | undefined, first: Language, by = 4): string[] {
  if (said === undefined) return [];
  const order: readonly Language[] = first === "en" ? ["en", "ko"] : ["ko", "en"];
  return order.flatMap((language) => indented(said[language], by));
}

const indented = (text: string, by: number): string[] =>
  wrap(text, COLUMNS - by - 2).map((line, n) => `${" ".repeat(n === 0 ? by : by + 2)}${line}`);
