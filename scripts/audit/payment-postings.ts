import { ZeroAddress } from "ethers";
import { argumentsOf } from "../lib/revert.ts";
import type { Books } from "./books.ts";
import type { Event } from "./collect.ts";
import { must, type Posting, type State, type VoucherMovement } from "./posting.ts";
import { runOf, settledBy, takeBurnt, takeMinted } from "./settled-payment.ts";
import { addHeld, addSpent } from "./sums.ts";
import { sendHome } from "./trust-postings.ts";
import { count, counts, discount, type Payment, type VoucherBook } from "./voucher-books.ts";
import { currentOf, keeperOf, programmeOf, refusals, voucherOf } from "./voucher-lookup.ts";

/** How far behind the highest number of a holder's signed payments another may lie. */
const ID_WINDOW = 16;

/** Whether a number of a signed payment was still free. It is used from now on. */
function useId(voucher: VoucherBook, id: number): boolean {
  const isFree = id > voucher.highestId - ID_WINDOW && id > 0 && !voucher.usedIds.has(id);
  voucher.usedIds.add(id);
  voucher.highestId = Math.max(voucher.highestId, id);
  return isFree;
}

/** Whoever pays in the holder's place is its proxy, within what it may. */
function useProxy(voucher: VoucherBook, payment: Payment, event: Event): void {
  const { by, holder, amount, mcc } = payment;
  if (by === holder) return;
  const { proxy } = voucher;
  must(proxy?.account === by, event, "who paid is neither the holder nor its proxy");
  if (proxy === undefined) return;
  const isScope = proxy.category === 0 || proxy.category === mcc;
  const isAllowed = proxy.left >= amount && event.time < proxy.until && isScope;
  must(isAllowed, event, "the proxy may not pay that");
  proxy.left -= amount;
}

/** Counts what a holder spent, where the terms limit it. */
function countSpent(books: Books, { programme, from, amount }: VoucherMovement, time: number) {
  const voucher = voucherOf(books, programme, from);
  if (counts(programmeOf(books, programme))) count(voucher, amount, time);
  return voucher;
}

/** Whose payment an event speaks of. */
interface Named {
  readonly programme: bigint;
  readonly holder: string;
  readonly merchant: string;
}

/** What an event says of a payment. */
interface Said {
  readonly merchant: string;
  readonly receipt: bigint;
  readonly id: number;
}

/** A payment with vouchers, signed or not: the merchant is to get as much. */
function pay(books: Books, event: Event, state: State, burnt: VoucherMovement, said: Said): void {
  const { programme, from: holder, operator: by, amount } = burnt;
  const { merchant, id } = said;
  const { time, transaction } = event;
  const voucher = countSpent(books, burnt, time);
  voucher.spent += amount;
  addSpent(books, programme, amount);
  const { mcc = 0, region = 0 } = books.merchants.get(merchant) ?? {};
  const when = { time, transaction, mcc, region, by, purposeHash: undefined };
  const payment: Payment = { programme, holder, amount, ...said, ...when };
  if (id === 0) useProxy(voucher, payment, event);
  books.payments.push(payment);
  state.paid = payment;
  if (id === 0) owe(books, state, payment);
  else state.run.push(payment);
}

/** The merchant of a payment is to get as much in this transaction. */
function owe(books: Books, state: State, { merchant, id, amount }: Payment): void {
  const payee = currentOf(books, merchant);
  const due = state.due.get(payee) ?? { signed: 0n, other: 0n };
  state.due.set(payee, {
    signed: due.signed + (id === 0 ? 0n : amount),
    other: due.other + (id === 0 ? amount : 0n),
  });
}

/** The payments of a run went to one merchant. */
function runSettled(books: Books, event: Event, state: State): void {
  const { run, merchant } = runOf(event, state);
  const { mcc = 0, region = 0 } = books.merchants.get(merchant) ?? {};
  for (const payment of run) {
    Object.assign(payment, { merchant, mcc, region });
    owe(books, state, payment);
  }
}

/** A payment is over: where the terms ask for its purpose, it has stated it. */
export function endPayment(books: Books, state: State, event: Event): void {
  const { paid } = state;
  state.paid = undefined;
  if (paid?.purposeHash !== undefined || paid === undefined) return;
  const { terms } = programmeOf(books, paid.programme).purpose;
  must(terms["purposeRequired"] !== true, event, "the payment before it states no purpose");
}

/** Law 11: merchants got what the signed payments of a transaction used up, beside what they were paid otherwise. */
export function endSettlement({ settlement }: Books, { due, paidOut }: State, last: Event): void {
  for (const [merchant, { signed, other }] of due) {
    if (signed === 0n) continue;
    const paid = (paidOut.get(merchant) ?? 0n) - other;
    settlement.accepted += signed;
    settlement.paid += paid;
    if (paid !== signed) settlement.brokenBy ??= last.transaction;
  }
}

function transferSingle(books: Books, event: Event, state: State): void {
  endPayment(books, state, event);
  const [operator, from, to, programme, amount] = event.args.toArray() as [
    ...[string, string, string],
    ...[bigint, bigint],
  ];
  const movement = { operator, from, to, programme, amount };
  if (from === ZeroAddress) {
    voucherOf(books, programme, to).balance += amount;
    addHeld(books, programme, amount);
    state.minted.push(movement);
    return;
  }
  must(state.burnt === undefined, event, "what was used up before it is not explained");
  const voucher = voucherOf(books, programme, from);
  voucher.balance -= amount;
  addHeld(books, programme, -amount);
  must(voucher.balance >= 0n, event, "the holder had less");
  state.burnt = movement;
}

function settled(books: Books, event: Event, state: State): void {
  const { burnt, id } = settledBy(event, state);
  const { settlement } = books;
  // Law 11: no number settles twice.
  const isFree = useId(voucherOf(books, burnt.programme, burnt.from), id);
  if (!isFree) settlement.brokenBy ??= event.transaction;
  settlement.payments += 1;
  pay(books, event, state, burnt, { merchant: ZeroAddress, receipt: 0n, id });
}

function refunded(books: Books, event: Event, state: State): void {
  const { programme, holder, merchant, invoice, paidOn, restored } =
    event.args.toObject() as Named & {
      invoice: string;
      paidOn: bigint;
      restored: boolean;
    };
  const { time, transaction } = event;
  const book = programmeOf(books, programme);
  const lives = time < book.expiresAt;
  must(restored === lives, event, "the vouchers had expired, or had not");
  const keeper = keeperOf(books, programme, holder);
  const minted = restored ? takeMinted(state, event, programme, keeper) : undefined;
  const isOwn = minted === undefined || minted.operator === currentOf(books, merchant);
  must(isOwn, event, "another than the merchant refunded it");
  const amount = minted?.amount ?? 0n;
  const said = { programme, holder, merchant, amount, invoice, paidOn: Number(paidOn) };
  const refund = { ...said, restored, time, transaction };
  books.refunds.push(refund);
  // A refund after expiry says its amount in the money that comes, and nowhere else.
  const came = (money: bigint): void => {
    refund.amount = money;
    const trust = books.budget.trusts.get(programme);
    if (trust !== undefined) trust.lateRefunds += money;
    books.sums.changed.add(programme);
    sendHome(books, state, programme, money);
  };
  state.pulls.push(restored ? { amount } : { came });
  if (!restored) return;
  const voucher = voucherOf(books, programme, keeper);
  voucher.refunded += amount;
  addSpent(books, programme, -amount);
  if (counts(book)) discount(voucher, amount, refund.paidOn);
}

/** What the events of payments do to the books of vouchers. */
export const payments: Readonly<Record<string, Posting>> = {
  TransferSingle: transferSingle,
  VoucherSpent: (books, event, state) => {
    const [programme, holder, merchant, receipt] = event.args.toArray() as [
      ...[bigint, string, string],
      bigint,
    ];
    const burnt = takeBurnt(state, event, programme, holder);
    pay(books, event, state, burnt, { merchant, receipt, id: 0 });
  },
  PaymentSettled: settled,
  RunSettled: runSettled,
  PaymentRefused: (books, event) => {
    const { programme, holder, merchant, id, refusal } = event.args.toObject() as Named & {
      id: bigint;
      refusal: string;
    };
    const { time, transaction } = event;
    const found = refusals.parseError(refusal);
    const error = found?.name ?? refusal.slice(0, 10);
    const args = found === null ? {} : argumentsOf(found);
    const who = { programme, holder, merchant, id: Number(id) };
    books.refusedPayments.push({ ...who, error, args, time, transaction });
  },
  PaymentCancelled: (books, event) => {
    const [programme, holder, id] = event.args.toArray() as [bigint, string, bigint];
    const isFree = useId(voucherOf(books, programme, holder), Number(id));
    must(isFree, event, "the number was used before, or is too old");
  },
  PurposeStated: (_, event, { paid }) => {
    const [programme, holder, purposeHash] = event.args.toArray() as [bigint, string, string];
    const isOf = paid?.programme === programme && paid.holder === holder;
    must(isOf && paid.purposeHash === undefined, event, "no such payment was made before it");
    if (paid !== undefined) paid.purposeHash = purposeHash;
  },
  RebatePaid: (books, event, state) => {
    const [programme, holder, merchant, receipt] = event.args.toArray() as [
      ...[bigint, string, string],
      bigint,
    ];
    const { time, transaction } = event;
    const burnt = takeBurnt(state, event, programme, holder);
    const { amount } = burnt;
    must(burnt.operator === holder, event, "another than the holder bought it");
    countSpent(books, burnt, time).rebated += amount;
    addSpent(books, burnt.programme, amount);
    const said = { programme, holder, merchant, amount, receipt };
    const rebate = { ...said, time, transaction, purposeHash: undefined };
    books.rebates.push(rebate);
    state.paid = rebate;
    state.unbilled = rebate;
  },
  VoucherRefunded: refunded,
};
