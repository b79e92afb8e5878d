import type { Weekday } from "../lib/weekdays.ts";
import { UserError } from "../lib/errors.ts";
import { isVerb } from "../tasks/surface.ts";
import { readDocument, STEP_KEYS, type Path } from "./document.ts";
import { checkStructure } from "./structure.ts";

/** Where a figure or rule comes from, and whether someone has compared it with its source. */
export interface Sourced {
  readonly source: string;
  readonly checked: "yes" | "no";
}

/** A term of a programme, with its source. */
export interface Term<T> extends Sourced {
  readonly value: T;
}

/** The terms of one programme as they are written in a scenario. A term left out is off. */
export interface WrittenTerms {
  readonly expires: Term<string>;
  readonly limit?: Term<number | string>;
  readonly daily?: Term<number | string>;
  readonly monthly?: Term<number | string>;
  readonly total?: Term<number | string>;
  readonly categories?: Term<{ readonly only: number[] } | { readonly except: number[] }>;
  readonly sales?: Term<string>;
  readonly home?: Term<boolean>;
  readonly districts?: Term<number[]>;
  readonly merchants?: Term<string[]>;
  readonly hours?: Term<{ readonly from: string; readonly to: string }>;
  readonly weekdays?: Term<Weekday[]>;
  readonly holidays?: Term<"open" | "closed">;
  readonly evidence?: Term<boolean>;
  readonly purpose?: Term<boolean>;
  readonly consent?: Term<string>;
  readonly rebate?: Term<string>;
}

/** One row of a table of amounts: all rows that fit a beneficiary are added up. */
export interface AmountRow extends Sourced {
  readonly band?: string;
  readonly area?: string;
  readonly amount: number | string;
}

/** A district in which citizens live and merchants trade. */
export interface District {
  readonly code: number;
  readonly home: number;
  readonly area: string;
}

/** Merchants given by name rather than dealt out. */
export interface NamedMerchant {
  readonly name: string;
  readonly mcc: number;
  readonly region: number;
  readonly sales: string;
  /** Whose shop it is; another's name only where two shops have one owner. */
  readonly business?: string;
}

/** What a step must come to. Accepted, unless it says otherwise. */
export type Expectation =
  | "accepted"
  | { readonly moved: number | string }
  | { readonly refused: string; readonly with?: Readonly<Record<string, unknown>> };

/** One step: a verb with its inputs, when it happens, who repeats it, and what must come of it. */
export interface Step {
  readonly verb: string;
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly at?: string;
  readonly each?: string;
  readonly times?: number;
  readonly note?: string;
  readonly expect: Expectation;
  /** `file:line` of the step. */
  readonly where: string;
  /** `file:line:field` of one of the step's own fields; of its verb's inputs, with the step's line. */
  readonly locate: (field: string) => string;
}

/** A scenario as its file has it. */
export interface Scenario {
  readonly scenario: string;
  readonly title: string;
  readonly clock: "simulated" | "live";
  readonly starts?: string;
  readonly seedUntil?: string;
  readonly seed: number;
  readonly follow?: string;
  readonly hint?: string[];
  readonly districts: Sourced & { readonly list: District[] };
  readonly categories: Sourced & { readonly list: { mcc: number; name: string }[] };
  readonly cast: {
    readonly citizens: {
      readonly count: number;
      readonly bands: Readonly<Record<string, number>>;
      /** What each is called, with a number; citizen unless said otherwise. */
      readonly called?: string;
    };
    readonly merchants: {
      readonly count: number;
      readonly sales: Readonly<Record<string, number>>;
      readonly named?: NamedMerchant[];
    };
    readonly outsiders?: string[];
  };
  readonly terms: Readonly<Record<string, WrittenTerms>>;
  /** Instants with a source, which steps name in `at`. */
  readonly dates?: Readonly<Record<string, Term<string>>>;
  readonly amounts: Readonly<Record<string, AmountRow[]>>;
  readonly steps: readonly Step[];
  /** Path of the file, as it was named, and its text. */
  readonly file: string;
  readonly text: string;
  /** Figures and rules marked `checked: no`, and all of them. */
  readonly unchecked: { readonly count: number; readonly of: number };
  /** Says where in the file something is: `file:line:field`. */
  readonly locate: (path: Path) => string;
}

/** Reads and checks a scenario's file. Fails with one line: `file:line:field: what is wrong`. */
export function loadScenario(path: string): Scenario {
  const { file, text, content, lineOf, locate } = readDocument(path);
  checkStructure(content, locate);
  const written = content as Omit<Scenario, "steps"> & { steps: Record<string, unknown>[] };
  const { dates = {} } = written;
  const steps = written.steps.map((step, index) => readStep(step, index, lineOf, dates));
  return { ...written, steps, file, text, unchecked: countUnchecked(content), locate };
}

function readStep(
  written: Readonly<Record<string, unknown>>,
  index: number,
  lineOf: (path: Path) => string,
  dates: NonNullable<Scenario["dates"]>,
): Step {
  const where = lineOf(["steps", index]);
  const locate = (field: string) => `${lineOf(["steps", index, field])}:${field}`;
  const verb = oneVerb(written, (field) => lineOf(["steps", index, ...field]), index);
  const { at, each, times, note, expect } = written as Partial<Step>;
  return {
    verb,
    inputs: (written[verb] ?? {}) as Record<string, unknown>,
    expect: expect ?? "accepted",
    where,
    locate,
    ...(at === undefined ? {} : { at: whenOf(at, dates, locate) }),
    ...(each === undefined ? {} : { each }),
    ...(times === undefined ? {} : { times }),
    ...(note === undefined ? {} : { note }),
  };
}

/** When a step happens: the date that it names, or else what is written. Neither instant nor offset begins with a letter. */
function whenOf(at: string, dates: NonNullable<Scenario["dates"]>, locate: Step["locate"]): string {
  const date = Object.hasOwn(dates, at) ? dates[at] : undefined;
  if (date !== undefined) return date.value;
  const names = Object.keys(dates);
  if (names.length === 0 || !/^\p{L}/u.test(at)) return at;
  throw new UserError(
    `${locate("at")}: there is no date "${at}"; the scenario has ${names.join(", ")}`,
  );
}

/** The verb of a step. Beside a verb, a word that is none is a misspelt field. */
function oneVerb(
  written: Readonly<Record<string, unknown>>,
  lineOf: (field: Path) => string,
  index: number,
): string {
  const others = Object.keys(written).filter((key) => !STEP_KEYS.includes(key));
  const [only] = others;
  if (only !== undefined && others.length === 1) return only;
  const unknown = others.find((key) => !isVerb(key));
  if (unknown !== undefined && others.some(isVerb)) {
    const known = STEP_KEYS.join(", ");
    const where = `${lineOf([unknown])}:steps.${index}.${unknown}`;
    throw new UserError(`${where}: unknown field; beside its verb a step has ${known}`);
  }
  const found = others.length === 0 ? "none" : others.join(", ");
  throw new UserError(`${lineOf([])}:steps.${index}: a step has one verb, found ${found}`);
}

function countUnchecked(content: unknown): Scenario["unchecked"] {
  if (typeof content !== "object" || content === null) return { count: 0, of: 0 };
  let count = 0;
  let of = 0;
  for (const [key, value] of Object.entries(content)) {
    if (key === "checked") {
      of += 1;
      if (value === "no") count += 1;
      continue;
    }
    const inner = countUnchecked(value);
    count += inner.count;
    of += inner.of;
  }
  return { count, of };
}

/** The name of the account whose won is followed: the first citizen's unless the scenario says. */
export const followedIn = ({ follow, cast: { citizens } }: Scenario): string =>
  follow ?? `${citizens.called ?? "citizen"}-001`;
