import type { HardhatRuntimeEnvironment } from "hardhat/types/hre";
import type { Outcome, Stage } from "../lib/stage.ts";
import { parseInputs, type Inputs, type Values } from "./inputs.ts";
import { surface, type VerbName } from "./surface.ts";

/** The inputs a verb's file works with. */
export type InputsOf<V extends VerbName> = Values<(typeof surface)[V]["inputs"]>;

/** A verb: the action of a Hardhat task, and the act a scenario's step performs. */
export interface Verb {
  (args: Record<string, unknown>, hre: HardhatRuntimeEnvironment): Promise<void>;
  readonly act: (stage: Stage, raw: Readonly<Record<string, unknown>>) => Promise<Outcome>;
}

/** Makes a verb of what one file does with its inputs. */
export function verb<V extends VerbName>(
  name: V,
  perform: (stage: Stage, inputs: InputsOf<V>) => Promise<Outcome>,
): Verb {
  const inputs: Inputs = surface[name].inputs;
  const act: Verb["act"] = (stage, raw) =>
    perform(stage, parseInputs(inputs, raw, stage.names) as InputsOf<V>);
  const task = async (args: Record<string, unknown>, hre: HardhatRuntimeEnvironment) => {
    const { actOnce } = await import("./once.ts");
    await actOnce(name, act, args, hre);
  };
  return Object.assign(task, { act });
}
