import { checkRefusals } from "../../sandbox/refusals.ts";
import { command } from "../command.ts";
import { checkedScenario } from "./checked.ts";

/** Checks a scenario's file without running it. */
export default function check({ file = "" }: { file?: string }): Promise<void> {
  return command(async () => {
    const scenario = checkedScenario(file);
    await checkRefusals(scenario);
    const { file: shown, steps, unchecked } = scenario;
    console.log(
      `${shown}: ${steps.length} steps, ${unchecked.of} sourced terms of which ${unchecked.count} are unchecked`,
    );
  });
}
