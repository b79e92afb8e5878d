import { chunks, groupBy } from "../lib/chunks.ts";
import { GRANT_BATCH } from "../tasks/voucher/grant-batch.ts";
import { enrolmentOf, fundedBy, homeOf } from "../tasks/facts.ts";
import type { VerbName } from "../tasks/surface.ts";
import type { InputsOf } from "../tasks/verb.ts";
import { refund } from "./invoiced.ts";
import { keptOf, successorOf, useId, type Rehearsed } from "./rehearsed.ts";
import { amountFor, purposeOf } from "./terms.ts";

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

/** What verbs do to vouchers, merchants and programmes, and what stops accounts at the bank. What money they have is not rehearsed. */
export const ACTS: Acts = {
  "budget.advance": advance,
  "voucher.open": open,
  "voucher.grant": (state, { programme, holder, amount, home }) => {
    const district = homeOf("home", holder, factsIn(state), home);
    grant(state, programme, [{ holder, amount, home: district }]);
  },
  "voucher.grant-batch": grantBatches,
  "voucher.close": ({ opened }, { programme }) => {
    const found = opened.get(programme);
    if (found !== undefined) Object.assign(found, { ungranted: 0n, isClosed: true });
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
    const kept = keptOf(state, programme, holder);
    if (kept.held === 0n && amount <= kept.balance) kept.held = amount;
  },
  "voucher.release-clawback": release,
  "voucher.decide-clawback": (state, inputs) => {
    if (inputs.upheld) release(state, inputs);
  },
  "voucher.claw-back": (state, inputs) => {
    const kept = keptOf(state, inputs.programme, inputs.holder);
    const programme = state.opened.get(inputs.programme);
    if (programme !== undefined) programme.clawedBack += kept.held;
    kept.balance -= kept.held;
    kept.held = 0n;
  },
  "voucher.cancel-payment": (state, { programme, by, id }) =>
    useId(keptOf(state, programme, by), Number(id)),
  "voucher.refund": refund,
  "voucher.reclaim": reclaim,
  "deposit.recover": ({ successors, bank }, { account, successor }) => {
    successors.set(account, successor);
    bank.set(account, "AccountInRecovery");
  },
  "deposit.object": ({ successors, bank }, { by }) => {
    successors.delete(by);
    bank.delete(by);
  },
  "deposit.complete-recovery": ({ bank }, { account }) => void bank.set(account, "AccountReplaced"),
  "deposit.suspend": ({ bank }, { account }) => void bank.set(account, "SuspendedAccount"),
  "deposit.reinstate": ({ bank }, { account }) => void bank.delete(account),
  "deposit.close": ({ bank }, { account }) => void bank.set(account, "ClosedAccount"),
  "deposit.pause": ({ bank }) => void bank.set("pause", "EnforcedPause"),
  "deposit.unpause": ({ bank }) => void bank.delete("pause"),
  "deposit.stop": ({ bank }) => void bank.set("stop", "StoppedBySupervisor"),
  "deposit.lift": ({ bank }) => void bank.delete("stop"),
  "voucher.move-to-successor": move,
  "voucher.extend": ({ opened }, { programme, expires }) => {
    const found = opened.get(programme);
    if (found !== undefined) found.expiresAt = expires;
  },
};

function release(state: Rehearsed, { programme, holder }: Whose): void {
  keptOf(state, programme, holder).held = 0n;
}

/** What is left at expiry goes home, what a clawback holds too. */
function reclaim(state: Rehearsed, { programme: id, holders }: InputsOf<"voucher.reclaim">): void {
  const programme = state.opened.get(id);
  if (programme === undefined || state.now() < programme.expiresAt) return;
  for (const holder of holders) {
    const kept = keptOf(state, id, holder);
    programme.lapsed += kept.balance;
    kept.balance = 0n;
    kept.held = 0n;
  }
}

/** What a lost key had is its successor's, who had nothing before. */
function move(state: Rehearsed, { programme, holder }: Whose): void {
  const successor = successorOf(state, holder);
  if (successor === holder) return;
  state.vouchers.set(`${programme}/${successor}`, keptOf(state, programme, holder));
  state.vouchers.delete(`${programme}/${holder}`);
}

/** Terms that are missing open nothing, but the programme's number stays taken. */
function open(state: Rehearsed, { name, terms, ...money }: InputsOf<"voucher.open">): void {
  const id = BigInt(state.programmes.size + 1);
  state.programmes.set(name, id);
  const { matter, budget } = fundedBy(money, state.names);
  const purpose = purposeOf(state.scenario, terms, state.names);
  const { expiresAt } = purpose.terms;
  const sums = { granted: 0n, spent: 0n, refunded: 0n, rebated: 0n, clawedBack: 0n, lapsed: 0n };
  const begun = { expiresAt, isPaused: false, isClosed: false, ungranted: budget };
  state.opened.set(id, { terms, purpose, matter, ...begun, ...sums });
}

/** What is advanced on a matter is the programme's that holds it. */
function advance(state: Rehearsed, { trustee, matter, amount }: InputsOf<"budget.advance">): void {
  if (trustee !== state.names.account("programmes")) return;
  const programme = [...state.opened.values()].find((one) => one.matter === matter);
  if (programme === undefined || programme.isClosed) return;
  if (state.now() < programme.expiresAt) programme.ungranted += amount;
}

function enrol(state: Rehearsed, inputs: InputsOf<"voucher.enrol">): void {
  for (const one of inputs.merchants) {
    const { mcc = 0, region = 0, salesBand = 0 } = enrolmentOf(one, factsIn(state), inputs);
    state.enrolled.set(one, { name: one, mcc, region, sales: salesBand });
    state.stopped.delete(one);
  }
}
