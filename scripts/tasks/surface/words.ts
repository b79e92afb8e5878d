import type { Inputs } from "../inputs.ts";
import { account, choice, count, optional, required, text } from "../inputs.ts";

/** A verb's place in the surface: what it does, and what it takes. */
export interface Declaration {
  readonly about: string;
  readonly inputs: Inputs;
  /** The input that a command takes without its name, after the verb; a list takes all that follow. */
  readonly positional?: { readonly input: string; readonly isList: boolean };
}

/** Who signs. */
export const by = (officer: string) =>
  optional(account, `who signs; the ${officer} unless named`, officer);

/** The two who sign what takes two people. */
export const twoPeople = (maker: string, checker: string) => ({
  by: optional(account, `who proposes; the ${maker} unless named`, maker),
  checker: optional(account, `who approves; the ${checker} unless named`, checker),
});

export const reference = required(count, "the institution's own number for the act");

export const keyed = "a hash of it goes on chain, keyed here with the scenario's public seed";
export const caseName = required(text, `the case; ${keyed}`);
export const orderName = required(text, `the order; ${keyed}`);

/** On what ground money is frozen or taken. */
export const basis = required(
  choice({ debt: 1, fraud: 2, error: 3, offence: 4 }),
  "debt, fraud, error or offence",
);
