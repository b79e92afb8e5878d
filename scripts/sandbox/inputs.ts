import { UserError } from "../lib/errors.ts";
import { mustBeOneKind } from "../tasks/budget-inputs.ts";
import { enrolmentOf, fundedBy, homeOf } from "../tasks/facts.ts";
import {
  inField,
  InputError,
  mustBeKnown,
  noNames,
  parseInputs,
  won,
  type Inputs,
} from "../tasks/inputs.ts";
import { surface } from "../tasks/surface.ts";
import type { InputsOf } from "../tasks/verb.ts";
import {
  DRAWN,
  drawnAmount,
  isDrawn,
  merchantsFor,
  mustBeOpen,
  mustHaveProgramme,
  type Known,
} from "./drawn.ts";
import { blame, blameInputs, verbOf } from "./runner.ts";
import type { Step } from "./scenario.ts";

/** What is known of a scenario when a step's turn comes, without a chain. */
export interface Reached extends Known {
  /** Programmes opened by the steps above. */
  readonly programmes: Map<string, bigint>;
  /** Public holidays: those of the list, and what the steps above announce and withdraw. */
  readonly holidays: Set<number>;
  readonly amountFor: (table: string, account: string) => bigint;
  readonly nameOf: (account: string) => string;
  readonly hash: (text: string) => string;
}

/** Checks a step's verb, inputs and expectation, and remembers the programme it opens. */
export function checkStep(step: Step, reached: Reached): void {
  const verb = verbOf(step);
  const { inputs: declared }: { inputs: Inputs } = surface[verb];
  const members = membersOf(step, reached);
  try {
    checkInputs(step, declared, members, reached);
    if (verb === "voucher.open") open(step, members.length * (step.times ?? 1), reached);
  } catch (error) {
    throw blameInputs(step, error);
  }
  const { expect } = step;
  if (expect !== "accepted" && "moved" in expect) {
    blame(step, "expect.moved", () => won.parse(expect.moved, noNames));
  }
}

function membersOf(step: Step, { names }: Reached): readonly (string | undefined)[] {
  const { each } = step;
  return each === undefined ? [undefined] : blame(step, "each", () => names.group(each));
}

/** A drawn input is checked as it is written: what it comes to is known only when the step runs. */
function checkInputs(
  step: Step,
  declared: Inputs,
  members: readonly (string | undefined)[],
  reached: Reached,
): void {
  if (!isDrawn(step.inputs)) throw new UserError("must be fields with values");
  mustBeKnown(declared, step.inputs);
  const [first] = members;
  const repeated = first === undefined ? {} : { by: first };
  const drawn = first === undefined ? [] : DRAWN.filter((name) => isDrawn(step.inputs[name]));
  const isPlain = ([name]: readonly [string, unknown]) => !drawn.some((other) => other === name);
  const plain = <T>(all: Readonly<Record<string, T>>) =>
    Object.fromEntries(Object.entries(all).filter(isPlain));
  const given = { ...repeated, ...plain(step.inputs) };
  const values = parseInputs(plain(declared), given, reached.names);
  checkFacts(step.verb, values, reached);
  if (isPaid(step)) keepHolidays(step.verb, values, reached.holidays);
  for (const name of drawn) checkDrawn(name, step, declared, members, reached);
}

type Facts = Pick<InputsOf<"budget.obligate">, "inTrust" | "payees"> &
  Pick<InputsOf<"voucher.open">, "funding" | "budget" | "matter"> &
  Pick<InputsOf<"voucher.grant">, "home" | "holder"> &
  Pick<InputsOf<"voucher.grant-batch">, "holders" | "amounts"> &
  Pick<InputsOf<"voucher.enrol">, "merchants">;

/** What a verb takes from the cast or a table where its inputs do not give it must be known there. */
function checkFacts(verb: string, values: Record<string, unknown>, reached: Reached): void {
  const { home, holder, holders, amounts, merchants, inTrust, payees, ...money } = values as Facts;
  if (verb === "voucher.open") fundedBy(money, reached.names);
  if (verb === "budget.obligate") mustBeOneKind(inTrust, payees);
  if (verb === "voucher.grant") homeOf("home", holder, reached, home);
  if (verb === "voucher.enrol") for (const one of merchants) enrolmentOf(one, reached, values);
  if (verb !== "voucher.grant-batch") return;
  for (const one of holders) {
    const amount = inField("amounts", () => reached.amountFor(amounts, one));
    if (amount > 0n) homeOf("holders", one, reached);
  }
}

/** What a step makes of the public holidays. */
export function keepHolidays(
  verb: string,
  values: Readonly<Record<string, unknown>>,
  holidays: Set<number>,
): void {
  const { days, day } = values as { readonly days?: readonly number[]; readonly day?: number };
  if (verb === "calendar.announce") for (const one of days ?? []) holidays.add(one);
  if (verb === "calendar.withdraw") holidays.delete(day ?? -1);
}

function checkDrawn(
  name: (typeof DRAWN)[number],
  step: Step,
  declared: Inputs,
  members: readonly (string | undefined)[],
  reached: Reached,
): void {
  const wanted = step.inputs[name] as Readonly<Record<string, unknown>>;
  if (name === "amount") {
    mustHaveProgramme(declared);
    drawnAmount(wanted);
    return;
  }
  for (const member of members) merchantsFor(member ?? "", wanted, reached);
  if (isPaid(step)) mustBeOpen(wanted, reached, (day) => reached.holidays.has(day));
}

const isPaid = ({ expect }: Pick<Step, "expect">): boolean =>
  expect === "accepted" || "moved" in expect;

/** A refused step opens nothing. A name of digits would be read as a programme's number. */
function open({ inputs, expect }: Step, times: number, reached: Reached): void {
  const name = String(inputs["name"]);
  inField("terms", () => reached.purposeOf(String(inputs["terms"])));
  if (/^\d+$/.test(name)) {
    throw new InputError("name", "a programme's name must not be a number");
  }
  if (!isPaid({ expect })) return;
  if (times > 1 || reached.programmes.has(name)) {
    throw new InputError("name", `a programme called "${name}" is already open`);
  }
  reached.programmes.set(name, BigInt(reached.programmes.size + 1));
}
