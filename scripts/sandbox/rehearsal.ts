import { groupBy } from "../lib/chunks.ts";
import { UserError } from "../lib/errors.ts";
import { holidayDays } from "../lib/holidays.ts";
import { parseInputs } from "../tasks/inputs.ts";
import { surface } from "../tasks/surface.ts";
import { parseTime } from "../tasks/time.ts";
import { ACTS } from "./acts.ts";
import { isPaying, paymentsOf, sign, type Payment } from "./asked.ts";
import { keyedHash } from "./cast.ts";
import { rehearse as castOf, startOf } from "./check.ts";
import { Draw } from "./draw.ts";
import { fillIn, type Drawing } from "./drawn.ts";
import { keepHolidays } from "./inputs.ts";
import { mostOf, pay, type Judged } from "./paying.ts";
import type { Programme, Rehearsed } from "./rehearsed.ts";
import { PAYMENTS, verbOf } from "./runner.ts";
import type { Scenario, Step } from "./scenario.ts";
import { purposeOf } from "./terms.ts";

/** What a scenario's steps come to without a chain. */
export interface Rehearsal {
  readonly payments: readonly Judged[];
  readonly programmes: readonly Ended[];
}

/** A programme after the last step. */
export interface Ended extends Programme {
  /** What was left at expiry and has gone home, and what holders still have, whole won. */
  readonly unspent: bigint;
}

/** What a step pays, one act after another: what one pays is known before the next is asked for. */
type Source = (
  step: Step,
  state: Rehearsed,
) => AsyncIterable<readonly Payment[]> | Iterable<readonly Payment[]>;

/** Goes through a scenario's steps without a chain. Payments are drawn as a run draws them. */
export function rehearse(scenario: Scenario): Promise<Rehearsal> {
  const draw = new Draw(scenario.seed + PAYMENTS);
  return goThrough(scenario, (step, state) => drawn(step, state, draw));
}

/** Judges payments of the scenario's steps that were drawn before, by what this scenario says. */
export function replay(scenario: Scenario, payments: readonly Payment[]): Promise<Rehearsal> {
  return goThrough(scenario, ({ where }) =>
    groupBy(
      payments.filter((payment) => payment.where === where),
      ({ act }) => act,
    ).values(),
  );
}

async function goThrough(scenario: Scenario, source: Source): Promise<Rehearsal> {
  let now = startOf(scenario);
  const state = begin(scenario, () => now);
  const payments: Judged[] = [];
  for (const step of scenario.steps) {
    if (step.at !== undefined) now = parseTime(step.at, () => now);
    const verb = verbOf(step);
    if (isPaying(verb) || verb === "voucher.sign") {
      for await (const asked of source(step, state)) payments.push(...pay(step, asked, state));
    } else {
      act(step, state);
    }
  }
  return { payments, programmes: endedIn(state) };
}

function endedIn({ opened, vouchers }: Rehearsed): Ended[] {
  return [...opened].map(([id, programme]) => {
    const held = [...vouchers].filter(([key]) => key.startsWith(`${id}/`));
    const left = held.reduce((sum, [, { balance }]) => sum + balance, 0n);
    return { ...programme, unspent: programme.lapsed + left };
  });
}

function begin(scenario: Scenario, now: () => number): Rehearsed {
  const programmes = new Map<string, bigint>();
  const { cast, names } = castOf(scenario, programmes, now);
  return {
    scenario,
    cast,
    names,
    now,
    programmes,
    opened: new Map(),
    vouchers: new Map(),
    enrolled: new Map(),
    stopped: new Map(),
    successors: new Map(),
    bank: new Map(),
    slips: new Map(),
    invoices: new Map(),
    holidays: new Set(holidayDays),
    hash: (text) => keyedHash(scenario, text),
  };
}

/** Does what a step does. What a step expects to be refused is not done; what this cast or file lacks cannot be. */
function act(step: Step, state: Rehearsed): void {
  const verb = verbOf(step);
  if (step.expect !== "accepted" && "refused" in step.expect) return;
  const members = step.each === undefined ? [undefined] : state.names.group(step.each);
  for (const member of members) {
    const inputs = member === undefined ? step.inputs : { by: member, ...step.inputs };
    try {
      const values = parseInputs(surface[verb].inputs, inputs, state.names);
      keepHolidays(verb, values, state.holidays);
      ACTS[verb]?.(state, values as never);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
    }
  }
}

/** The payments of a step with what it draws for its members. What a holder signs is kept until it is sent. */
async function* drawn(step: Step, state: Rehearsed, draw: Draw): AsyncGenerator<Payment[]> {
  const { names, cast, scenario } = state;
  const drawing: Drawing = {
    names,
    draw,
    factsOf: (account) => cast.facts.get(account),
    purposeOf: (name) => purposeOf(scenario, name, names),
    most: (programme, holder) => mostOf(state, programme, holder),
  };
  const verb = verbOf(step);
  const members = step.each === undefined ? [undefined] : names.group(step.each);
  let number = 0;
  for (const member of members) {
    for (let time = 0; time < (step.times ?? 1); time++) {
      const inputs = await fillIn(step.inputs, member, drawing);
      if (inputs === undefined) continue;
      if (verb === "voucher.sign") sign(inputs, state);
      else yield paymentsOf(step, verb, number++, inputs, state);
    }
  }
}
