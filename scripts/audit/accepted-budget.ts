import type { AcceptedTransaction, Event } from "./collect.ts";
import { ContradictoryEvents } from "./posting.ts";

/**
 * Calls on the budget, and the event that each leaves once: its arguments are those of the call with the same name, and `by` is
 * the caller. Other names stand after them.
 */
const OWN: Readonly<Record<string, Told>> = {
  registerMinistry: { events: ["MinistryRegistered"] },
  appointOfficer: { events: ["OfficerAppointed"] },
  dismissOfficer: { events: ["OfficerDismissed"] },
  setTrustee: { events: ["TrusteeListed", "TrusteeDelisted"] },
  exclude: { events: ["CreditorExclusionSet"] },
  appropriate: { events: ["Appropriated"] },
  reduceAppropriation: { events: ["AppropriationReduced"] },
  transferAppropriation: { events: ["AppropriationTransferred"] },
  allot: { events: ["Allotted"] },
  withdrawAllotment: { events: ["AllotmentWithdrawn"] },
  setPaymentPlan: { events: ["PaymentPlanSet"] },
  lapse: { events: ["LineLapsed"] },
  unreserve: { events: ["Unreserved"] },
  obligate: { events: ["Obligated"] },
  obligateAssigned: { events: ["Obligated"] },
  obligateInTrust: { events: ["Obligated"], names: { trustee: "creditor" } },
  deobligate: { events: ["Deobligated"] },
  carryOver: { events: ["CarriedOver"] },
  payAdvance: { events: ["Advanced"], names: { trustee: "creditor" } },
  receiveRevenue: { events: ["RevenueReceived"] },
  attributeRevenue: { events: ["RevenueReceived"], names: { papers: "ref" } },
  sendBack: { events: ["SentBack"] },
  openSystemAccount: { events: ["SystemAccountOpened"] },
  openInTrust: { events: ["HeldInTrust"] },
};

interface Told {
  readonly events: readonly string[];
  /** What the event calls the call's arguments otherwise. */
  readonly names?: Readonly<Record<string, string>>;
}

/** `reserve` is a view of the token too: what is meant is told by its arguments. */
const RESERVED: Told = { events: ["Reserved"] };

const PAYMENTS: Readonly<Record<string, Told>> = {
  pay: { events: ["Liquidated"] },
  payAssigned: { events: ["Liquidated"] },
  payInvoice: { events: ["Liquidated"], names: { invoice: "papers" } },
};

function contradict({ transaction, method }: AcceptedTransaction, what: string): never {
  throw new ContradictoryEvents(`transaction ${transaction} called ${method} and ${what}`);
}

/** What a call on the budget left is what it asked for. */
export function mustSayAsCalled(call: AcceptedTransaction, events: readonly Event[]): void {
  const { method } = call;
  const isReserve = method === "reserve" && "line" in call.input;
  const told = isReserve ? RESERVED : OWN[method];
  if (told !== undefined) mustSaySame(call, theOne(call, events, told.events), told.names);
  if (method in PAYMENTS) mustPayAsAsked(call, events);
  if (method === "receiveReturn") mustComeHome(call, events);
  if (method === "obligateAssigned") {
    mustSaySame(call, theOne(call, events, ["PayeesAssigned"]));
  }
}

/** The only event of these names. */
function theOne(
  call: AcceptedTransaction,
  events: readonly Event[],
  names: readonly string[],
): Event {
  const found = events.filter(({ name }) => names.includes(name));
  const [event] = found;
  if (event === undefined) contradict(call, `has no ${names.join(" or ")}: it is missing`);
  if (found.length > 1) contradict(call, `has ${found.length} ${names.join(" or ")}`);
  return event;
}

/** An event's arguments are those of the call, under the same name or the one given, but for those that differ. */
function mustSaySame(
  call: AcceptedTransaction,
  { name, args }: Event,
  names: Readonly<Record<string, string>> = {},
  departs: Readonly<Record<string, unknown>> = {},
): void {
  const said = args.toObject() as Readonly<Record<string, unknown>>;
  const asked: Record<string, unknown> = { by: call.from };
  for (const [part, value] of Object.entries({ ...call.input, ...departs })) {
    asked[names[part] ?? part] = value;
  }
  for (const [part, value] of Object.entries(asked)) {
    if (!(part in said) || String(said[part]) === String(value)) continue;
    contradict(call, `its ${name} says another ${part}`);
  }
}

/** What was paid is what was asked less the fraction that the event before tells. */
function mustPayAsAsked(call: AcceptedTransaction, events: readonly Event[]): void {
  const { method, input } = call;
  const amount = input["amount"] as bigint;
  const fraction = amount % 10n;
  const told = PAYMENTS[method] as Told;
  const payee = input["payee"] ?? input["creditor"];
  const departs = { amount: amount - fraction, payee };
  mustSaySame(call, theOne(call, events, told.events), told.names, departs);
  const dropped = events.filter(({ name }) => name === "FractionDropped");
  const sum = dropped.reduce((total, { args }) => total + (args["fraction"] as bigint), 0n);
  if (sum !== fraction)
    contradict(call, `dropped ${fraction} won, of which the events tell ${sum}`);
  if (method !== "payInvoice") return;
  const { creditor, invoice } = input;
  mustSaySame(call, theOne(call, events, ["InvoicePaid"]), {}, { payee: creditor, invoice });
}

/** What came home is what was asked, on one obligation and by the caller; what no line takes any more is revenue. */
function mustComeHome(call: AcceptedTransaction, events: readonly Event[]): void {
  const sumOf = (...names: string[]): bigint => {
    const parts = events.filter(({ name }) => names.includes(name));
    for (const event of parts) {
      const { amount } = event.args.toObject() as { amount: bigint };
      mustSaySame(call, event, event.name === "RevenueReceived" ? { matter: "ref" } : {}, {
        amount,
      });
    }
    return parts.reduce((total, { args }) => total + (args["amount"] as bigint), 0n);
  };
  const [home, late] = [sumOf("Returned", "ReturnedLate"), sumOf("ReturnedLate")];
  const revenue = sumOf("RevenueReceived");
  if (home !== call.input["amount"])
    contradict(
      call,
      `brought ${String(call.input["amount"])} won, of which the events tell ${home}`,
    );
  if (revenue !== late) contradict(call, `brought ${late} won late, and ${revenue} of revenue`);
}
