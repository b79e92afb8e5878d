import { institutions, offices, type Institution, type OfficeName } from "../../deploy/offices.ts";

/** Everybody who signs something besides citizens and merchants. */
export type Officer =
  OfficeName | `${Institution}Admin` | "issuer" | "programmeManager" | "funding";

const officeNames = Object.keys(offices) as OfficeName[];
const institutionNames = Object.keys(institutions) as Institution[];

/** All officers in the order in which a development chain's accounts are given to them, after the deployer. */
export const officers: readonly Officer[] = [
  ...officeNames,
  ...institutionNames.map((institution) => `${institution}Admin` as const),
  "issuer",
  "programmeManager",
  "funding",
];

/** The first account that is neither the deployer's nor an officer's. */
export const firstFreeAccount = 1 + officers.length;

/** Gives each officer one of `accounts`: the deployer has the first, officers follow in their order. */
export function castOfficers<Account>(accounts: readonly Account[]): Record<Officer, Account> {
  const cast: Partial<Record<Officer, Account>> = {};
  for (const [index, officer] of officers.entries()) {
    const account = accounts[1 + index];
    if (account === undefined) {
      throw new Error(`the chain has ${accounts.length} accounts, ${firstFreeAccount} are needed`);
    }
    cast[officer] = account;
  }
  return cast as Record<Officer, Account>;
}
