import { UserError } from "../lib/errors.ts";
import { inOrder, programmesToPayWith } from "../tasks/voucher/spend-mixed.ts";
import type { Payment, Way } from "./asked.ts";
import { mostPayable, paymentRefusal, purchaseRefusal, REASONS } from "./judge.ts";
import { invoiceRefusal, recordInvoice } from "./invoiced.ts";
import {
  debit,
  idRefusal,
  keptOf,
  useId,
  voucherAt,
  type Programme,
  type Rehearsed,
} from "./rehearsed.ts";
import type { Step } from "./scenario.ts";

/** A payment, and why it is refused, if it is. */
export interface Judged extends Payment {
  readonly refusal: string | undefined;
}

/** The reasons that are judged here: those of the terms, of signed and mixed payments, of rebates and invoices. */
const JUDGED: ReadonlySet<string> = new Set([
  ...REASONS,
  "PaymentNotYetValid",
  "PaymentExpired",
  "PaymentIdUsed",
  "PaymentIdTooOld",
  "SettlementRefused",
  "OwnPartExceeded",
  "InvoiceWithoutVoucher",
  "NothingToRebate",
  "InvoiceTotalDiffers",
  "InvoiceExceeded",
]);

/** Said of a payment that a file cannot judge. */
export const MISSING = "not in this file";

/** Asked of one who pays in a holder's place, before anything that the terms ask. */
const OF_PROXIES: ReadonlySet<string> = new Set([
  ...["NotProxy", "ProxyEnded", "ProxyLimitExceeded", "OutsideProxyScope", "InvalidProxy"],
]);

/**
 * Judges the payments of one act and makes them. Where the terms allow what the step expects to be refused for another reason, such as
 * an account that the bank has suspended, that reason stands.
 */
export function pay(step: Step, payments: readonly Payment[], state: Rehearsed): Judged[] {
  const { expect } = step;
  const expected = expect === "accepted" || !("refused" in expect) ? undefined : expect.refused;
  const other = expected === undefined || JUDGED.has(expected) ? undefined : expected;
  const undo = snapshot(state);
  const judged: Judged[] = [];
  for (const payment of payments) {
    const refusal = payOne(payment, other, state);
    judged.push({ ...payment, refusal });
    const isWhole = payment.way.kind === "signed" && payment.way.all;
    if (refusal === undefined || !isWhole) continue;
    undo();
    const rest = payments.map((one) => ({ ...one, refusal: "SettlementRefused" }));
    return rest.with(judged.length - 1, { ...payment, refusal });
  }
  return judged;
}

/** Remembers what payments change, and gives what puts it back. */
function snapshot({ vouchers, opened, invoices }: Rehearsed): () => void {
  const kept = [...vouchers].map(([key, { ids, ...rest }]) => {
    return [key, { ...rest, ids: { ...ids, used: new Set(ids.used) } }] as const;
  });
  const spent = [...opened.values()].map((programme) => [programme, programme.spent] as const);
  const entries = [...invoices].map(([key, one]) => {
    return [key, { ...one, entries: [...one.entries] }] as const;
  });
  return () => {
    refill(vouchers, kept);
    refill(invoices, entries);
    for (const [programme, sum] of spent) programme.spent = sum;
  };
}

function refill<K, V>(map: Map<K, V>, entries: readonly (readonly [K, V])[]): void {
  map.clear();
  for (const [key, value] of entries) map.set(key, value);
}

/** Makes a payment, or says why not. */
function payOne(payment: Payment, other: string | undefined, state: Rehearsed): string | undefined {
  try {
    const isFirst = OF_PROXIES.has(other ?? "") && state.opened.has(idOf(payment.programme, state));
    if (isFirst) return other;
    const parts = partsOf(payment, state);
    if (typeof parts === "string") return parts;
    const refusal = other ?? moneyRefusal(payment, state);
    if (refusal !== undefined) return refusal;
    for (const part of parts) make(payment, part, state);
    return undefined;
  } catch (error) {
    if (error instanceof UserError) return MISSING;
    throw error;
  }
}

/** What a payment takes from one source: from the vouchers of a programme, or own money. */
interface Part {
  /** 0 for own money. */
  readonly id: bigint;
  /** What the invoice counts, whole won. */
  readonly amount: bigint;
  /** What is given back of it, out of the vouchers. */
  readonly rebate: bigint;
}

/** The parts that a payment consists of; or why its terms refuse it. */
function partsOf(payment: Payment, state: Rehearsed): readonly Part[] | string {
  const { way } = payment;
  if (way.kind === "mixed") return mixedParts(payment, way, state);
  const id = idOf(payment.programme, state);
  const early = way.kind === "signed" ? signedRefusal(payment, id, way, state) : undefined;
  if (early !== undefined) return early;
  if (way.kind === "rebate") return rebateParts(payment, id, state);
  const { amount } = payment;
  return termsRefusal(payment, id, amount, state) ?? [{ id, amount, rebate: 0n }];
}

type As<K extends Way["kind"]> = Extract<Way, { kind: K }>;

function signedRefusal(
  { at, holder }: Payment,
  programme: bigint,
  { id, validAfter, validBefore }: As<"signed">,
  state: Rehearsed,
): string | undefined {
  if (at <= validAfter) return "PaymentNotYetValid";
  if (at >= validBefore) return "PaymentExpired";
  return idRefusal(keptOf(state, programme, state.names.account(holder)), id);
}

/** As much of each programme as it can pay, what expires first first, and own money for the rest. */
function mixedParts(
  payment: Payment,
  { programmes, ownAtMost }: As<"mixed">,
  state: Rehearsed,
): readonly Part[] | string {
  if (payment.amount === 0n) return "ZeroAmount";
  const parts: Part[] = [];
  let left = payment.amount;
  for (const id of programmesOf(payment, programmes, state)) {
    const most = mostOf(state, id, state.names.account(payment.holder));
    const amount = most < left ? most : left;
    if (amount === 0n) continue;
    const refusal = termsRefusal(payment, id, amount, state);
    if (refusal !== undefined) return refusal;
    parts.push({ id, amount, rebate: 0n });
    left -= amount;
  }
  if (left > ownAtMost) return "OwnPartExceeded";
  if (parts.length === 0 && payment.invoice !== undefined) return "InvoiceWithoutVoucher";
  return left === 0n ? parts : [...parts, { id: 0n, amount: left, rebate: 0n }];
}

/** Numbers of the programmes that a mixed payment names, or of all that its payer can pay with. */
function programmesOf(
  { holder, at }: Payment,
  named: readonly string[] | undefined,
  state: Rehearsed,
): bigint[] {
  const expiring = (id: bigint) => ({
    id,
    expiresAt: BigInt(state.opened.get(id)?.expiresAt ?? 0),
  });
  if (named !== undefined) return inOrder(named.map((name) => expiring(idOf(name, state))));
  const account = state.names.account(holder);
  const all = [...state.opened].map(([id, { purpose }]) => ({
    ...expiring(id),
    rebateBps: BigInt(purpose.terms.rebateBps),
    balance: keptOf(state, id, account).balance,
  }));
  return programmesToPayWith(all, BigInt(at));
}

/** A purchase with own money, of which the programme gives back its share. */
function rebateParts(payment: Payment, id: bigint, state: Rehearsed): readonly Part[] | string {
  const { amount } = payment;
  if (amount === 0n) return "ZeroAmount";
  const bps = BigInt(state.opened.get(id)?.purpose.terms.rebateBps ?? 0);
  const share = (amount * bps) / 10_000n;
  const most = mostOf(state, id, state.names.account(payment.holder));
  const rebate = share < most ? share : most;
  const refusal = termsRefusal(payment, id, rebate, state, purchaseRefusal);
  return refusal ?? (rebate === 0n ? "NothingToRebate" : [{ id, amount, rebate }]);
}

/** The most that a holder can now pay at once in a programme. */
export function mostOf(state: Rehearsed, id: bigint, holder: string): bigint {
  const terms = state.opened.get(id)?.purpose.terms;
  if (terms === undefined) return 0n;
  return mostPayable(terms, voucherAt(keptOf(state, id, holder), state.now()));
}

/** What a programme's terms say against `amount` won of a payment. */
function termsRefusal(
  payment: Payment,
  id: bigint,
  amount: bigint,
  state: Rehearsed,
  rule: typeof paymentRefusal = paymentRefusal,
): string | undefined {
  const programme = state.opened.get(id);
  if (programme === undefined) return unknownOr(id, state);
  const { holidays } = state;
  const kept = keptOf(state, id, state.names.account(payment.holder));
  const { purpose, expiresAt } = programme;
  const extended = { ...purpose, terms: { ...purpose.terms, expiresAt } };
  const asked = { ...askedOf(payment, kept.home, programme, state), amount };
  return rule(extended, asked, voucherAt(kept, payment.at), (day) => holidays.has(day));
}

function askedOf(
  { at, holder: name, merchant, hasPurpose }: Payment,
  home: number | undefined,
  { isPaused }: Programme,
  { names, cast, stopped, enrolled }: Rehearsed,
) {
  const [holder, account] = [names.account(name), names.account(merchant)];
  const facts = cast.facts.get(holder) ?? { name, region: 0 };
  return {
    at,
    holder: home === undefined ? facts : { ...facts, home },
    account,
    merchant: stopped.get(account) ?? enrolled.get(account) ?? "MerchantNotEnrolled",
    isPaused,
    hasPurpose,
  };
}

const idOf = (written: string, { names }: Rehearsed): bigint =>
  /^\d+$/.test(written) ? BigInt(written) : names.programme(written);

const unknownOr = (id: bigint, { programmes }: Rehearsed): string =>
  [...programmes.values()].includes(id) ? MISSING : "ProgrammeUnknown";

/** What the invoice says against a payment, and then the bank. */
function moneyRefusal(payment: Payment, state: Rehearsed): string | undefined {
  const { bank, names } = state;
  const account = bank.get(names.account(payment.holder));
  return invoiceRefusal(payment, state) ?? bank.get("stop") ?? bank.get("pause") ?? account;
}

/** Takes a part out of the vouchers, and records it on the invoice. */
function make(payment: Payment, { id, amount, rebate }: Part, state: Rehearsed): void {
  const { way, at } = payment;
  const holder = state.names.account(payment.holder);
  const programme = state.opened.get(id);
  if (programme !== undefined) {
    const kept = keptOf(state, id, holder);
    const taken = way.kind === "rebate" ? rebate : amount;
    debit(kept, taken, at);
    if (way.kind === "signed") useId(kept, way.id);
    if (way.kind === "rebate") programme.rebated += taken;
    else programme.spent += taken;
  }
  recordInvoice(payment, { programme: id, amount, rebate }, state);
}
