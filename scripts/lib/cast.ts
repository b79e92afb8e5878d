import { dataSlice, id } from "ethers";
import { appointments } from "../../deploy/appointments.ts";
import { institutions, offices, type Institution, type OfficeName } from "../../deploy/offices.ts";

/** The two who administer each institution's offices. */
export type Administrator = `${Institution}Admin` | `${Institution}SecondAdmin`;

/** Everybody who signs something besides citizens and merchants. */
export type Officer =
  | OfficeName
  | Administrator
  | "issuer"
  | "enforcementOfficer"
  | "programmeManager"
  | "evidenceAttestor"
  | "obligatingOfficer"
  | "disbursingOfficer"
  | "subsidyAttestor"
  | "funding";

/** Who is appointed, and must be a person that the institution knows. */
type BoundOfficer =
  "issuer" | "enforcementOfficer" | "obligatingOfficer" | "disbursingOfficer" | "subsidyAttestor";

const officeNames = Object.keys(offices) as OfficeName[];
const institutionNames = Object.keys(institutions) as Institution[];

/** All officers in the order in which a development chain's accounts are given to them, after the deployer. */
export const officers: readonly Officer[] = [
  ...officeNames,
  ...institutionNames.map((institution) => `${institution}Admin` as const),
  ...institutionNames.map((institution) => `${institution}SecondAdmin` as const),
  "issuer",
  "enforcementOfficer",
  "programmeManager",
  "evidenceAttestor",
  "funding",
  "obligatingOfficer",
  "disbursingOfficer",
  "subsidyAttestor",
];

/** Everybody who holds an office or administers, in that order. */
export const officeHolders: readonly (OfficeName | Administrator)[] = officers.filter(
  (name) => name in offices || name.endsWith("Admin"),
) as (OfficeName | Administrator)[];

/** Who is appointed as the person it is bound to. */
export const appointed: readonly BoundOfficer[] = officers.filter(
  (name) => name in appointments && appointments[name as BoundOfficer].bound,
) as BoundOfficer[];

/**
 * The keyed commitment to the person called `name`. In the sandbox every officer is one person and the key is public;
 * outside, each institution keeps a secret key.
 */
export const personCalled = (name: string, key = "gukgo sandbox"): string =>
  id(`${key}/person/${name}`);

/** Whose shop it is, as the registry records it, from a keyed hash of the owner: its first 20 bytes. */
export const businessFrom = (hash: string): string => dataSlice(hash, 0, 20);

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
