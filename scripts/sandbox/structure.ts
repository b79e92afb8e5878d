import { Ajv, type ErrorObject } from "ajv";
import { UserError } from "../lib/errors.ts";
import { COMMA, describe } from "../tasks/raw.ts";
import type { Path } from "./document.ts";
import { scenarioSchema } from "./schema.ts";

/** Holds what a scenario's file has against the schema. Fails with the mistake that says most. */
export function checkStructure(content: unknown, locate: (path: Path) => string): void {
  const validate = new Ajv({ allErrors: true, verbose: true, allowUnionTypes: true }).compile(
    scenarioSchema,
  );
  if (validate(content)) return;
  // `if` says only which of two forms was tried; what is wrong with it is said beside it.
  const faults = (validate.errors ?? []).filter(({ keyword }) => keyword !== "if");
  const worst = faults.toSorted(mostTelling)[0];
  if (worst === undefined) throw new UserError(`${locate([])}: does not fit the schema`);
  throw new UserError(`${locate(fieldOf(worst))}: ${explain(worst)}`);
}

/** What says most about a mistake comes first: a field that is unknown, then one of the wrong type, then one that is missing. */
const KEYWORDS = ["additionalProperties", "enum", "type", "pattern", "minimum", "required"];

const rank = ({ keyword }: ErrorObject): number => {
  const found = KEYWORDS.indexOf(keyword);
  return found === -1 ? KEYWORDS.length : found;
};

const depth = ({ instancePath }: ErrorObject): number => instancePath.split("/").length;

const mostTelling = (a: ErrorObject, b: ErrorObject): number =>
  depth(b) - depth(a) || rank(a) - rank(b);

const isDigits = (name: string): boolean => /^\d+$/.test(name);

/** The field that is wrong. Digits after a comma are no field: what holds them is wrong. */
function fieldOf({ instancePath, params }: ErrorObject): Path {
  const path = instancePath
    .split("/")
    .slice(1)
    .map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"));
  const { additionalProperty, missingProperty } = params as Record<string, string | undefined>;
  const inner = additionalProperty ?? missingProperty;
  return inner === undefined || isDigits(inner) ? path : [...path, inner];
}

const TYPES: Readonly<Record<string, string>> = {
  object: "fields with values",
  array: "a list",
  string: "a text",
  integer: "a whole number",
  boolean: "true or false",
};

type Explain = (params: Readonly<Record<string, unknown>>, schema: SchemaPart) => string;

interface SchemaPart {
  readonly properties?: object;
  readonly description?: string;
}

const fieldsOf = ({ properties }: SchemaPart): string => Object.keys(properties ?? {}).join(", ");

const EXPLAIN: Readonly<Record<string, Explain>> = {
  additionalProperties: ({ additionalProperty }, schema) =>
    isDigits(String(additionalProperty)) ? COMMA : `unknown field; there are ${fieldsOf(schema)}`,
  type: ({ type }) =>
    `must be ${[type]
      .flat()
      .map((word) => TYPES[String(word)] ?? String(word))
      .join(" or ")}`,
  required: () => "is missing",
  enum: ({ allowedValues }) => `must be one of ${(allowedValues as unknown[]).join(", ")}`,
  const: (_, { description }) => `must be ${description}`,
  minimum: ({ limit }) => `must be at least ${String(limit)}`,
  maximum: ({ limit }) => `must be at most ${String(limit)}`,
  minLength: () => "must not be empty",
  minItems: () => "must not be empty",
  minProperties: (_, schema) =>
    schema.properties === undefined ? "must not be empty" : `has none of ${fieldsOf(schema)}`,
  maxProperties: (_, schema) => `has more than one of ${fieldsOf(schema)}`,
};

function explain(error: ErrorObject): string {
  const schema = (error.parentSchema ?? {}) as SchemaPart & { pattern?: string };
  if (schema.pattern !== undefined)
    return `expected ${schema.description ?? schema.pattern}, found ${describe(error.data)}`;
  const told = EXPLAIN[error.keyword]?.(error.params as Record<string, unknown>, schema);
  return told ?? error.message ?? "does not fit the schema";
}
