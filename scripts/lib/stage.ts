import type { Institution } from "../../deploy/offices.ts";
import type { System } from "./system.ts";
import type { NamedResult } from "./results.ts";
import type { PaymentSlip, SignedSlip } from "./till.ts";

/** How names in a scenario or on the command line are understood. */
export interface Names {
  /** The address of a named account, or of a 0x address itself. */
  account(name: string): string;
  /** The addresses of a group's members, or of one account. */
  group(name: string): readonly string[];
  /** The id of a programme by its name or number. */
  programme(name: string): bigint;
  /** The UTC second an offset such as `+30s` counts from. */
  now(): number;
}

/** A refusal as the contract gave it: the error's name and arguments, or what the node said where it gave none. */
export interface Refusal {
  readonly name: string;
  readonly args: Readonly<Record<string, unknown>>;
}

/** What came of one act. */
export interface Outcome {
  /** Won that moved into or out of accounts or vouchers by this act, or that the budget recorded, for the step to compare. */
  readonly moved: bigint;
  /** Set where the contract refused; then nothing moved. */
  readonly refusal?: Refusal;
  /** Hash of the mined transaction, where one was sent; of the last, where several were. */
  readonly hash?: string;
  /** Set where signed payments take more than one batch, each a transaction of its own: how many were sent. */
  readonly batches?: number;
  /** What was proposed first, where the act takes two people. */
  readonly proposal?: { readonly id: bigint; readonly hash: string };
  /** The events of the mined transactions, as their receipts have them. */
  readonly logs?: readonly Log[];
  /** What became of each signed payment, where the act settles some. */
  readonly results?: readonly NamedResult[];
  /** What was signed, and as what it was kept. */
  readonly signed?: { readonly name: string; readonly slip: SignedSlip };
}

/** An event as a receipt has it. */
export interface Log {
  readonly address: string;
  readonly topics: readonly string[];
  readonly data: string;
}

/** The contract a transaction goes to. */
export type Target =
  | "token"
  | "ledger"
  | "treasury"
  | "calendar"
  | "registry"
  | "invoices"
  | "programmes"
  | `${Institution}DualControl`;

/** Where verbs act: a deployed system, names, and a way to send. */
export interface Stage {
  readonly system: System;
  readonly names: Names;
  /** Sends a transaction from the account `by`; a refusal is an outcome, anything else an error. */
  send(by: string, target: Target, method: string, args: readonly unknown[]): Promise<Outcome>;
  /** Has a member of the cast sign a payment, on a phone as it were. */
  sign(slip: PaymentSlip): Promise<SignedSlip>;
  /** Where signed payments are kept until they are settled. */
  readonly slips: Slips;
  /** Facts of a merchant or holder as the scenario's cast or the register of names has them. */
  factsOf(address: string): Facts | undefined;
  /** The purpose written under `terms:` with this name. */
  purposeOf(name: string): PurposeInput;
  /** The amounts written under `amounts:` with this name, for one beneficiary. */
  amountFor(table: string, address: string): bigint;
  /** Remembers the id of a programme opened under a name. */
  remember(programme: string, id: bigint): void;
  /** A keyed hash of `text`, for case files: nothing readable goes on chain. */
  hash(text: string): string;
}

/** Signed payments by the names they were given. */
export interface Slips {
  put(name: string, slip: SignedSlip): void;
  get(name: string): SignedSlip;
}

/** What a cast knows of one of its members. */
export interface Facts {
  readonly name: string;
  readonly region: number;
  /** Home district as vouchers record it: a metropolitan city as a whole, elsewhere the city or county. */
  readonly home?: number;
  readonly band?: string;
  readonly mcc?: number;
  readonly sales?: number;
  /** Whose shop it is, as the registry has it. */
  readonly business?: string;
}

/** A programme's purpose in the form the contract takes. */
export interface PurposeInput {
  readonly terms: {
    readonly expiresAt: number;
    readonly perPaymentLimit: bigint;
    readonly dailyLimit: bigint;
    readonly monthlyLimit: bigint;
    readonly totalLimit: bigint;
    readonly categoryRule: number;
    readonly maxSalesBand: number;
    readonly homeRegionOnly: boolean;
    readonly listedRegionsOnly: boolean;
    readonly namedMerchantsOnly: boolean;
    /** Minutes of the Korean day; both 0: at any hour. */
    readonly opensAt: number;
    readonly closesAt: number;
    /** Bit 0 Monday to bit 6 Sunday; 0: on every day. */
    readonly weekdays: number;
    readonly closedOnHolidays: boolean;
    readonly evidenceRequired: boolean;
    readonly purposeRequired: boolean;
    readonly consentRequired: boolean;
    readonly rebateBps: number;
  };
  readonly categories: readonly number[];
  readonly regions: readonly number[];
  readonly merchants: readonly string[];
  readonly documentHash: string;
  /** Of the notice to which holders consent; zero where none is asked for. */
  readonly noticeHash: string;
}

/** Adds outcomes of several transactions: the first refusal ends the act. */
export function sum(outcomes: readonly Outcome[]): Outcome {
  const refused = outcomes.find((outcome) => outcome.refusal !== undefined);
  if (refused !== undefined) return refused;
  const last = outcomes.at(-1);
  const moved = outcomes.reduce((total, outcome) => total + outcome.moved, 0n);
  const logs = outcomes.flatMap((outcome) => outcome.logs ?? []);
  return last?.hash === undefined ? { moved, logs } : { moved, logs, hash: last.hash };
}
