import { UserError } from "../lib/errors.ts";
import type { Language } from "../lib/forms.ts";
import { explain } from "../lib/refusal.ts";
import type { Names, Refusal } from "../lib/stage.ts";
import { say } from "../lib/terms-words.ts";
import { parseInputs } from "../tasks/inputs.ts";
import { surface } from "../tasks/surface.ts";
import { parseTime } from "../tasks/time.ts";
import { BUDGET_ACTS } from "./budget-acts.ts";
import { emptyBook, type BudgetBook } from "./budget-book.ts";
import { rehearse, startOf } from "./check.ts";
import { verbOf } from "./runner.ts";
import type { Scenario, Step } from "./scenario.ts";
import type { Slip } from "./slip.ts";
import { CONTRACTS } from "./stage.ts";

/** Acts by which a programme returns money to its line. */
const RETURNING = /^voucher\.(close|reclaim|claw-back|refund)$/;

/** Steps on the budget that expect to be accepted, and that the ledger would refuse. */
export function budgetSlips(scenario: Scenario): Slip[] {
  let now = startOf(scenario);
  const { cast, names } = rehearse(scenario, new Map(), () => now);
  const members = [...cast.addresses].map(([name, address]) => [address, name] as const);
  const contracts = CONTRACTS.map((name) => [names.account(name), name] as const);
  const called = new Map([...members, ...contracts]);
  const book = emptyBook();
  return scenario.steps.flatMap((step) => {
    if (step.at !== undefined) now = parseTime(step.at, () => now);
    if (step.expect !== "accepted" && "refused" in step.expect) return [];
    book.returned ||= RETURNING.test(step.verb);
    const refusal = perform(step, book, names, now);
    return refusal === undefined ? [] : [slipOf(step, refusal, called)];
  });
}

/** Does what a step does to the budget; the first refusal of a repeated one. */
function perform(step: Step, book: BudgetBook, names: Names, now: number): Refusal | undefined {
  const verb = verbOf(step);
  const act = BUDGET_ACTS[verb];
  if (act === undefined) return undefined;
  const members = step.each === undefined ? [undefined] : names.group(step.each);
  for (const member of members) {
    const inputs = member === undefined ? step.inputs : { by: member, ...step.inputs };
    try {
      const values = parseInputs(surface[verb].inputs, inputs, names) as never;
      for (let time = 0; time < (step.times ?? 1); time++) {
        const refusal = act(book, values, now);
        if (refusal !== undefined) return refusal;
      }
    } catch (error) {
      // What cannot be read is told where inputs are checked.
      if (!(error instanceof UserError)) throw error;
    }
  }
  return undefined;
}

function slipOf(step: Step, refusal: Refusal, names: ReadonlyMap<string, string>): Slip {
  const told = (language: Language): string => {
    const { code, name, sentence } = explain(refusal, names, language);
    return `${code} ${name}: ${sentence}`;
  };
  const key = "warned.step-refused";
  const why = { en: told("en"), ko: told("ko") };
  return { kind: "warned", key, where: `${step.where}:${step.verb}`, ...say(key, { why }) };
}
