import { readFileSync } from "node:fs";
import { basename, relative } from "node:path";
import { LineCounter, parseDocument, type Document } from "yaml";
import { UserError } from "../lib/errors.ts";
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
  readonly categories?: Term<{ readonly only: number[] } | { readonly except: number[] }>;
  readonly sales?: Term<string>;
  readonly home?: Term<boolean>;
  readonly districts?: Term<number[]>;
  readonly merchants?: Term<string[]>;
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
    readonly citizens: { readonly count: number; readonly bands: Readonly<Record<string, number>> };
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
  readonly locate: (path: readonly (string | number)[]) => string;
}

const STEP_KEYS = new Set(["at", "each", "times", "note", "expect"]);

/** Reads and checks a scenario's file. Fails with one line: `file:line:field: what is wrong`. */
export function loadScenario(file: string): Scenario {
  const text = readText(file);
  const shown = shownPath(file);
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const [fault] = document.errors;
  if (fault !== undefined) {
    const at = lines.linePos(fault.pos[0]);
    throw new UserError(`${shown}:${at.line}: not YAML: ${fault.message.split("\n")[0]}`);
  }
  const locate = locator(document, lines, shown);
  const content: unknown = document.toJS();
  if (content === null || content === undefined)
    throw new UserError(`${shown}:1: the file is empty`);
  checkStructure(content, locate);
  const written = content as Omit<Scenario, "steps"> & { steps: Record<string, unknown>[] };
  const { dates = {} } = written;
  const steps = written.steps.map((step, index) => readStep(step, index, locate, dates));
  return { ...written, steps, file: shown, text, unchecked: countUnchecked(content), locate };
}

function readText(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    if ((error as { code?: string }).code === "EISDIR") {
      throw new UserError(`${shownPath(file)}: is a folder; name a scenario's file`);
    }
    throw new UserError(`${shownPath(file)}: there is no such file to read`);
  }
}

/** A file inside the working folder by its relative path, any other by its whole path. */
function shownPath(file: string): string {
  const inside = relative(process.cwd(), file);
  if (inside.startsWith("..")) return file;
  return inside || basename(file);
}

function locator(document: Document, lines: LineCounter, file: string) {
  return (path: readonly (string | number)[]): string => {
    const field = path.length === 0 ? "" : `:${path.join(".")}`;
    for (let depth = path.length; depth >= 0; depth--) {
      const node: unknown = document.getIn(path.slice(0, depth), true);
      const range = (node as { range?: [number, number, number] } | undefined)?.range;
      if (range !== undefined) {
        return `${file}:${lines.linePos(range[0]).line}${field}`;
      }
    }
    return `${file}:1${field}`;
  };
}

function readStep(
  written: Readonly<Record<string, unknown>>,
  index: number,
  locate: Scenario["locate"],
  dates: NonNullable<Scenario["dates"]>,
): Step {
  const where = locate(["steps", index]).split(":").slice(0, 2).join(":");
  const verbs = Object.keys(written).filter((key) => !STEP_KEYS.has(key));
  const [verb] = verbs;
  if (verb === undefined || verbs.length > 1) {
    const found = verbs.length === 0 ? "none" : verbs.join(", ");
    throw new UserError(`${locate(["steps", index])}: a step has one verb, found ${found}`);
  }
  const { at, each, times, note, expect } = written as Partial<Step>;
  return {
    verb,
    inputs: (written[verb] ?? {}) as Record<string, unknown>,
    expect: expect ?? "accepted",
    where,
    ...(at === undefined ? {} : { at: dates[at]?.value ?? at }),
    ...(each === undefined ? {} : { each }),
    ...(times === undefined ? {} : { times }),
    ...(note === undefined ? {} : { note }),
  };
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
