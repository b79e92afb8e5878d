import { Ajv, type ErrorObject } from "ajv";
import { UserError } from "../lib/errors.ts";
import type { Scenario } from "./scenario.ts";
import { scenarioSchema } from "./schema.ts";

/** Fails with `file:line:field: what is wrong` where a scenario does not have the form of the schema. */
export function checkStructure(content: unknown, locate: Scenario["locate"]): void {
  const validate = new Ajv({ allErrors: true, verbose: true, allowUnionTypes: true }).compile(
    scenarioSchema,
  );
  if (validate(content)) return;
  const worst = (validate.errors ?? []).toSorted(mostTelling)[0];
  if (worst === undefined) throw new UserError(`${locate([])}: does not fit the schema`);
  const path = worst.instancePath
    .split("/")
    .slice(1)
    .map((part) => (/^\d+$/.test(part) ? Number(part) : part));
  const unknown = (worst.params as { additionalProperty?: string }).additionalProperty;
  const field = unknown === undefined || /^\d+$/.test(unknown) ? path : [...path, unknown];
  throw new UserError(`${locate(field)}: ${explain(worst)}`);
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

const TYPES: Readonly<Record<string, string>> = {
  object: "fields with values",
  array: "a list",
  string: "a text",
  integer: "a whole number",
  boolean: "true or false",
};

function explain(error: ErrorObject): string {
  const params = error.params as Record<string, unknown>;
  if (error.keyword === "additionalProperties") {
    const unknown = String(params["additionalProperty"]);
    if (/^\d+$/.test(unknown)) return "a comma ends a value here; write thousands as 150_000";
    const known = Object.keys((error.parentSchema?.["properties"] as object | undefined) ?? {});
    return `unknown field; there are ${known.join(", ")}`;
  }
  if (error.keyword === "type") {
    const wanted = [params["type"]].flat().map((type) => TYPES[String(type)] ?? String(type));
    return `must be ${wanted.join(" or ")}`;
  }
  if (error.keyword === "required") return `${String(params["missingProperty"])} is missing`;
  if (error.keyword === "pattern")
    return `expected whole won such as 300_000, found "${String(error.data)}"`;
  if (error.keyword === "enum") {
    return `must be one of ${(params["allowedValues"] as unknown[]).join(", ")}`;
  }
  return error.message ?? "does not fit the schema";
}
