import { businessFrom } from "../lib/cast.ts";
import type { Facts, Names, Stage } from "../lib/stage.ts";
import { InputError } from "./inputs.ts";

/** What is known of accounts. Their names are given where more are known than those of the cast's members. */
export interface Register extends Pick<Stage, "factsOf"> {
  nameOf?(account: string): string;
}

const nameIn = (register: Register, account: string): string =>
  register.nameOf?.(account) ?? register.factsOf(account)?.name ?? account;

/** Where a programme's money comes from, as a verb is given it. */
interface Given {
  readonly funding?: string | undefined;
  readonly budget?: bigint | undefined;
  readonly matter?: string | undefined;
}

/** Where a programme's money comes from: from an account at once, or from the Treasury later, on a matter. */
export type Funded =
  | { readonly matter: string; readonly account: undefined; readonly budget: 0n }
  | { readonly matter: undefined; readonly account: string; readonly budget: bigint };

/** The funding account and the budget, or the matter in their place. */
export function fundedBy(
  { funding, budget, matter }: Given,
  { account }: Pick<Names, "account">,
): Funded {
  if (matter !== undefined) {
    const other = funding === undefined ? "budget" : "funding";
    if ((funding ?? budget) === undefined) return { matter, account: undefined, budget: 0n };
    throw new InputError(other, "a programme that holds money in trust gets it by budget.advance");
  }
  if (budget !== undefined) return { matter, account: funding ?? account("funding"), budget };
  throw new InputError(
    "budget",
    "is missing (won; or matter, where the Treasury owes it in trust)",
  );
}

/** The home district of a holder: the one given, or the one the cast has. */
export function homeOf(field: string, holder: string, register: Register, given?: number): number {
  const home = given ?? register.factsOf(holder)?.home;
  if (home !== undefined) return home;
  throw new InputError(field, `no home district is known of ${nameIn(register, holder)}`);
}

/** What a merchant is enrolled with: the facts given, and for the others those of the cast. */
export function enrolmentOf(
  merchant: string,
  register: Register & Pick<Stage, "hash">,
  given: { readonly [Name in "mcc" | "region" | "sales"]?: number | undefined } & {
    readonly business?: string | undefined;
  },
) {
  const facts: Partial<Facts> = register.factsOf(merchant) ?? {};
  const mcc = given.mcc ?? facts.mcc;
  const region = given.region ?? facts.region;
  const salesBand = given.sales ?? facts.sales;
  const owner = given.business;
  const business =
    owner === undefined ? facts.business : businessFrom(register.hash(`business/${owner}`));
  const known = [mcc, region, salesBand, business];
  if (!known.includes(undefined)) return { merchant, mcc, region, salesBand, business };
  const needed = "mcc, region, sales and business";
  throw new InputError("merchants", `${nameIn(register, merchant)} needs ${needed}`);
}
