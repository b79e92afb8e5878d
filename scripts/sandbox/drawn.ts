import { formatKst } from "../lib/clock.ts";
import type { Stage } from "../lib/stage.ts";
import { inField, InputError, noNames, won, type Inputs } from "../tasks/inputs.ts";
import { COMMA } from "../tasks/raw.ts";
import type { Draw } from "./draw.ts";
import { hoursRefusal, mostPayable, type IsHoliday } from "./judge.ts";
import { allowedMerchants } from "./terms.ts";

type Fields = Readonly<Record<string, unknown>>;

/** The inputs that a repeated step may draw for each of its members. */
export const DRAWN = ["merchant", "amount"] as const;

/** Whether an input is written as fields, from which its value is drawn. */
export const isDrawn = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** What is needed to draw a step's inputs. */
export interface Drawing extends Known {
  readonly draw: Draw;
  /** The most that a holder can now pay at once in a programme, by balance and limits. */
  readonly most: (programme: bigint, holder: string) => bigint | Promise<bigint>;
}

/** Draws from what vouchers and terms are on chain. */
export function drawingOn(stage: Stage, draw: Draw): Drawing {
  const { programmes } = stage.system;
  const most = async (programme: bigint, holder: string): Promise<bigint> => {
    const facts = await programmes.voucherOf(programme, holder);
    const { spentToday, spentThisMonth, spentInAll } = facts;
    const balance = facts.balance - facts.held;
    const terms = await programmes.termsOf(programme);
    return mostPayable(terms, { balance, spentToday, spentThisMonth, spentInAll });
  };
  return { ...stage, draw, most };
}

/** Puts drawn values and the member into a step's inputs. Undefined where the member can pay nothing more. */
export async function fillIn(
  given: Fields,
  member: string | undefined,
  drawing: Drawing,
): Promise<Record<string, unknown> | undefined> {
  if (member === undefined) return { ...given };
  const inputs: Record<string, unknown> = { by: member, ...given };
  const { merchant, amount } = inputs;
  const { draw } = drawing;
  if (isDrawn(merchant)) inputs["merchant"] = draw.oneOf(merchantsFor(member, merchant, drawing));
  if (isDrawn(amount)) {
    const programme = drawing.names.programme(String(inputs["programme"]));
    const most = await drawing.most(programme, member);
    const drawn = drawAmount(amount, draw);
    inputs["amount"] = drawn < most ? drawn : most;
    if (inputs["amount"] === 0n) return undefined;
  }
  return inputs;
}

/** What is needed to know which merchants a holder may be given. */
export type Known = Pick<Stage, "names" | "factsOf" | "purposeOf">;

/** The merchants of which one is drawn: those that the named terms, as written, allow to the holder. */
export function merchantsFor(member: string, wanted: Fields, known: Known): readonly string[] {
  mustHaveOnly("merchant", wanted, ["allowed"]);
  const { allowed } = wanted;
  if (typeof allowed !== "string") throw new InputError("merchant.allowed", "must be a text");
  const purpose = inField("merchant.allowed", () => known.purposeOf(allowed));
  const holder = known.factsOf(member);
  const all = known.names.group("merchants");
  const suitable = allowedMerchants(purpose, holder, all, known.factsOf);
  if (suitable.length > 0) return suitable;
  throw new InputError("merchant", `the terms allow ${holder?.name ?? member} no merchant`);
}

/** A step that draws merchants and expects to pay comes at an hour and on a day at which its terms pay. */
export function mustBeOpen(wanted: Fields, known: Known, isHoliday: IsHoliday): void {
  const now = known.names.now();
  const { terms } = known.purposeOf(String(wanted["allowed"]));
  const refusal = hoursRefusal(terms, now, isHoliday);
  if (refusal === undefined) return;
  throw new InputError(
    "merchant.allowed",
    `the terms allow no payment at ${formatKst(now)} KST: ${refusal}`,
  );
}

/** An amount to draw: whole won between `from` and `to`, in steps of `by`. */
export function drawnAmount(wanted: Fields): { from: bigint; to: bigint; by: bigint } {
  mustHaveOnly("amount", wanted, ["from", "to", "by"]);
  const read = (name: string) => inField(`amount.${name}`, () => won.parse(wanted[name], noNames));
  const [from, to, by] = [read("from"), read("to"), read("by")];
  if (by === 0n || to < from) throw new InputError("amount", "from ≤ to and by > 0 are needed");
  return { from, to, by };
}

function drawAmount(wanted: Fields, draw: Draw): bigint {
  const { from, to, by } = drawnAmount(wanted);
  return from + by * BigInt(draw.below(Number((to - from) / by) + 1));
}

/** An amount is drawn for those who hold vouchers: it is no more than the holder can pay in a programme. */
export function mustHaveProgramme(inputs: Inputs): void {
  if (Object.hasOwn(inputs, "programme")) return;
  throw new InputError("amount", "is drawn only from the vouchers of a programme");
}

function mustHaveOnly(field: string, wanted: Fields, known: readonly string[]): void {
  for (const name of Object.keys(wanted)) {
    if (known.includes(name)) continue;
    if (/^\d+$/.test(name)) throw new InputError(`${field}.${name}`, COMMA);
    throw new InputError(`${field}.${name}`, `unknown field; there are ${known.join(", ")}`);
  }
}
