import { languageOf } from "../../lib/refusal.ts";
import { scenarioFile } from "../../sandbox/files.ts";
import { readScenario } from "../../sandbox/play.ts";
import type { Scenario } from "../../sandbox/scenario.ts";
import type { Slip } from "../../sandbox/slip.ts";
import { slipsOf } from "../../sandbox/scenario-slips.ts";
import { slipLine, termsLines } from "../../sandbox/terms-lines.ts";
import { leftOut, statementsOf } from "../../sandbox/wording.ts";
import { command } from "../command.ts";

interface Args {
  readonly file?: string;
  readonly json?: boolean;
}

/** Prints each programme's terms in sentences, and what cannot be or looks like a slip. */
export default function check({ file = "", json = false }: Args): Promise<void> {
  return command(() => {
    const scenario = readScenario(scenarioFile(file));
    const language = languageOf(process.env);
    const found = slipsOf(scenario);
    const errors = found.filter(({ kind }) => kind === "refused");
    const warnings = found.filter(({ kind }) => kind === "warned");
    if (json) console.log(JSON.stringify(asJson(scenario, errors, warnings), null, 2));
    else console.log(termsLines(scenario, warnings, language).join("\n"));
    for (const error of json ? [] : errors) console.error(slipLine(error, language));
    if (errors.length > 0) process.exitCode = 1;
  });
}

function asJson(scenario: Scenario, errors: readonly Slip[], warnings: readonly Slip[]) {
  const programmes = Object.entries(scenario.terms).map(([name, written]) => ({
    name,
    terms: statementsOf(scenario, written).map(({ term, ...said }) => ({
      term,
      ...(term === "rest" ? {} : { value: written[term]?.value }),
      ...said,
    })),
    leftOut: leftOut(written),
  }));
  return { scenario: scenario.scenario, file: scenario.file, programmes, errors, warnings };
}
