import type { ErrorFragment, ParamType } from "ethers";
import { UserError } from "../lib/errors.ts";
import { isLine } from "../lib/lines.ts";
import type { Names } from "../lib/stage.ts";
import { account, wholeNumber } from "../tasks/inputs.ts";
import { rehearse } from "./check.ts";
import { blame } from "./runner.ts";
import type { Scenario } from "./scenario.ts";

/** Checks the refusals that steps expect: reasons, and what a contract says with them. The contracts must have been compiled. */
export async function checkRefusals(scenario: Scenario): Promise<void> {
  const reasons = await knownReasons();
  const { names } = rehearse(scenario, new Map(), () => 0);
  for (const step of scenario.steps) {
    const { expect } = step;
    if (expect === "accepted" || !("refused" in expect)) continue;
    const said = reasons.get(expect.refused);
    blame(step, "expect.refused", () => {
      if (said === undefined) throw new UserError(`no contract refuses with "${expect.refused}"`);
    });
    for (const [name, value] of Object.entries(expect.with ?? {})) {
      blame(step, `expect.with.${name}`, () => checkValue(name, value, said ?? [], names));
    }
  }
}

/** What each error of the contracts says. Contracts may share an error. */
async function knownReasons(): Promise<ReadonlyMap<string, readonly ParamType[]>> {
  const { interfaces } = await import("../../deploy/selectors.ts");
  const { Authority__factory, DualControl__factory } =
    await import("../../typechain-types/index.ts");
  const others = [Authority__factory.createInterface(), DualControl__factory.createInterface()];
  const errors = [...Object.values(interfaces), ...others].flatMap(({ fragments }) =>
    fragments.filter((fragment): fragment is ErrorFragment => fragment.type === "error"),
  );
  return new Map(errors.map(({ name, inputs }) => [name, inputs]));
}

function checkValue(name: string, value: unknown, said: readonly ParamType[], names: Names): void {
  const type = said.find((input) => input.name === name)?.type;
  if (type === undefined) {
    const known = said.map((input) => input.name).join(", ");
    throw new UserError(`unknown field; there ${known === "" ? "are none" : `are ${known}`}`);
  }
  if (type === "address") account.parse(value, names);
  if (type.startsWith("uint") && !isLine(String(value))) wholeNumber(value, "a whole number");
}
