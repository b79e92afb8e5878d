import { isAddress } from "ethers";
import { UserError } from "../lib/errors.ts";
import { formatWon } from "../lib/won.ts";
import type { Outcome, Refusal, Stage } from "../lib/stage.ts";
import { InputError, noNames, parseTime, won } from "../tasks/inputs.ts";
import { isVerb, verbNames, type VerbName } from "../tasks/surface.ts";
import type { Verb } from "../tasks/verb.ts";
import type { Clock } from "./clock.ts";
import { Draw } from "./draw.ts";
import type { Expectation, Scenario, Step } from "./scenario.ts";
import { allows } from "./terms.ts";

/** What a run needs besides the scenario. */
export interface Run {
  readonly stage: Stage;
  readonly clock: Clock;
  /** Told after each act. */
  readonly progress: (done: number, of: number) => void;
  /** Stop before the first step at or after this UTC second. */
  readonly until?: number;
}

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
  const draw = new Draw(scenario.seed + 2);
  const total = scenario.steps.reduce((sum, step) => sum + repetitions(step, run.stage), 0);
  let done = 0;
  for (const step of scenario.steps) {
    const verb = await loadVerb(verbOf(step));
    if (step.at !== undefined) {
      const at = blame(step, "at", () => parseTime(step.at, run.clock.now));
      if (run.until !== undefined && at >= run.until) return done;
      await run.clock.reach(at);
    }
    for (const member of membersOf(step, run.stage)) {
      for (let time = 0; time < (step.times ?? 1); time++) {
        const inputs = await fillIn(step, member, run.stage, draw);
        if (inputs !== undefined) await perform(step, verb, inputs, run.stage);
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

/** Names the step and the field in what the user has to mend. */
export function blame<T>(step: Step, field: string, act: () => T): T {
  try {
    return act();
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    throw new UserError(`${step.where}:${field}: ${error.message}`);
  }
}

async function perform(
  step: Step,
  verb: Verb,
  inputs: Readonly<Record<string, unknown>>,
  stage: Stage,
): Promise<void> {
  let outcome: Outcome;
  try {
    outcome = await verb.act(stage, inputs);
  } catch (error) {
    if (error instanceof InputError) {
      throw new UserError(`${step.where}:${step.verb}.${error.message}`);
    }
    throw error instanceof UserError ? new UserError(`${step.where}: ${error.message}`) : error;
  }
  const difference = compare(step.expect, outcome, stage);
  if (difference === undefined) return;
  const who = typeof inputs["by"] === "string" ? ` by ${nameOf(stage, inputs["by"])}` : "";
  throw new StepFailed(
    `${step.where}: ${step.verb}${who}: expected ${difference.expected}, seen ${difference.seen}`,
  );
}

const nameOf = (stage: Stage, account: string): string => stage.factsOf(account)?.name ?? account;

/** What was expected and what was seen, where they differ. */
function compare(
  expect: Expectation,
  outcome: Outcome,
  stage: Stage,
): { expected: string; seen: string } | undefined {
  const { refusal } = outcome;
  const seen =
    refusal === undefined ? `accepted, ${formatWon(outcome.moved)} moved` : describe(refusal);
  if (expect === "accepted") return refusal && { expected: "accepted", seen };
  if ("moved" in expect) {
    const moved = won.parse(expect.moved, stage.names);
    const same = refusal === undefined && outcome.moved === moved;
    return same ? undefined : { expected: `${formatWon(moved)} moved`, seen };
  }
  const expected = describe({ name: expect.refused, args: expect.with ?? {} });
  if (refusal?.name !== expect.refused) return { expected, seen };
  const fits = Object.entries(expect.with ?? {}).every(([name, value]) =>
    isSame(refusal.args[name], value, stage),
  );
  return fits ? undefined : { expected, seen };
}

function isSame(seen: unknown, expected: unknown, stage: Stage): boolean {
  if (seen === undefined) return false;
  const written = String(expected);
  if (isAddress(seen)) return seen === stage.names.account(written);
  const digits = written.replace(/[_,]/g, "");
  return `${seen as bigint}` === (/^\d+$/.test(digits) ? digits : written);
}

function describe({ name, args }: Refusal): string {
  const shown = Object.entries(args).map(([key, value]) => `${key} ${String(value)}`);
  return `refused ${name}(${shown.join(", ")})`;
}

/** Puts drawn values and the member into a step's inputs. Undefined where the member has nothing left to spend. */
async function fillIn(
  step: Step,
  member: string | undefined,
  stage: Stage,
  draw: Draw,
): Promise<Record<string, unknown> | undefined> {
  if (member === undefined) return { ...step.inputs };
  const inputs: Record<string, unknown> = { by: member, ...step.inputs };
  if (isDrawn(inputs["merchant"])) {
    inputs["merchant"] = drawMerchant(step, member, stage, draw);
  }
  if (isDrawn(inputs["amount"])) {
    const programme = stage.names.programme(String(inputs["programme"]));
    const { balance } = await stage.system.programmes.voucherOf(programme, member);
    const amount = drawAmount(step, inputs["amount"], balance, draw);
    if (amount === 0n) return undefined;
    inputs["amount"] = amount;
  }
  return inputs;
}

const isDrawn = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** A merchant that the terms as written allow to the holder. */
function drawMerchant(step: Step, member: string, stage: Stage, draw: Draw): string {
  const wanted = step.inputs["merchant"] as { allowed?: unknown };
  const terms = typeof wanted.allowed === "string" ? wanted.allowed : "";
  const purpose = blame(step, "merchant.allowed", () => stage.purposeOf(terms));
  const holder = stage.factsOf(member);
  const suitable = stage.names.group("merchants").filter((account) => {
    const merchant = stage.factsOf(account);
    return holder && merchant && allows(purpose, holder, merchant, account);
  });
  if (suitable.length === 0) {
    throw new UserError(`${step.where}: the terms allow ${holder?.name ?? member} no merchant`);
  }
  return draw.oneOf(suitable);
}

/** Whole won between `from` and `to`, in steps of `by`, and no more than is left. */
function drawAmount(
  step: Step,
  wanted: Readonly<Record<string, unknown>>,
  left: bigint,
  draw: Draw,
): bigint {
  const [from, to, by] = ["from", "to", "by"].map((name) =>
    Number(blame(step, `amount.${name}`, () => won.parse(wanted[name], noNames))),
  ) as [number, number, number];
  if (by === 0 || to < from)
    throw new UserError(`${step.where}:amount: from ≤ to and by > 0 are needed`);
  const amount = BigInt(from + by * draw.below(Math.floor((to - from) / by) + 1));
  return amount < left ? amount : left;
}
