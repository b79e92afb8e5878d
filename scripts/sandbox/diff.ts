import { isDeepStrictEqual } from "node:util";
import type { PurposeInput } from "../lib/stage.ts";
import type { Words } from "../lib/terms-words.ts";
import { rehearse as castOf, startOf } from "./check.ts";
import { amountChanges, type TableChange } from "./diff-amounts.ts";
import {
  merchantChanges,
  type DistrictChange,
  type MerchantChange,
  type SideOf,
} from "./diff-merchants.ts";
import type { Judged } from "./paying.ts";
import { rehearse, replay, type Rehearsal } from "./rehearsal.ts";
import { unrehearsed } from "./unrehearsed.ts";
import type { Scenario, Step } from "./scenario.ts";
import { purposeOf } from "./terms.ts";
import { sentenceOf, TERMS, type TermName } from "./wording.ts";

/** A term that one file has otherwise than the other. */
export interface TermChange {
  readonly term: TermName;
  readonly before: Words;
  readonly after: Words;
}

/** Something that each file comes to. */
export interface Pair<T> {
  readonly before: T;
  readonly after: T;
}

/** What a change of terms changes in one programme. Amounts are whole won, times UTC seconds. */
export interface ProgrammeChange {
  readonly name: string;
  /** Where only one file has the programme. */
  readonly only: "before" | "after" | undefined;
  readonly terms: readonly TermChange[];
  readonly expires: Pair<number> | undefined;
  readonly refused: readonly MerchantChange[];
  readonly allowed: readonly MerchantChange[];
  readonly districts: readonly DistrictChange[];
  readonly money: Pair<Money>;
}

/** What the steps come to in one programme. Granted and refunded are what was spent, given back, clawed back and left in the end. */
export interface Money {
  readonly granted: bigint;
  readonly spent: bigint;
  /** Of what was spent or given back, what returned to vouchers. */
  readonly refunded: bigint;
  /** Given back of purchases with own money. */
  readonly rebated: bigint;
  readonly clawedBack: bigint;
  /** What lapsed, or will if nothing more is spent. */
  readonly unspent: bigint;
}

/** What the steps come to in one programme of either file. */
export interface Sums extends Pair<Money> {
  readonly name: string;
}

/** A payment of the steps that one file refuses otherwise than the other. */
export interface PaymentChange extends Omit<Judged, "refusal"> {
  readonly before: string | undefined;
  readonly after: string | undefined;
}

/** What a change of a scenario's file changes, as far as it can be told without a chain. */
export interface Difference {
  readonly before: string;
  readonly after: string;
  /** Parts of the files that differ beside terms and amounts. */
  readonly others: readonly string[];
  /** Verbs of the steps whose effect on payments is not known without a chain. */
  readonly unrehearsed: readonly string[];
  readonly programmes: readonly ProgrammeChange[];
  /** What the steps come to in each programme, also where nothing differs. */
  readonly sums: readonly Sums[];
  readonly payments: readonly PaymentChange[];
  readonly amounts: readonly TableChange[];
}

/** Parts of a file beside its terms, amounts and steps that change what comes of it. */
const PARTS = ["clock", "starts", "seed", "districts", "categories", "cast", "dates"] as const;

/** Compares two files. The payments are those of the first file's steps: drawn once, judged by both. */
export async function differenceOf(before: Scenario, after: Scenario): Promise<Difference> {
  const old = await rehearse(before);
  const next = await replay({ ...after, steps: before.steps }, old.payments);
  const names = new Set([...Object.keys(before.terms), ...Object.keys(after.terms)]);
  const programmes = [...names].map((name) =>
    programmeChange(name, { before, after }, { before: old, after: next }),
  );
  return {
    before: before.file,
    after: after.file,
    others: othersOf(before, after),
    unrehearsed: unrehearsed(before),
    programmes: programmes.filter(isChanged),
    sums: programmes.map(({ name, money }) => ({ name, ...money })),
    payments: paymentChanges(old.payments, next.payments),
    amounts: amountChanges(withCast(before), withCast(after)),
  };
}

/** Whether the files come to the same in everything that was compared. */
export const isSame = ({ others, programmes, payments, amounts }: Difference): boolean =>
  [others, programmes, payments, amounts].every((list) => list.length === 0);

const plain = ({ verb, inputs, at, each, times, expect }: Step) => ({
  verb,
  inputs,
  at,
  each,
  times,
  expect,
});

function othersOf(before: Scenario, after: Scenario): string[] {
  const parts = PARTS.filter((part) => !isDeepStrictEqual(before[part], after[part]));
  const isSameSteps = isDeepStrictEqual(before.steps.map(plain), after.steps.map(plain));
  return isSameSteps ? parts : [...parts, "steps"];
}

function withCast(scenario: Scenario) {
  const start = startOf(scenario);
  return { scenario, ...castOf(scenario, new Map(), () => start) };
}

function sideOf(scenario: Scenario, name: string): SideOf {
  const { cast, names } = withCast(scenario);
  const purpose: PurposeInput | undefined = Object.hasOwn(scenario.terms, name)
    ? purposeOf(scenario, name, names)
    : undefined;
  return { scenario, cast, purpose };
}

function programmeChange(
  name: string,
  files: Pair<Scenario>,
  rehearsals: Pair<Rehearsal>,
): ProgrammeChange {
  const [before, after] = [sideOf(files.before, name), sideOf(files.after, name)];
  const only = before.purpose === undefined ? "after" : "before";
  const isInBoth = before.purpose !== undefined && after.purpose !== undefined;
  const terms = isInBoth ? termChanges(name, files) : [];
  const [old = 0, next = 0] = [before, after].map(({ purpose }) => purpose?.terms.expiresAt);
  const isMoved = terms.some(({ term }) => term === "expires");
  return {
    name,
    only: isInBoth ? undefined : only,
    terms,
    expires: isMoved ? { before: old, after: next } : undefined,
    ...merchantChanges(before, after),
    money: {
      before: moneyOf(name, rehearsals.before),
      after: moneyOf(name, rehearsals.after),
    },
  };
}

function isChanged({ only, terms, refused, allowed, money }: ProgrammeChange): boolean {
  const lists = [terms, refused, allowed];
  const isSameMoney = isDeepStrictEqual(money.before, money.after);
  return only !== undefined || !isSameMoney || lists.some((list) => list.length > 0);
}

function termChanges(name: string, { before, after }: Pair<Scenario>): TermChange[] {
  const [old, next] = [before.terms[name], after.terms[name]];
  if (old === undefined || next === undefined) return [];
  return TERMS.map((term) => ({
    term,
    before: sentenceOf(before, old, term),
    after: sentenceOf(after, next, term),
  })).filter((change) => !isDeepStrictEqual(change.before, change.after));
}

/** The sums of a programme in the order in which they are told. */
export const SUMS = ["granted", "spent", "refunded", "rebated", "clawedBack", "unspent"] as const;

function moneyOf(name: string, { programmes }: Rehearsal): Money {
  const own = programmes.filter(({ terms }) => terms === name);
  const sum = (field: keyof Money) => own.reduce((total, one) => total + one[field], 0n);
  return {
    granted: sum("granted"),
    spent: sum("spent"),
    refunded: sum("refunded"),
    rebated: sum("rebated"),
    clawedBack: sum("clawedBack"),
    unspent: sum("unspent"),
  };
}

/** Both lists are of the same payments in the same order. */
function paymentChanges(before: readonly Judged[], after: readonly Judged[]): PaymentChange[] {
  return before
    .map(({ refusal, ...payment }, n) => ({
      ...payment,
      before: refusal,
      after: after[n]?.refusal,
    }))
    .filter((change) => change.before !== change.after);
}
