import type { Event } from "./collect.ts";
import { around, type NameOf } from "./voucher-story.ts";

/** The events that say why programmes got or paid deposit tokens. */
const REASONS = [
  ...["ProgrammeOpened", "ProgrammeClosed", "VoucherReclaimed", "ClawedBack"],
  ...["VoucherSpent", "RunSettled", "RebatePaid", "VoucherRefunded"],
];

/**
 * What a movement of deposit tokens, number `index` among the events of its transaction, had to do with vouchers, in words; nothing
 * where it had nothing to do with them.
 */
export function moneyWords(
  events: readonly Event[],
  index: number,
  programmes: string,
  nameOf: NameOf,
): string | undefined {
  const { before, after } = around(events, index);
  const isReason = ({ name }: Event) => REASONS.includes(name);
  const why = before.findLast(isReason) ?? after.find(isReason);
  const [from, to] = (events[index]?.args.toArray() ?? []) as [string, string];
  // Own money that goes from one account to another beside a payment has the same reason and other words.
  const isOwn = from !== programmes && to !== programmes;
  if (why === undefined) return undefined;
  const words = wordsOf[why.name as keyof typeof wordsOf];
  return words({ why, before, from, to, isOwn, programmes, nameOf });
}

interface Found {
  readonly why: Event;
  readonly before: readonly Event[];
  readonly from: string;
  readonly to: string;
  readonly isOwn: boolean;
  readonly programmes: string;
  readonly nameOf: NameOf;
}

type Words = (found: Found) => string;

const about =
  (what: string): Words =>
  ({ why }) =>
    `${what} programme ${String(why.args[0])}`;

const receiptOf = (receipt: unknown): string =>
  receipt === 0n ? "" : `, receipt ${String(receipt)}`;

/** What was paid since money last left the programmes: a payment of tokens may be for several of vouchers. */
function paidNow({ before, programmes }: Found, name: string): Event[] {
  const last = before.findLastIndex((event) => {
    return event.name === "Transfer" && event.args[0] === programmes;
  });
  return before.slice(last + 1).filter((event) => event.name === name);
}

/** The last movement of vouchers before the money's. */
const movementOf = ({ before }: Found): Event | undefined =>
  before.findLast(({ name }) => name === "TransferSingle");

const spent: Words = (found) => {
  const { why, isOwn, nameOf } = found;
  const [, holder, , receipt] = why.args.toArray() as unknown[];
  if (isOwn) return `own part of a payment with vouchers by ${nameOf(holder)}${receiptOf(receipt)}`;
  const paid = paidNow(found, "VoucherSpent").map(({ args }) => String(args[0]));
  const which = paid.length > 1 ? `programmes ${paid.join(", ")}` : `programme ${paid[0] ?? ""}`;
  const operator = movementOf(found)?.args[0] as unknown;
  const by = operator === holder ? "" : `${nameOf(operator)} for `;
  return `payment with a voucher by ${by}${nameOf(holder)}, ${which}${receiptOf(receipt)}`;
};

/** The signed payments of each run of a batch, which the money after all of them pays run by run. */
function runsOf(before: readonly Event[]): { run: Event; paid: Event[] }[] {
  const runs: { run: Event; paid: Event[] }[] = [];
  let paid: Event[] = [];
  for (const event of before) {
    if (event.name === "PaymentSettled") paid.push(event);
    if (event.name !== "RunSettled") continue;
    runs.push({ run: event, paid });
    paid = [];
  }
  return runs;
}

/** Signed payments of one programme to one merchant come in one sum. */
const settled: Words = ({ before, programmes, nameOf }) => {
  const isPaid = ({ name, args }: Event) => name === "Transfer" && args[0] === programmes;
  const { run, paid } = runsOf(before)[before.filter(isPaid).length] ?? {};
  const programme = `programme ${String(run?.args[0])}`;
  const [only, ...others] = paid ?? [];
  if (only === undefined || others.length > 0) {
    return `${paid?.length ?? 0} signed payments with vouchers, ${programme}`;
  }
  const movement = before
    .slice(0, before.indexOf(only))
    .findLast(({ name }) => name === "TransferSingle");
  const number = `number ${String(only.args["id"])}`;
  return `signed payment with a voucher by ${nameOf(movement?.args[1])}, ${programme}, ${number}`;
};

const rebate: Words = ({ why, isOwn, nameOf }) => {
  const [programme, holder, merchant, receipt] = why.args.toArray() as unknown[];
  return isOwn
    ? `purchase by ${nameOf(holder)} with a rebate of programme ${String(programme)}${receiptOf(receipt)}`
    : `rebate of programme ${String(programme)} on a purchase at ${nameOf(merchant)}`;
};

const refund: Words = ({ why, from, isOwn, programmes, nameOf }) => {
  const [programme, holder, merchant] = why.args.toArray() as unknown[];
  if (isOwn) return `refund by ${nameOf(merchant)} to ${nameOf(holder)}, own part`;
  const who = from === programmes ? `by ${nameOf(merchant)} ` : "";
  const where =
    why.args["restored"] === true
      ? `to the voucher of ${nameOf(holder)}`
      : `for ${nameOf(holder)} after expiry`;
  return `refund ${who}${where}, programme ${String(programme)}`;
};

const takenBack: Words = ({ why, nameOf }) =>
  `taken back from the voucher of ${nameOf(why.args[1])}, programme ${String(why.args[0])}`;

const wordsOf = {
  ProgrammeOpened: about("set aside for"),
  ProgrammeClosed: about("ungranted rest of"),
  VoucherReclaimed: about("lapsed vouchers of"),
  ClawedBack: takenBack,
  VoucherSpent: spent,
  RunSettled: settled,
  RebatePaid: rebate,
  VoucherRefunded: refund,
};
