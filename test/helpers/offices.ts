import type { BaseContract, FunctionFragment } from "ethers";
import { appointments } from "../../deploy/appointments.ts";
import {
  institutions,
  offices,
  type Governed,
  type Institution,
  type Office,
  type OfficeName,
} from "../../deploy/offices.ts";
import { openToAll } from "../../deploy/open-to-all.ts";
import { interfaces } from "../../deploy/selectors.ts";
import type { Named } from "./chain.ts";
import type { Deployed } from "./fixtures.ts";

/* The table of offices, as tests ask it. */

export const table: Record<OfficeName, Office> = offices;
export const officeNames = Object.keys(offices) as OfficeName[];
export const institutionNames = Object.keys(institutions) as Institution[];
export const governed = Object.keys(interfaces) as Governed[];

/** Of Authority: the administrator's number, and that of no office. */
export const adminRole = 0n;

/** A function that changes state, and its contract. */
export interface Act {
  readonly contract: Governed;
  readonly fn: string;
  readonly fragment: FunctionFragment;
}

const changesState = (fragment: { type: string }): fragment is FunctionFragment =>
  fragment.type === "function" &&
  "stateMutability" in fragment &&
  fragment.stateMutability !== "view" &&
  fragment.stateMutability !== "pure";

/** Every function of a contract that changes state. */
export const actsOf = (contract: Governed): Act[] =>
  interfaces[contract].fragments
    .filter(changesState)
    .map((fragment) => ({ contract, fn: fragment.name, fragment }));

export const allActs: readonly Act[] = governed.flatMap(actsOf);

/** The offices that the table gives a function. */
export const officesFor = ({ contract, fn }: Pick<Act, "contract" | "fn">): OfficeName[] =>
  officeNames.filter((name) => table[name].functions[contract]?.includes(fn));

/** The office that approves what `name` proposes. */
export const checkerOf = (name: OfficeName): OfficeName | undefined =>
  officeNames.find((other) => other === table[name].checkedBy);

export type Appointed = keyof typeof appointments;

/** Who may call a function by an appointment of a controller. */
export const appointedFor = ({ contract, fn }: Act): Appointed | undefined =>
  (Object.keys(appointments) as Appointed[]).find((name) => {
    const functions: Office["functions"] = appointments[name].functions;
    return functions[contract]?.includes(fn);
  });

export const isOpenToAll = ({ contract, fn }: Act): boolean => fn in openToAll[contract];

/** A function of one office: which, and who approves where it takes two. */
export interface OfficeAct extends Act {
  readonly office: OfficeName;
  readonly checker: OfficeName | undefined;
}

/** Every function of an office. */
export const officeActs: readonly OfficeAct[] = allActs.flatMap((act) =>
  officesFor(act).map((office) => ({ ...act, office, checker: checkerOf(office) })),
);

export const targetOf = (system: Deployed, contract: Governed): BaseContract =>
  ({
    DepositToken: system.token,
    AppropriationLedger: system.ledger,
    Treasury: system.treasury,
    MerchantRegistry: system.registry,
    InvoiceRegister: system.invoices,
    VoucherProgramme: system.programmes,
    BusinessCalendar: system.calendar,
    ProcurementEscrow: system.procurement,
  })[contract];

export type Caller = readonly [name: string, address: string];

/**
 * Everybody who might try: each officer and administrator under its name, the deployer, an outsider, and every contract
 * of the system, the authorities and dual controls among them.
 */
export async function callers({ connection, officers, people, addresses }: Deployed) {
  const [deployer] = await connection.ethers.getSigners();
  const signers = Object.entries({ ...officers, deployer, outsider: people.at(-1) });
  return [
    ...signers.map(([name, signer]): Caller => [name, String(signer?.address)]),
    ...Object.entries(addresses).map(([name, address]): Caller => [`contract ${name}`, address]),
  ];
}

/** How `callers` calls the dual control of an institution, and its authority. */
export const dualControlOf = (institution: Institution): string =>
  `contract ${institution}DualControl`;
export const authorityOf = (institution: Institution): string => `contract ${institution}`;

const officeErrors = [
  "AccessManagedUnauthorized",
  "IssuanceAllowanceExceeded",
  "NeedsDualControl",
  "NotEnforcer",
  "NotProgrammeManager",
  "NotOfficer",
];

/** Whether a call by `caller` was refused because of who made it. */
export const isForOffice = (refusal: Named | undefined, caller: string): boolean =>
  refusal !== undefined && officeErrors.includes(refusal[0]) && refusal.includes(caller);
