import { say, type Filling } from "../lib/terms-words.ts";
import { budgetSlips } from "./budget-slips.ts";
import { budgetsIn } from "./budgets.ts";
import type { Scenario, Step } from "./scenario.ts";
import type { Slip } from "./slip.ts";
import { slipsIn } from "./slips.ts";
import { districtOf, inForm } from "./wording.ts";

/** Everything in a scenario that cannot be or looks like a slip: in its terms, its districts, its budgets and its steps. */
export function slipsOf(scenario: Scenario): Slip[] {
  const ofTerms = Object.keys(scenario.terms).flatMap((name) => slipsIn(scenario, name));
  return [...ofTerms, ...homes(scenario), ...budgets(scenario), ...budgetSlips(scenario)];
}

/** The slips that no step expects: a scenario may show how terms or a named merchant are refused. */
export function unexpectedSlips(scenario: Scenario): Slip[] {
  const { steps } = scenario;
  const isShown = (name: string): boolean => {
    const opened = steps.filter(
      ({ verb, inputs }) => verb === "voucher.open" && inputs["terms"] === name,
    );
    return opened.length > 0 && opened.every(isRefused);
  };
  const refused = new Set(steps.filter(isRefused).map(({ inputs }) => inputs["merchant"]));
  return slipsOf(scenario).filter(({ kind, terms, merchant }) => {
    const isExpected = kind === "refused" && terms !== undefined && isShown(terms);
    return !isExpected && (merchant === undefined || !refused.has(merchant));
  });
}

const isRefused = ({ expect }: Step): boolean => expect !== "accepted" && "refused" in expect;

const warned = (where: string, key: string, values: Filling): Slip => ({
  ...{ kind: "warned", key, where },
  ...say(key, values),
});

const province = (code: number): number => Math.floor(code / 1_000);

/** Home districts in another province than the district whose people have them. */
function homes({ districts, locate }: Scenario): Slip[] {
  return districts.list.flatMap(({ code, home }, n) => {
    if (province(code) === province(home)) return [];
    const values = { code: districtOf(code), home: districtOf(home) };
    return [warned(locate(["districts", "list", n, "home"]), "warned.home-elsewhere", values)];
  });
}

/** Programmes whose budget is below what the steps grant from it. */
function budgets(scenario: Scenario): Slip[] {
  return budgetsIn(scenario).flatMap(({ name, budget, granted, where }) => {
    if (granted <= budget) return [];
    const values = { name, won: inForm("won", budget), granted: inForm("won", granted) };
    return [warned(where, "warned.budget-short", values)];
  });
}
