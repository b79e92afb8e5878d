import { formOf, forms } from "../lib/forms.ts";
import { explain } from "../lib/refusal.ts";
import type { Outcome, Refusal } from "../lib/stage.ts";
import { formatWon } from "../lib/won.ts";
import type { AccountNames } from "../audit/ledger.ts";

/** What was expected of a step, in words or as a refusal, and what came of it instead. */
export interface Difference {
  readonly expected: string | Refusal;
  readonly refusal: Outcome["refusal"];
  readonly moved: bigint;
}

/** Both in one line, with won, Korean times and names; and how a step says that it expects a refusal. */
export function differs({ expected, refusal, moved }: Difference, names: AccountNames): string {
  const wanted =
    typeof expected === "string" ? expected : `refused ${withFigures(expected, names)}`;
  if (refusal === undefined) {
    return `expected ${wanted}, seen accepted, ${formatWon(moved)} moved`;
  }
  if (typeof expected !== "string" && expected.name === refusal.name) {
    return `expected ${wanted}, seen refused ${withFigures(refusal, names)}`;
  }
  const { code, name, sentence } = explain(refusal, names);
  const meant = `If that is meant, write: expect: { refused: ${name} }`;
  return `expected ${wanted}, seen refused ${code} ${name}: ${sentence} ${meant}`;
}

function withFigures({ name, args }: Refusal, names: AccountNames): string {
  const shown = Object.entries(args).map(([key, value]) => `${key} ${figure(key, value, names)}`);
  return `${name}(${shown.join(", ")})`;
}

/** A figure as a person reads it. One that a scenario gives as a name or a word stays as it is written. */
function figure(key: string, value: unknown, names: AccountNames): string {
  const text = String(value);
  const digits = text.replace(/[_,]/g, "");
  const isNumber = /^\d+$/.test(digits);
  const form = formOf(key) ?? "text";
  if (isNumber) return forms[form](BigInt(digits), { names, language: "en" });
  return names.get(text) ?? text;
}
