import { asText } from "../tasks/raw.ts";
import { parseInputs } from "../tasks/inputs.ts";
import { surface, type VerbName } from "../tasks/surface.ts";
import type { InputsOf } from "../tasks/verb.ts";
import type { Rehearsed } from "./rehearsed.ts";
import type { Step } from "./scenario.ts";

/** A payment of a scenario's steps, by names, so that another file's terms can judge it too. */
export interface Payment extends Asked {
  /** `file:line` of the step. */
  readonly where: string;
  /** Which of the step's acts it is part of, from 0. */
  readonly act: number;
  /** UTC second; of a signed payment when it is sent. */
  readonly at: number;
}

/** What a payment asks for, before anybody sends it. */
export interface Asked {
  /** Of a mixed payment all that it names, or `all`. */
  readonly programme: string;
  readonly holder: string;
  readonly merchant: string;
  readonly amount: bigint;
  readonly hasPurpose: boolean;
  readonly invoice: Invoiced | undefined;
  readonly way: Way;
}

/** An invoice by its name, with what it asks for. */
export interface Invoiced {
  readonly name: string;
  readonly total: bigint;
}

/** How a payment is made. */
export type Way =
  | { readonly kind: "plain" }
  | {
      readonly kind: "signed";
      readonly id: number;
      readonly validAfter: number;
      readonly validBefore: number;
      /** Whether its batch is settled whole or not at all. */
      readonly all: boolean;
    }
  | {
      readonly kind: "mixed";
      /** Nothing where the payer names none. */
      readonly programmes: readonly string[] | undefined;
      readonly ownAtMost: bigint;
    }
  | { readonly kind: "rebate" };

type Fields = Readonly<Record<string, unknown>>;

/** What is said of a payment, whatever its verb. */
type Said = Omit<InputsOf<"voucher.spend">, "programme" | "receipt"> &
  Partial<Pick<InputsOf<"voucher.buy">, "holder" | "invoice" | "total" | "purpose">>;

type Asking = (raw: Fields, state: Rehearsed) => readonly Asked[];

const nameIn = (addresses: ReadonlyMap<string, string>, account: string): string =>
  [...addresses].find(([, address]) => address === account)?.[0] ?? account;

function said(inputs: Said, programme: string, way: Way, { cast }: Rehearsed): Asked {
  const { by, holder = by, merchant, amount, invoice, total = amount, purpose } = inputs;
  return {
    programme,
    holder: nameIn(cast.addresses, holder),
    merchant: nameIn(cast.addresses, merchant),
    amount,
    hasPurpose: purpose !== undefined,
    invoice: invoice === undefined ? undefined : { name: invoice, total },
    way,
  };
}

/** A payment with the vouchers of one programme. */
const ofOne =
  (verb: "voucher.spend" | "voucher.buy" | "voucher.spend-with-rebate", way: Way): Asking =>
  (raw, state) => {
    const inputs = parseInputs(surface[verb].inputs, raw, state.names);
    return [said(inputs, asText(raw["programme"]), way, state)];
  };

const ofSeveral: Asking = (raw, state) => {
  const inputs = parseInputs(surface["voucher.spend-mixed"].inputs, raw, state.names);
  const programmes = inputs.programmes?.map(asText);
  const way = { kind: "mixed", programmes, ownAtMost: inputs.own } as const;
  return [said(inputs, programmes?.join("+") ?? "all", way, state)];
};

/** The payments of a batch, in the order in which they are sent. */
const ofBatch: Asking = (raw, state) => {
  const inputs = parseInputs(surface["voucher.settle"].inputs, raw, state.names);
  const { slips, all } = inputs;
  return slips.flatMap((name) => {
    const slip = state.slips.get(asText(name));
    return slip?.way.kind === "signed" ? [{ ...slip, way: { ...slip.way, all } }] : [];
  });
};

const ASKING: { readonly [V in VerbName]?: Asking } = {
  "voucher.spend": ofOne("voucher.spend", { kind: "plain" }),
  "voucher.buy": ofOne("voucher.buy", { kind: "plain" }),
  "voucher.spend-mixed": ofSeveral,
  "voucher.spend-with-rebate": ofOne("voucher.spend-with-rebate", { kind: "rebate" }),
  "voucher.settle": ofBatch,
};

/** Whether a verb pays with vouchers. */
export const isPaying = (verb: VerbName): boolean => ASKING[verb] !== undefined;

/** The payments that one act of a step asks for. */
export function paymentsOf(
  step: Step,
  verb: VerbName,
  act: number,
  raw: Fields,
  state: Rehearsed,
): Payment[] {
  const when = { where: step.where, act, at: state.now() };
  return (ASKING[verb]?.(raw, state) ?? []).map((payment) => ({ ...payment, ...when }));
}

/** Keeps a payment that its holder signs until it is sent. Nothing is judged: whether it is in order is seen then. */
export function sign(raw: Fields, state: Rehearsed): void {
  const inputs = parseInputs(surface["voucher.sign"].inputs, raw, state.names);
  const { id, slip, valid } = inputs;
  const [validAfter, validBefore] = [state.now() - 1, state.now() + valid];
  const way = { kind: "signed", id: Number(id), validAfter, validBefore, all: false } as const;
  state.slips.set(slip, said(inputs, asText(raw["programme"]), way, state));
}
