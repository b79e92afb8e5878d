import { UserError } from "../../lib/errors.ts";
import { languageOf } from "../../lib/refusal.ts";
import { scenarioFile } from "../../sandbox/files.ts";
import { readScenario } from "../../sandbox/play.ts";
import type { Scenario } from "../../sandbox/scenario.ts";
import { unexpectedSlips } from "../../sandbox/scenario-slips.ts";
import { slipLine } from "../../sandbox/terms-lines.ts";

/** Reads a scenario. What looks like a slip is told; what cannot be, so that no chain would take it, ends the command. */
export function checkedScenario(file: string): Scenario {
  const scenario = readScenario(scenarioFile(file));
  const language = languageOf(process.env);
  const slips = unexpectedSlips(scenario);
  const errors = slips.filter(({ kind }) => kind === "refused");
  const told = slips.filter((slip) => slip !== errors.at(-1));
  for (const slip of told) console.error(slipLine(slip, language));
  const last = errors.at(-1);
  if (last !== undefined) throw new UserError(`${last.where}: ${last[language]}`);
  return scenario;
}
