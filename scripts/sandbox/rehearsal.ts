import { UserError } from "../lib/errors.ts";
import { holidayDays } from "../lib/holidays.ts";
import { parseInputs } from "../tasks/inputs.ts";
import { surface, type VerbName } from "../tasks/surface.ts";
import { parseTime } from "../tasks/time.ts";
import type { InputsOf } from "../tasks/verb.ts";
import { keyedHash } from "./cast.ts";
import { rehearse as castOf, startOf } from "./check.ts";
import { Draw } from "./draw.ts";
import { fillIn, type Drawing } from "./drawn.ts";
import { keepHolidays } from "./inputs.ts";
import { mostPayable, paymentRefusal, REASONS } from "./judge.ts";
import { ACTS, debit, keptOf, voucherAt, type Programme, type Rehearsed } from "./rehearsed.ts";
import { PAYMENTS, verbOf } from "./runner.ts";
import type { Scenario, Step } from "./scenario.ts";
import { purposeOf } from "./terms.ts";

/** A payment of a scenario's steps, by names, so that another file's terms can judge it too. */
export interface Payment {
  /** `file:line` of the step. */
  readonly where: string;
  /** UTC second. */
  readonly at: number;
  readonly programme: string;
  readonly holder: string;
  readonly merchant: string;
  readonly amount: bigint;
  readonly hasPurpose: boolean;
}

/** A payment, and why it is refused, if it is. */
export interface Judged extends Payment {
  readonly refusal: string | undefined;
}

/** What a scenario's steps come to without a chain. */
export interface Rehearsal {
  readonly payments: readonly Judged[];
  readonly programmes: readonly Programme[];
}

/** The payments of one step, one after another: what one pays is known before the next is asked for. */
type Source = (step: Step, state: Rehearsed) => AsyncIterable<Payment> | Iterable<Payment>;

/** Goes through a scenario's steps without a chain. Payments are drawn as a run draws them. */
export function rehearse(scenario: Scenario): Promise<Rehearsal> {
  const draw = new Draw(scenario.seed + PAYMENTS);
  return goThrough(scenario, (step, state) => drawn(step, state, draw));
}

/** Judges payments of the scenario's steps that were drawn before, by what this scenario says. */
export function replay(scenario: Scenario, payments: readonly Payment[]): Promise<Rehearsal> {
  return goThrough(scenario, ({ where }) => payments.filter((payment) => payment.where === where));
}

async function goThrough(scenario: Scenario, source: Source): Promise<Rehearsal> {
  let now = startOf(scenario);
  const state = begin(scenario, () => now);
  const payments: Judged[] = [];
  for (const step of scenario.steps) {
    if (step.at !== undefined) now = parseTime(step.at, () => now);
    if (isPaying(verbOf(step))) {
      for await (const payment of source(step, state)) payments.push(pay(step, payment, state));
    } else {
      act(step, state);
    }
  }
  return { payments, programmes: [...state.opened.values()] };
}

/** Verbs that pay with vouchers of one programme, by the holder or in its place. */
const isPaying = (verb: VerbName): verb is "voucher.spend" | "voucher.buy" =>
  verb === "voucher.spend" || verb === "voucher.buy";

function begin(scenario: Scenario, now: () => number): Rehearsed {
  const programmes = new Map<string, bigint>();
  const { cast, names } = castOf(scenario, programmes, now);
  return {
    scenario,
    cast,
    names,
    now,
    programmes,
    opened: new Map(),
    vouchers: new Map(),
    enrolled: new Map(),
    stopped: new Map(),
    successors: new Map(),
    holidays: new Set(holidayDays),
    hash: (text) => keyedHash(scenario, text),
  };
}

/** Does what a step does. What a step expects to be refused is not done; what this cast or file lacks cannot be. */
function act(step: Step, state: Rehearsed): void {
  const verb = verbOf(step);
  if (step.expect !== "accepted" && "refused" in step.expect) return;
  const members = step.each === undefined ? [undefined] : state.names.group(step.each);
  for (const member of members) {
    const inputs = member === undefined ? step.inputs : { by: member, ...step.inputs };
    try {
      const values = parseInputs(surface[verb].inputs, inputs, state.names);
      keepHolidays(verb, values, state.holidays);
      ACTS[verb]?.(state, values as never);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
    }
  }
}

/** The payments of a step with what it draws for its members. */
async function* drawn(step: Step, state: Rehearsed, draw: Draw): AsyncGenerator<Payment> {
  const { names, cast, scenario } = state;
  const drawing: Drawing = {
    names,
    draw,
    factsOf: (account) => cast.facts.get(account),
    purposeOf: (name) => purposeOf(scenario, name, names),
    most: (programme, holder) => mostOf(state, programme, holder),
  };
  const members = step.each === undefined ? [undefined] : names.group(step.each);
  for (const member of members) {
    for (let time = 0; time < (step.times ?? 1); time++) {
      const inputs = await fillIn(step.inputs, member, drawing);
      if (inputs !== undefined) yield paymentOf(step, inputs, state);
    }
  }
}

function mostOf(state: Rehearsed, programme: bigint, holder: string): bigint {
  const terms = state.opened.get(programme)?.purpose.terms;
  if (terms === undefined) return 0n;
  return mostPayable(terms, voucherAt(keptOf(state, programme, holder), state.now()));
}

function paymentOf(step: Step, raw: Record<string, unknown>, state: Rehearsed): Payment {
  const { names, cast } = state;
  const isPlain = verbOf(step) === "voucher.spend";
  const { inputs: declared } = surface[isPlain ? "voucher.spend" : "voucher.buy"];
  const inputs = parseInputs(declared, raw, names);
  const { by, holder = by, merchant, amount, purpose } = inputs as InputsOf<"voucher.buy">;
  const called = (account: string) => nameIn(cast.addresses, account);
  const programme = String(raw["programme"]);
  const at = state.now();
  return {
    where: step.where,
    at,
    programme,
    holder: called(holder),
    merchant: called(merchant),
    amount,
    hasPurpose: purpose !== undefined,
  };
}

const nameIn = (addresses: ReadonlyMap<string, string>, account: string): string =>
  [...addresses].find(([, address]) => address === account)?.[0] ?? account;

/** Said of a payment that a file cannot judge. */
export const MISSING = "not in this file";

/** Asked of one who pays in a holder's place, before anything that the terms ask. */
const OF_PROXIES: ReadonlySet<string> = new Set([
  ...["NotProxy", "ProxyEnded", "ProxyLimitExceeded", "OutsideProxyScope", "InvalidProxy"],
]);

/**
 * Judges a payment and makes it. Where the terms allow what the step expects to be refused for another reason, such as an account that
 * the bank has suspended, that reason stands.
 */
function pay(step: Step, payment: Payment, state: Rehearsed): Judged {
  const { expect } = step;
  const expected = expect === "accepted" || !("refused" in expect) ? undefined : expect.refused;
  const other = expected === undefined || REASONS.has(expected) ? undefined : expected;
  try {
    const id = idOf(payment.programme, state);
    const programme = state.opened.get(id);
    if (programme === undefined) return { ...payment, refusal: unknownOr(id, state) };
    const isFirst = OF_PROXIES.has(other ?? "");
    const refusal = isFirst ? other : (refusalOf(payment, id, programme, state) ?? other);
    if (refusal === undefined) {
      programme.spent += payment.amount;
      debit(keptOf(state, id, state.names.account(payment.holder)), payment.amount, payment.at);
    }
    return { ...payment, refusal };
  } catch (error) {
    if (error instanceof UserError) return { ...payment, refusal: MISSING };
    throw error;
  }
}

const idOf = (written: string, { names }: Rehearsed): bigint =>
  /^\d+$/.test(written) ? BigInt(written) : names.programme(written);

const unknownOr = (id: bigint, { programmes }: Rehearsed): string =>
  [...programmes.values()].includes(id) ? MISSING : "ProgrammeUnknown";

function refusalOf(
  payment: Payment,
  id: bigint,
  { purpose, isPaused, expiresAt }: Programme,
  state: Rehearsed,
): string | undefined {
  const { names, cast, enrolled, stopped, holidays } = state;
  const [holder, account] = [names.account(payment.holder), names.account(payment.merchant)];
  const kept = keptOf(state, id, holder);
  const { home } = kept;
  const facts = cast.facts.get(holder) ?? { name: payment.holder, region: 0 };
  const asked = {
    at: payment.at,
    amount: payment.amount,
    holder: home === undefined ? facts : { ...facts, home },
    account,
    merchant: stopped.get(account) ?? enrolled.get(account) ?? "MerchantNotEnrolled",
    isPaused,
    hasPurpose: payment.hasPurpose,
  };
  const extended = { ...purpose, terms: { ...purpose.terms, expiresAt } };
  const voucher = voucherAt(kept, payment.at);
  return paymentRefusal(extended, asked, voucher, (day) => holidays.has(day));
}
