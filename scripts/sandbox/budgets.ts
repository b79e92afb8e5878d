import type { Names } from "../lib/stage.ts";
import { fundedBy } from "../tasks/facts.ts";
import { parseInputs } from "../tasks/inputs.ts";
import { surface } from "../tasks/surface.ts";
import { parseTime } from "../tasks/time.ts";
import type { Cast } from "./cast.ts";
import { rehearse, startOf } from "./check.ts";
import type { Scenario, Step } from "./scenario.ts";
import { amountFor } from "./terms.ts";

/** A programme's budget and what steps grant from it, whole won. */
export interface Budget {
  readonly name: string;
  /** Of a programme that holds money in trust, what is advanced to it. */
  budget: bigint;
  readonly matter: string | undefined;
  granted: bigint;
  /** `file:line:field` of the budget, or of the matter in its place. */
  readonly where: string;
}

/** What a step grants, of which programme. */
interface Grant {
  readonly programme: bigint;
  readonly amount: bigint;
}

/** The budgets of all programmes that the steps open. What a step expects to be refused opens and grants nothing. */
export function budgetsIn(scenario: Scenario): Budget[] {
  let now = startOf(scenario);
  const programmes = new Map<string, bigint>();
  const budgets = new Map<bigint, Budget>();
  const { cast, names } = rehearse(scenario, programmes, () => now);
  for (const step of scenario.steps) {
    if (step.at !== undefined) now = parseTime(step.at, () => now);
    if (step.expect !== "accepted" && "refused" in step.expect) continue;
    if (step.verb === "voucher.open") {
      const opened = budgetOf(step, names);
      const id = BigInt(programmes.size + 1);
      programmes.set(opened.name, id);
      budgets.set(id, opened);
    }
    if (step.verb === "budget.advance") {
      const { matter, amount } = parseInputs(surface[step.verb].inputs, step.inputs, names);
      const found = [...budgets.values()].find((one) => one.matter === matter);
      if (found !== undefined) found.budget += amount * BigInt(step.times ?? 1);
    }
    for (const { programme, amount } of grantsOf(step, { scenario, cast, names })) {
      const found = budgets.get(programme);
      if (found !== undefined) found.granted += amount * BigInt(step.times ?? 1);
    }
  }
  return [...budgets.values()];
}

function budgetOf({ inputs, where }: Step, names: Names): Budget {
  const { name, ...money } = parseInputs(surface["voucher.open"].inputs, inputs, names);
  const { matter, budget } = fundedBy(money, names);
  const field = matter === undefined ? "budget" : "matter";
  return { name, matter, budget, granted: 0n, where: `${where}:voucher.open.${field}` };
}

interface Known {
  readonly scenario: Scenario;
  readonly cast: Cast;
  readonly names: Names;
}

/** What a step grants: once, or for each member that repeats it. */
function grantsOf({ verb, each, inputs }: Step, { scenario, cast, names }: Known): Grant[] {
  if (verb !== "voucher.grant" && verb !== "voucher.grant-batch") return [];
  const members = each === undefined ? [undefined] : names.group(each);
  return members.map((member) => {
    const raw = member === undefined ? inputs : { by: member, ...inputs };
    if (verb === "voucher.grant") return parseInputs(surface[verb].inputs, raw, names);
    const { programme, holders, amounts } = parseInputs(surface[verb].inputs, raw, names);
    const amount = holders.reduce(
      (sum, holder) => sum + amountFor(scenario, amounts, cast.facts.get(holder)),
      0n,
    );
    return { programme, amount };
  });
}
