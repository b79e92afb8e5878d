import { isAddress, isHexString } from "ethers";
import { located, UserError } from "../lib/errors.ts";
import { isLine, parseLine } from "../lib/lines.ts";
import { formatWon } from "../lib/won.ts";
import type { Outcome, Refusal, Stage } from "../lib/stage.ts";
import { InputError, won } from "../tasks/inputs.ts";
import { isVerb, verbNames, type VerbName } from "../tasks/surface.ts";
import { parseTime } from "../tasks/time.ts";
import type { Verb } from "../tasks/verb.ts";
import type { Clock } from "./clock.ts";
import { Draw } from "./draw.ts";
import { drawingOn, fillIn, type Drawing } from "./drawn.ts";
import { differs, type Difference } from "./failed.ts";
import type { Scenario, Step } from "./scenario.ts";

/** What a run needs besides the scenario. */
export interface Run {
  readonly stage: Stage;
  /** Names of accounts by their addresses. */
  readonly names: ReadonlyMap<string, string>;
  readonly clock: Clock;
  /** Told after each act. */
  readonly progress: (done: number, of: number) => void;
  /** Told of each act with its inputs as they were written, and what came of it. */
  readonly acted?: (name: VerbName, inputs: Step["inputs"], outcome: Outcome) => void;
  /** Stop before the first step at or after this UTC second. */
  readonly until?: number;
}

/** Payments are drawn from the scenario's seed and this number; the cast is dealt out with those below it. */
export const PAYMENTS = 2;

/** A step that did not come to what it must: names step, expected and seen. */
export class StepFailed extends UserError {}

/** Loads the file that serves a verb, as a step and as a task. */
export async function loadVerb(name: VerbName): Promise<Verb> {
  const [folder, action] = name.split(".");
  const file = new URL(`../tasks/${folder}/${action}.ts`, import.meta.url);
  return ((await import(file.href)) as { default: Verb }).default;
}

/** Performs the steps in their order. The first that does not come to what it must ends the run. */
export async function runSteps(scenario: Scenario, run: Run): Promise<number> {
  const drawing = drawingOn(run.stage, new Draw(scenario.seed + PAYMENTS));
  const total = scenario.steps.reduce((sum, step) => sum + repetitions(step, run.stage), 0);
  let done = 0;
  for (const step of scenario.steps) {
    const verb = await loadVerb(verbOf(step));
    if (step.at !== undefined) {
      const at = blame(step, "at", () => parseTime(step.at, run.clock.now));
      if (run.until !== undefined && at >= run.until) return done;
      await run.clock.reach(at).catch((error: unknown) =>
        blame(step, "at", () => {
          throw error;
        }),
      );
    }
    for (const member of membersOf(step, run.stage)) {
      for (let time = 0; time < (step.times ?? 1); time++) {
        await perform(step, verb, member, { ...run, drawing });
        run.progress((done += 1), total);
      }
    }
  }
  return done;
}

/** The verb of a step, which must be one of the surface. */
export function verbOf(step: Step): VerbName {
  if (isVerb(step.verb)) return step.verb;
  const folder = step.verb.split(".")[0] ?? "";
  const near = verbNames.filter((name) => name.startsWith(`${folder}.`));
  const known = (near.length > 0 ? near : verbNames).join(", ");
  throw new UserError(`${step.where}:${step.verb}: unknown verb; there are ${known}`);
}

function membersOf(step: Step, stage: Stage): readonly (string | undefined)[] {
  const { each } = step;
  return each === undefined ? [undefined] : blame(step, "each", () => stage.names.group(each));
}

const repetitions = (step: Step, stage: Stage): number =>
  membersOf(step, stage).length * (step.times ?? 1);

/** Names the step and its field in what the user has to mend. */
export function blame<T>(step: Step, field: string, act: () => T): T {
  return located(() => step.locate(field), act);
}

/** What is wrong with a verb's inputs, told with the step. */
export function blameInputs(step: Step, error: unknown): unknown {
  if (error instanceof InputError) {
    return new UserError(`${step.where}:${step.verb}.${error.message}`);
  }
  return error instanceof UserError
    ? new UserError(`${step.where}:${step.verb}: ${error.message}`)
    : error;
}

async function perform(
  step: Step,
  verb: Verb,
  member: string | undefined,
  { stage, names, drawing, acted }: Run & { readonly drawing: Drawing },
): Promise<void> {
  let outcome: Outcome;
  let inputs: Readonly<Record<string, unknown>> | undefined;
  try {
    inputs = await fillIn(step.inputs, member, drawing);
    if (inputs === undefined) return;
    outcome = await verb.act(stage, inputs);
  } catch (error) {
    throw blameInputs(step, error);
  }
  acted?.(verbOf(step), inputs, outcome);
  const difference = compare(step, outcome, stage);
  if (difference === undefined) return;
  const by = inputs["by"];
  const who = typeof by === "string" ? ` by ${names.get(by) ?? by}` : "";
  throw new StepFailed(`${step.where}: ${step.verb}${who}: ${differs(difference, names)}`);
}

/** What was expected and what was seen, where they differ. */
function compare(step: Step, outcome: Outcome, stage: Stage): Difference | undefined {
  const { expect } = step;
  const { refusal, moved } = outcome;
  if (expect === "accepted") return refusal && { expected: "accepted", refusal, moved };
  if ("moved" in expect) {
    const wanted = won.parse(expect.moved, stage.names);
    const same = refusal === undefined && moved === wanted;
    return same ? undefined : { expected: `${formatWon(wanted)} moved`, refusal, moved };
  }
  const expected: Refusal = { name: expect.refused, args: expect.with ?? {} };
  if (refusal?.name !== expect.refused) return { expected, refusal, moved };
  const fits = Object.entries(expected.args).every(([name, value]) =>
    blame(step, `expect.with.${name}`, () => isSame(refusal.args, name, value, stage)),
  );
  return fits ? undefined : { expected, refusal, moved };
}

function isSame(args: Refusal["args"], name: string, expected: unknown, stage: Stage): boolean {
  const seen = Object.hasOwn(args, name) ? args[name] : undefined;
  if (seen === undefined) return false;
  const written = String(expected);
  if (isAddress(seen)) return seen === stage.names.account(written);
  if (isLine(written)) return seen === parseLine(written);
  if (isHexString(seen, 32)) return seen === written || seen === stage.hash(written);
  const digits = written.replace(/[_,]/g, "");
  return `${seen as bigint}` === (/^\d+$/.test(digits) ? digits : written);
}
