import { DRAWN } from "./drawn.ts";
import { WEEKDAYS } from "../lib/weekdays.ts";
import { surface, verbNames, type Declaration } from "../tasks/surface.ts";

const text = { type: "string", minLength: 1 } as const;
const sourced = { source: text, checked: { enum: ["yes", "no"] } } as const;
/** What is written after a pattern is what is expected where it does not fit. */
const amount = {
  type: ["integer", "string"],
  minimum: 0,
  pattern: "^[0-9][0-9_,]*$",
  description: "whole won such as 300_000",
} as const;

const term = (value: object) => ({
  type: "object",
  additionalProperties: false,
  required: ["value", "source", "checked"],
  properties: { value, ...sourced },
});

/** Kinds of area by which amounts differ. */
const area = { enum: ["capital", "outside-capital", "depopulating"] } as const;

const codes = { type: "array", items: { type: "integer" }, minItems: 1 } as const;

/** An hour and minute of a Korean day; 24:00 is its end. */
const hour = {
  type: "string",
  pattern: "^([01][0-9]|2[0-3]):[0-5][0-9]$|^24:00$",
  description: 'a time of day such as "09:00", up to "24:00"',
} as const;

const terms = {
  type: "object",
  additionalProperties: false,
  required: ["expires"],
  properties: {
    expires: term(text),
    limit: term(amount),
    daily: term(amount),
    monthly: term(amount),
    total: term(amount),
    categories: term({
      type: "object",
      additionalProperties: false,
      minProperties: 1,
      maxProperties: 1,
      properties: { only: codes, except: codes },
    }),
    sales: term({ enum: ["300M", "500M", "1B", "3B"] }),
    home: term({ type: "boolean" }),
    districts: term(codes),
    merchants: term({ type: "array", items: text, minItems: 1 }),
    hours: term({
      type: "object",
      additionalProperties: false,
      required: ["from", "to"],
      properties: { from: hour, to: hour },
    }),
    weekdays: term({ type: "array", items: { enum: WEEKDAYS }, minItems: 1, uniqueItems: true }),
    holidays: term({ enum: ["open", "closed"] }),
    evidence: term({ type: "boolean" }),
    purpose: term({ type: "boolean" }),
    consent: term({ ...text, description: "the notice to which a holder consents" }),
    rebate: term({
      type: "string",
      pattern: "^[0-9]{1,3}(\\.[0-9]{1,2})?%$",
      description: "a share such as 12.5%",
    }),
  },
};

const listed = (properties: Record<string, object>) => ({
  type: "object",
  additionalProperties: false,
  required: ["list", "source", "checked"],
  properties: {
    ...sourced,
    list: {
      type: "array",
      minItems: 1,
      items: {
        type: "object",
        additionalProperties: false,
        required: Object.keys(properties),
        properties,
      },
    },
  },
});

/** Members of a cast at most: each has an account of the chain. */
const MOST = 10_000;

const shares = {
  type: "object",
  minProperties: 1,
  additionalProperties: { type: "integer", minimum: 0, maximum: MOST },
} as const;

const cast = {
  type: "object",
  additionalProperties: false,
  required: ["citizens", "merchants"],
  properties: {
    citizens: {
      type: "object",
      additionalProperties: false,
      required: ["count", "bands"],
      properties: {
        count: { type: "integer", minimum: 1, maximum: MOST },
        bands: shares,
        called: {
          type: "string",
          pattern: "^[a-z]+$",
          description: "a name of lower-case Latin letters, such as official",
        },
      },
    },
    merchants: {
      type: "object",
      additionalProperties: false,
      required: ["count", "sales"],
      properties: {
        count: { type: "integer", minimum: 1, maximum: MOST },
        sales: shares,
        named: {
          type: "array",
          items: {
            type: "object",
            additionalProperties: false,
            required: ["name", "mcc", "region", "sales"],
            properties: {
              name: text,
              mcc: { type: "integer" },
              region: { type: "integer" },
              sales: text,
              business: text,
            },
          },
        },
      },
    },
    outsiders: { type: "array", items: text },
  },
};

const moved = { moved: amount };
const refused = { refused: text, with: { type: "object" } };
const fields = (required: string, properties: object) => ({
  type: "object",
  additionalProperties: false,
  required: [required],
  properties,
});
const has = (field: string) => ({ type: "object", required: [field] });

/** A word, or fields: which fields there may be is told by those that are there. */
const expectation = {
  if: { type: "object", minProperties: 1 },
  else: { const: "accepted", description: "accepted, { moved: … } or { refused: … }" },
  then: {
    if: has("refused"),
    then: fields("refused", refused),
    else: {
      if: has("moved"),
      then: fields("moved", moved),
      else: fields("refused", { ...moved, ...refused }),
    },
  },
};

const step = {
  type: "object",
  minProperties: 1,
  properties: {
    at: text,
    each: text,
    times: { type: "integer", minimum: 1 },
    note: text,
    expect: expectation,
  },
};

/** The JSON Schema of a scenario's file. Steps are open here: their verbs and inputs are checked one by one. */
export const scenarioSchema = {
  $schema: "http://json-schema.org/draft-07/schema#",
  title: "Gukgo sandbox scenario",
  type: "object",
  additionalProperties: false,
  required: [
    "scenario",
    "title",
    "clock",
    "seed",
    "districts",
    "categories",
    "cast",
    "terms",
    "amounts",
    "steps",
  ],
  properties: {
    scenario: text,
    title: text,
    clock: { enum: ["simulated", "live"] },
    starts: text,
    seedUntil: text,
    seed: { type: "integer", minimum: 0 },
    follow: text,
    hint: { type: "array", items: text },
    districts: listed({ code: { type: "integer" }, home: { type: "integer" }, area }),
    categories: listed({ mcc: { type: "integer" }, name: text }),
    cast,
    terms: { type: "object", minProperties: 1, additionalProperties: terms },
    dates: { type: "object", additionalProperties: term(text) },
    amounts: {
      type: "object",
      minProperties: 1,
      additionalProperties: {
        type: "array",
        minItems: 1,
        items: {
          type: "object",
          additionalProperties: false,
          required: ["amount", "source", "checked"],
          properties: { band: text, area, amount, ...sourced },
        },
      },
    },
    steps: { type: "array", minItems: 1, items: step },
  },
};

const drawn = { type: "object", description: "drawn anew for each member, in a step with `each`" };

const writtenAs = (input: string, schema: object): object =>
  DRAWN.some((name) => name === input) ? { anyOf: [schema, drawn] } : schema;

/** The schema with every verb and its inputs, for editors: `npx hardhat sandbox schema`. */
export function editorSchema(): object {
  const verbs = verbNames.map((name) => {
    const { about, inputs }: Declaration = surface[name];
    const properties = Object.fromEntries(
      Object.entries(inputs).map(([input, { kind, about: meaning }]) => [
        input,
        { description: meaning, ...writtenAs(input, kind.schema) },
      ]),
    );
    return [name, { type: "object", description: about, additionalProperties: false, properties }];
  });
  const steps = {
    ...step,
    additionalProperties: false,
    properties: { ...step.properties, ...(Object.fromEntries(verbs) as Record<string, object>) },
  };
  const properties = { ...scenarioSchema.properties, steps: { type: "array", items: steps } };
  return { ...scenarioSchema, properties };
}
