import { surface, verbNames, type Declaration } from "../tasks/surface.ts";

const text = { type: "string", minLength: 1 } as const;
const sourced = { source: text, checked: { enum: ["yes", "no"] } } as const;
const amount = { type: ["integer", "string"], minimum: 0, pattern: "^[0-9][0-9_,]*$" } as const;

const term = (value: object) => ({
  type: "object",
  additionalProperties: false,
  required: ["value", "source", "checked"],
  properties: { value, ...sourced },
});

/** Kinds of area by which amounts differ. */
const area = { enum: ["capital", "outside-capital", "depopulating"] } as const;

const codes = { type: "array", items: { type: "integer" }, minItems: 1 } as const;

const terms = {
  type: "object",
  additionalProperties: false,
  required: ["expires"],
  properties: {
    expires: term(text),
    limit: term(amount),
    categories: term({
      oneOf: [
        {
          type: "object",
          additionalProperties: false,
          required: ["only"],
          properties: { only: codes },
        },
        {
          type: "object",
          additionalProperties: false,
          required: ["except"],
          properties: { except: codes },
        },
      ],
    }),
    sales: term({ enum: ["300M", "500M", "1B", "3B"] }),
    home: term({ type: "boolean" }),
    districts: term(codes),
    merchants: term({ type: "array", items: text, minItems: 1 }),
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

const shares = {
  type: "object",
  minProperties: 1,
  additionalProperties: { type: "integer", minimum: 0 },
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
      properties: { count: { type: "integer", minimum: 1 }, bands: shares },
    },
    merchants: {
      type: "object",
      additionalProperties: false,
      required: ["count", "sales"],
      properties: {
        count: { type: "integer", minimum: 1 },
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
            },
          },
        },
      },
    },
    outsiders: { type: "array", items: text },
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
    expect: {
      oneOf: [
        { const: "accepted" },
        {
          type: "object",
          additionalProperties: false,
          required: ["moved"],
          properties: { moved: amount },
        },
        {
          type: "object",
          additionalProperties: false,
          required: ["refused"],
          properties: { refused: text, with: { type: "object" } },
        },
      ],
    },
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

/** The schema with every verb and its inputs, for editors: `npx hardhat sandbox schema`. */
export function editorSchema(): object {
  const verbs = verbNames.map((name) => {
    const { about, inputs }: Declaration = surface[name];
    const properties = Object.fromEntries(
      Object.entries(inputs).map(([input, { kind, about: meaning }]) => [
        input,
        { description: meaning, anyOf: [kind.schema, drawn] },
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
