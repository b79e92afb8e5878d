import { getAddress, isAddress } from "ethers";
import { parse as parseYaml } from "yaml";
import { categories, cityOfWard, regions } from "../lib/codes.ts";
import { UserError } from "../lib/errors.ts";
import type { Names } from "../lib/stage.ts";

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

const asText = (raw: unknown): string =>
  typeof raw === "string" || typeof raw === "number" || typeof raw === "bigint" ? String(raw) : "";

const describe = (raw: unknown): string => {
  if (raw === undefined || raw === null || raw === "") return "nothing";
  return typeof raw === "object" ? "a structure" : `"${asText(raw)}"`;
};

function wholeNumber(raw: unknown, what: string): bigint {
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
const MAX_WON = 2n ** 64n - 1n;

/** Whole won: `300_000` or `"300,000"`. */
export const won: Kind<bigint> = {
  schema: numeric,
  parse: (raw) => {
    const amount = wholeNumber(raw, "whole won such as 300_000");
    if (amount > MAX_WON) throw new UserError(`${amount} won is more than an account can hold`);
    return amount;
  },
};

/** A number of something, or an institution's own reference number. */
export const count: Kind<bigint> = {
  schema: numeric,
  parse: (raw) => wholeNumber(raw, "a whole number"),
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
    return /^\d+$/.test(name) ? BigInt(name) : names.programme(name);
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

const UNITS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3_600, d: 86_400 };

/** Seconds written as `30s`, `15m`, `12h` or `200d`. */
export function parsePeriod(raw: unknown): number {
  const match = /^(\d+)([smhd])$/.exec(asText(raw));
  const unit = UNITS[match?.[2] ?? ""];
  if (match === null || unit === undefined) {
    throw new UserError(`expected a period such as 30d or 12h, found ${describe(raw)}`);
  }
  return Number(match[1]) * unit;
}

/** A UTC second written as an instant with its offset, or as `+30s` from now. */
export function parseTime(raw: unknown, now: () => number): number {
  const written = asText(raw);
  if (/^\+\d+[smhd]$/.test(written)) return now() + parsePeriod(written.slice(1));
  const milliseconds = Date.parse(written);
  if (!/(Z|[+-]\d\d:\d\d)$/.test(written) || Number.isNaN(milliseconds)) {
    throw new UserError(
      `expected an instant such as 2025-12-01T00:00:00+09:00 or +30s, found ${describe(raw)}`,
    );
  }
  return Math.floor(milliseconds / 1000);
}

export const period: Kind<number> = {
  schema: { type: "string", pattern: "^[0-9]+[smhd]$" },
  parse: (raw) => parsePeriod(raw),
};

export const time: Kind<number> = {
  schema: { type: "string", minLength: 3 },
  parse: (raw, names) => parseTime(raw, () => names.now()),
};

/** One of a few words; the verb gets its number as the contract's enum has it. */
export function choice(words: Readonly<Record<string, number>>): Kind<number> {
  return {
    schema: { enum: Object.keys(words) },
    parse: (raw) => {
      const found = words[asText(raw)];
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
  for (const name of Object.keys(raw)) {
    if (!(name in inputs)) {
      throw new InputError(name, `unknown input; it takes ${Object.keys(inputs).join(", ")}`);
    }
  }
  const values: Record<string, unknown> = {};
  for (const [name, input] of Object.entries(inputs)) {
    const given = raw[name] ?? input.default;
    if (given === undefined && input.mayBeMissing === true) continue;
    if (given === undefined) throw new InputError(name, `is missing (${input.about})`);
    try {
      values[name] = input.kind.parse(given, names);
    } catch (error) {
      throw error instanceof UserError ? new InputError(name, error.message) : error;
    }
  }
  return values as Values<I>;
}

/** A user's error in one named input. */
export class InputError extends UserError {
  readonly field: string;
  constructor(field: string, problem: string) {
    super(`${field}: ${problem}`);
    this.field = field;
  }
}
