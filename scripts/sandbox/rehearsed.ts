import { koreanDay } from "../lib/clock.ts";
import { chunks, groupBy } from "../lib/chunks.ts";
import type { Facts, Names, PurposeInput } from "../lib/stage.ts";
import { GRANT_BATCH } from "../tasks/voucher/grant-batch.ts";
import { enrolmentOf, homeOf } from "../tasks/facts.ts";
import type { VerbName } from "../tasks/surface.ts";
import type { InputsOf } from "../tasks/verb.ts";
import type { Cast } from "./cast.ts";
import { monthOf, type Voucher } from "./judge.ts";
import type { Scenario } from "./scenario.ts";
import { amountFor, purposeOf } from "./terms.ts";

/** A programme that the steps have opened. */
export interface Programme {
  /** The name of its terms. */
  readonly terms: string;
  readonly purpose: PurposeInput;
  isPaused: boolean;
  expiresAt: number;
  /** What is left of the budget, whole won; nothing once the programme is closed. */
  ungranted: bigint;
  granted: bigint;
  spent: bigint;
}

/** A holder's vouchers as the steps have made them. */
export interface Kept {
  balance: bigint;
  /** Of the balance, what a clawback holds. */
  held: bigint;
  home: number | undefined;
  consented: boolean;
  attested: boolean;
  /** Day and month of the last payment, in Korea, and the sums paid in them. */
  day: number;
  month: string;
  spentToday: bigint;
  spentThisMonth: bigint;
  spentInAll: bigint;
}

/** What the steps of a scenario have come to, as far as vouchers go, without a chain. */
export interface Rehearsed {
  readonly scenario: Scenario;
  readonly cast: Cast;
  readonly names: Names;
  readonly now: () => number;
  /** Numbers of programmes by name. */
  readonly programmes: Map<string, bigint>;
  readonly opened: Map<bigint, Programme>;
  readonly vouchers: Map<string, Kept>;
  readonly enrolled: Map<string, Facts>;
  /** Why merchants take no vouchers at the moment. */
  readonly stopped: Map<string, string>;
  /** The keys that are to take the place of lost ones. */
  readonly successors: Map<string, string>;
  readonly holidays: Set<number>;
  readonly hash: (text: string) => string;
}

/** A holder's vouchers of one programme; none to begin with. */
export function keptOf({ vouchers }: Rehearsed, programme: bigint, holder: string): Kept {
  const key = `${programme}/${holder}`;
  const none: Kept = {
    balance: 0n,
    held: 0n,
    home: undefined,
    consented: false,
    attested: false,
    day: 0,
    month: "",
    spentToday: 0n,
    spentThisMonth: 0n,
    spentInAll: 0n,
  };
  const found = vouchers.get(key) ?? none;
  vouchers.set(key, found);
  return found;
}

/** The vouchers as a payment at UTC second `at` finds them: sums of another day or month count no more. */
export function voucherAt(kept: Kept, at: number): Voucher {
  const isToday = kept.day === koreanDay(at);
  const isThisMonth = kept.month === monthOf(at);
  return {
    ...kept,
    balance: kept.balance - kept.held,
    spentToday: isToday ? kept.spentToday : 0n,
    spentThisMonth: isThisMonth ? kept.spentThisMonth : 0n,
  };
}

/** Takes a payment off the vouchers, and counts it. */
export function debit(kept: Kept, amount: bigint, at: number): void {
  const { spentToday, spentThisMonth } = voucherAt(kept, at);
  kept.balance -= amount;
  kept.spentToday = spentToday + amount;
  kept.spentThisMonth = spentThisMonth + amount;
  kept.spentInAll += amount;
  kept.day = koreanDay(at);
  kept.month = monthOf(at);
}

const factsIn = (state: Rehearsed) => ({
  factsOf: (account: string) => state.cast.facts.get(account),
  hash: state.hash,
});

interface Item {
  readonly holder: string;
  readonly amount: bigint;
  readonly home: number;
}

/** Grants all of a batch or, where the contract would refuse it, nothing. */
function grant(state: Rehearsed, id: bigint, items: readonly Item[]): boolean {
  const programme = state.opened.get(id);
  const sum = items.reduce((total, { amount }) => total + amount, 0n);
  if (programme === undefined || programme.isPaused) return false;
  if (state.now() >= programme.expiresAt || sum > programme.ungranted) return false;
  for (const { holder, amount, home } of items) {
    const kept = keptOf(state, id, holder);
    kept.balance += amount;
    kept.home ??= home;
  }
  programme.granted += sum;
  programme.ungranted -= sum;
  return true;
}

/** Batches of one home district, as `voucher.grant-batch` sends them: the first that is refused is the last. */
function grantBatches(state: Rehearsed, inputs: InputsOf<"voucher.grant-batch">): void {
  const { programme, holders, amounts } = inputs;
  const amountOf = (holder: string) =>
    amountFor(state.scenario, amounts, state.cast.facts.get(holder));
  const items = holders
    .map((holder) => ({ holder, amount: amountOf(holder) }))
    .filter(({ amount }) => amount > 0n)
    .map((item) => ({ ...item, home: homeOf("holders", item.holder, factsIn(state)) }));
  for (const group of groupBy(items, ({ home }) => home).values()) {
    if (!chunks(group, GRANT_BATCH).every((part) => grant(state, programme, part))) return;
  }
}

type Acts = { readonly [V in VerbName]?: (state: Rehearsed, inputs: InputsOf<V>) => void };

const pausing =
  (isPaused: boolean) =>
  ({ opened }: Rehearsed, { programme }: { readonly programme: bigint }): void => {
    const found = opened.get(programme);
    if (found !== undefined) found.isPaused = isPaused;
  };

interface Whose {
  readonly programme: bigint;
  readonly holder: string;
}

const attesting =
  (attested: boolean) =>
  (state: Rehearsed, inputs: Whose): void => {
    keptOf(state, inputs.programme, inputs.holder).attested = attested;
  };

const stopping =
  (reason: string) =>
  ({ stopped }: Rehearsed, { merchant }: { readonly merchant: string }): void =>
    void stopped.set(merchant, reason);

/** What verbs do to vouchers, merchants and programmes. What the bank does to accounts is not rehearsed. */
export const ACTS: Acts = {
  "voucher.open": open,
  "voucher.grant": (state, { programme, holder, amount, home }) => {
    const district = homeOf("home", holder, factsIn(state), home);
    grant(state, programme, [{ holder, amount, home: district }]);
  },
  "voucher.grant-batch": grantBatches,
  "voucher.close": ({ opened }, { programme }) => {
    const found = opened.get(programme);
    if (found !== undefined) found.ungranted = 0n;
  },
  "voucher.enrol": enrol,
  "voucher.suspend": stopping("MerchantIsSuspended"),
  "voucher.reinstate": ({ stopped }, { merchant }) => void stopped.delete(merchant),
  "voucher.delist": stopping("MerchantIsDelisted"),
  "voucher.bar": stopping("MerchantIsBarred"),
  "voucher.pause": pausing(true),
  "voucher.resume": pausing(false),
  "voucher.attest": attesting(true),
  "voucher.revoke-attestation": attesting(false),
  "voucher.consent": (state, { programme, by }) => {
    keptOf(state, programme, by).consented = true;
  },
  "voucher.move-home": (state, { programme, holder, home }) => {
    keptOf(state, programme, holder).home = home;
  },
  "voucher.open-clawback": (state, { programme, holder, amount }) => {
    keptOf(state, programme, holder).held = amount;
  },
  "voucher.release-clawback": release,
  "voucher.decide-clawback": (state, inputs) => {
    if (inputs.upheld) release(state, inputs);
  },
  "voucher.claw-back": (state, inputs) => {
    const kept = keptOf(state, inputs.programme, inputs.holder);
    kept.balance -= kept.held;
    kept.held = 0n;
  },
  "deposit.recover": ({ successors }, { account, successor }) =>
    void successors.set(account, successor),
  "voucher.move-to-successor": move,
  "voucher.extend": ({ opened }, { programme, expires }) => {
    const found = opened.get(programme);
    if (found !== undefined) found.expiresAt = expires;
  },
};

function release(state: Rehearsed, { programme, holder }: Whose): void {
  keptOf(state, programme, holder).held = 0n;
}

/** What a lost key had is its successor's, who had nothing before. */
function move(state: Rehearsed, { programme, holder }: Whose): void {
  const successor = state.successors.get(holder);
  if (successor === undefined) return;
  state.vouchers.set(`${programme}/${successor}`, keptOf(state, programme, holder));
  state.vouchers.delete(`${programme}/${holder}`);
}

/** Terms that are missing open nothing, but the programme's number stays taken. */
function open(state: Rehearsed, { name, terms, budget }: InputsOf<"voucher.open">): void {
  const id = BigInt(state.programmes.size + 1);
  state.programmes.set(name, id);
  const purpose = purposeOf(state.scenario, terms, state.names);
  const { expiresAt } = purpose.terms;
  const begun = { isPaused: false, ungranted: budget, granted: 0n, spent: 0n };
  state.opened.set(id, { terms, purpose, expiresAt, ...begun });
}

function enrol(state: Rehearsed, inputs: InputsOf<"voucher.enrol">): void {
  for (const one of inputs.merchants) {
    const { mcc = 0, region = 0, salesBand = 0 } = enrolmentOf(one, factsIn(state), inputs);
    state.enrolled.set(one, { name: one, mcc, region, sales: salesBand });
    state.stopped.delete(one);
  }
}
