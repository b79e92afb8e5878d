import type { PurposeInput } from "../lib/stage.ts";
import { say, type Filling, type Words } from "../lib/terms-words.ts";
import type { Cast } from "./cast.ts";
import type { Scenario, WrittenTerms } from "./scenario.ts";

/** Something about terms that the contract refuses, or that looks like a slip. */
export interface Slip extends Words {
  readonly kind: "refused" | "warned";
  /** Its key in `data/terms.csv`. */
  readonly key: string;
  /** `file:line:field`. */
  readonly where: string;
  /** The name of the terms that it is in. */
  readonly terms?: string;
  /** The merchant that it is about. */
  readonly merchant?: string;
}

/** What is known of one programme's terms when they are looked at. */
export interface Looked {
  readonly scenario: Scenario;
  readonly name: string;
  readonly written: WrittenTerms;
  readonly purpose: PurposeInput;
  readonly cast: Cast;
  /** UTC second at which the programme opens. */
  readonly opens: number;
}

export type Field = keyof WrittenTerms;

/** A slip in a field of the terms; `key` says also whether the contract refuses it. */
export function slip(
  looked: Looked,
  field: Field | undefined,
  key: string,
  values?: Filling,
): Slip {
  const { scenario, name: terms } = looked;
  const path = field === undefined ? [] : [field, "value"];
  const kind = key.startsWith("refused.") ? "refused" : "warned";
  return {
    kind,
    key,
    where: scenario.locate(["terms", terms, ...path]),
    ...say(key, values),
    terms,
  };
}
