import { table } from "../../lib/text.ts";
import { scenarioFile, scenarioNames } from "../../sandbox/files.ts";
import { readScenario } from "../../sandbox/play.ts";
import { command } from "../command.ts";

/** Lists the scenarios that come with the project. */
export default function list({ json }: { json: boolean }): Promise<void> {
  return command(() => {
    const scenarios = scenarioNames().map((name) => readScenario(scenarioFile(name)));
    if (json) {
      const rows = scenarios.map(({ scenario, title, clock, steps, file }) => ({
        scenario,
        title,
        clock,
        steps: steps.length,
        file,
      }));
      console.log(JSON.stringify(rows, null, 2));
      return;
    }
    const rows = scenarios.map(({ scenario, title, clock }) => [scenario, clock, title]);
    console.log(table([["scenario", "clock", "title"], ...rows]).join("\n"));
  });
}
