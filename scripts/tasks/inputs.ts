import { getAddress, isAddress } from "ethers";
import { parse as parseYaml } from "yaml";
import { categories, cityOfWard, regions } from "../lib/codes.ts";
import { UserError } from "../lib/errors.ts";
import type { Names } from "../lib/stage.ts";
import { asText, COMMA, describe } from "./raw.ts";
import { parseDay, parsePeriod, parseTime } from "./time.ts";

/** One kind of input: how it is written in YAML or on the command line, and what a verb gets. */
export interface Kind<T> {
  readonly schema: Readonly<Record<string, unknown>>;
  parse(raw: unknown, names: Names): T;
}

/** An input of a verb. One that may be left out has what stands in its place, or nothing. */
export interface Input<T> {
  readonly kind: Kind<T>;
  readonly about: string;
  readonly mayBeMissing?: boolean;
  readonly default?: unknown;
}

export type Inputs = Readonly<Record<string, Input<unknown>>>;

/** What a verb with these inputs gets. */
export type Values<I extends Inputs> = {
  readonly [Name in keyof I]: I[Name] extends Input<infer T> ? T : never;
};

export function required<T>(kind: Kind<T>, about: string): Input<T> {
  return { kind, about };
}

export function optional<T>(kind: Kind<T>, about: string, value: unknown): Input<T> {
  return { kind, about, mayBeMissing: true, default: value };
}

/** An input that may be missing altogether: the verb gets undefined. */
export function extra<T>(kind: Kind<T>, about: string): Input<T | undefined> {
  return { kind, about, mayBeMissing: true };
}

/** Digits, which may be grouped by `_` or `,`; `what` says what is expected. */
export function wholeNumber(raw: unknown, what: string): bigint {
  const digits = asText(raw).replace(/[_,]/g, "");
  if (!/^\d+$/.test(digits)) throw new UserError(`expected ${what}, found ${describe(raw)}`);
  return BigInt(digits);
}

const numeric = {
  oneOf: [
    { type: "integer", minimum: 0 },
    { type: "string", pattern: "^[0-9][0-9_,]*$" },
  ],
};
/** The contracts keep amounts, references and numbers of programmes in 64 bits. */
const MAX_64 = 2n ** 64n - 1n;

/** Whole won: `300_000` or `"300,000"`. */
export const won: Kind<bigint> = {
  schema: numeric,
  parse: (raw) => {
    const amount = wholeNumber(raw, "whole won such as 300_000");
    if (amount > MAX_64) throw new UserError(`${amount} won is more than an account can hold`);
    return amount;
  },
};

/** A number of something, or an institution's own reference number. */
export const count: Kind<bigint> = {
  schema: numeric,
  parse: (raw) => {
    const number = wholeNumber(raw, "a whole number");
    if (number > MAX_64) throw new UserError(`${number} is more than 64 bits hold`);
    return number;
  },
};

/** An account by its name in the cast, or a 0x address. */
export const account: Kind<string> = {
  schema: { type: "string", minLength: 1 },
  parse: (raw, names) => {
    const name = asText(raw);
    if (name === "") throw new UserError(`expected an account's name, found ${describe(raw)}`);
    return isAddress(name) ? getAddress(name) : names.account(name);
  },
};

/** One account, a group of the cast, or a list of either. */
export const accounts: Kind<readonly string[]> = {
  schema: {
    oneOf: [
      { type: "string", minLength: 1 },
      { type: "array", items: { type: "string", minLength: 1 }, minItems: 1 },
    ],
  },
  parse: (raw, names) => {
    const parts = Array.isArray(raw) ? raw.map(asText) : asText(raw).split(",");
    if (parts.some((part) => part === "")) {
      throw new UserError(`expected accounts or a group, found ${describe(raw)}`);
    }
    return parts.flatMap((part) => (isAddress(part) ? [getAddress(part)] : names.group(part)));
  },
};

/** A programme by its name in the scenario, or its number. */
export const programme: Kind<bigint> = {
  schema: {
    oneOf: [
      { type: "string", minLength: 1 },
      { type: "integer", minimum: 1 },
    ],
  },
  parse: (raw, names) => {
    const name = asText(raw);
    if (name === "") throw new UserError(`expected a programme, found ${describe(raw)}`);
    if (!/^\d+$/.test(name)) return names.programme(name);
    const number = count.parse(name, names);
    if (number === 0n) throw new UserError("programmes are numbered from 1");
    return number;
  },
};

/** A name or other short text. */
export const text: Kind<string> = {
  schema: { type: "string", minLength: 1 },
  parse: (raw) => {
    if (asText(raw) === "") throw new UserError(`expected a text, found ${describe(raw)}`);
    return asText(raw);
  },
};

/** Values of any kind: a list, or on the command line a text with commas; brackets hold a list within. */
export const list: Kind<readonly unknown[]> = {
  schema: { oneOf: [{ type: "string" }, { type: "array" }] },
  parse: (raw) => {
    if (Array.isArray(raw)) return raw as unknown[];
    const parsed: unknown = parseYaml(`[${asText(raw)}]`, { schema: "failsafe" });
    if (Array.isArray(parsed)) return parsed as unknown[];
    throw new UserError(`expected values separated by commas, found ${describe(raw)}`);
  },
};

export const period: Kind<number> = {
  schema: { type: "string", pattern: "^[0-9]+[smhd]$" },
  parse: (raw) => parsePeriod(raw),
};

export const time: Kind<number> = {
  schema: { type: "string", minLength: 3 },
  parse: (raw, names) => parseTime(raw, () => names.now()),
};

/** A day in Korea, counted since 1970-01-01. */
export const day: Kind<number> = {
  schema: { type: "string", minLength: 1 },
  parse: (raw) => parseDay(raw),
};

/** One day or several. */
export const days: Kind<readonly number[]> = {
  schema: { oneOf: [day.schema, { type: "array", items: day.schema, minItems: 1 }] },
  parse: (raw) => {
    const parts: readonly unknown[] = Array.isArray(raw) ? raw : [raw];
    const written = parts.flatMap((part) => asText(part).split(","));
    return (written.length === 0 ? [""] : written).map(parseDay);
  },
};

/** One of a few words; the verb gets its number as the contract's enum has it. */
export function choice(words: Readonly<Record<string, number>>): Kind<number> {
  return {
    schema: { enum: Object.keys(words) },
    parse: (raw) => {
      const word = asText(raw);
      const found = Object.hasOwn(words, word) ? words[word] : undefined;
      if (found === undefined) {
        throw new UserError(
          `expected one of ${Object.keys(words).join(", ")}, found ${describe(raw)}`,
        );
      }
      return found;
    },
  };
}

/** Yes or no. */
export const flag: Kind<boolean> = {
  schema: { enum: ["yes", "no", true, false] },
  parse: (raw) => {
    const word = String(raw);
    if (["yes", "true"].includes(word)) return true;
    if (["no", "false"].includes(word)) return false;
    throw new UserError(`expected yes or no, found ${describe(raw)}`);
  },
};

/** Whole won, or `all`: what is `all` is asked only where it is said. */
export async function wonOrAll(
  written: string,
  field: string,
  all: () => bigint | Promise<bigint>,
): Promise<bigint> {
  if (written === "all") return all();
  try {
    return won.parse(written, noNames);
  } catch (error) {
    throw error instanceof UserError ? new InputError(field, error.message) : error;
  }
}

/** A district's five-digit code: a city, county or autonomous district, or a whole province; no ward of a city. */
export const region: Kind<number> = {
  schema: numeric,
  parse: (raw) => {
    const code = asText(raw).padStart(5, "0");
    if (!regions.has(code)) throw new UserError(`${describe(raw)} is no district code of Korea`);
    const city = cityOfWard(code);
    if (city !== undefined) {
      const [ward, whole] = [regions.get(code), regions.get(city)];
      throw new UserError(`${code} is ${ward}, a ward; districts are whole: ${city} ${whole}`);
    }
    return Number(code);
  },
};

/** A four-digit merchant category code of ISO 18245. */
export const mcc: Kind<number> = {
  schema: numeric,
  parse: (raw) => {
    const code = asText(raw).padStart(4, "0");
    if (!categories.has(code)) throw new UserError(`${describe(raw)} is no category of ISO 18245`);
    return Number(code);
  },
};

export const accountKind = choice({ citizen: 1, merchant: 2, agency: 3, contractor: 4, bank: 5 });
export const issueReason = choice({ deposit: 0, correction: 1, refund: 2 });
export const salesBand = choice({ "300M": 1, "500M": 2, "1B": 3, "3B": 4, "over 3B": 5 });

/** For inputs that hold no names. */
export const noNames: Names = {
  account: (name) => name,
  group: (name) => [name],
  programme: () => 0n,
  now: () => 0,
};

/** Reads all inputs of a verb; an unknown or missing one is named. */
export function parseInputs<I extends Inputs>(
  inputs: I,
  raw: Readonly<Record<string, unknown>>,
  names: Names,
): Values<I> {
  mustBeKnown(inputs, raw);
  const values: Record<string, unknown> = {};
  for (const [name, input] of Object.entries(inputs)) {
    const given = raw[name] ?? input.default;
    if (given === undefined && input.mayBeMissing === true) continue;
    if (given === undefined) throw new InputError(name, `is missing (${input.about})`);
    values[name] = inField(name, () => input.kind.parse(given, names));
  }
  return values as Values<I>;
}

/** Refuses an input that the verb does not take. */
export function mustBeKnown(inputs: Inputs, raw: Readonly<Record<string, unknown>>): void {
  for (const name of Object.keys(raw)) {
    if (Object.hasOwn(inputs, name)) continue;
    if (/^\d+$/.test(name)) throw new InputError(name, COMMA);
    throw new InputError(name, `unknown input; it takes ${Object.keys(inputs).join(", ")}`);
  }
}

/** Names the input in what the user has to mend. */
export function inField<T>(field: string, act: () => T): T {
  try {
    return act();
  } catch (error) {
    throw error instanceof UserError ? new InputError(field, error.message) : error;
  }
}

/** A user's error in one named input. */
export class InputError extends UserError {
  readonly field: string;
  constructor(field: string, problem: string) {
    super(`${field}: ${problem}`);
    this.field = field;
  }
}
