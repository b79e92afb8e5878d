import { formatDay } from "../../lib/clock.ts";
import { formatLine } from "../../lib/lines.ts";
import { formatCount } from "../../lib/won.ts";
import type { Done } from "./authority.ts";
import type { Flow, Move } from "./flow.ts";
import type { Act, Kind, Purse } from "./kinds.ts";

/** How an account is called. */
export type NameOf = (account: string) => string;

/** What words are made of. */
interface Found {
  readonly from: Purse;
  readonly to: Purse;
  readonly ref: bigint;
  /** The act on which it was paid or came back. */
  readonly done: Done;
  readonly nameOf: NameOf;
}

type Words = (found: Found) => string;

/** A purse as a place. */
export function placeOf({ kind, account, programme }: Purse, nameOf: NameOf): string {
  switch (kind) {
    case "outside":
      return "the bank";
    case "issuer":
    case "account":
      return nameOf(account);
    case "programme":
    case "late":
      return `programme ${programme}`;
    case "voucher":
      return `the voucher of ${nameOf(account)} in programme ${programme}`;
    case "holdings":
      return "the Treasury";
    case "unattributed":
      return "the Treasury, unattributed";
  }
}

const numbered = (what: string, ref: bigint): string => (ref === 0n ? "" : `, ${what} ${ref}`);

/** Where money came home to. */
function home({ to, done, nameOf }: Found): string {
  if (done.id === 0) return placeOf(to, nameOf);
  const line = formatLine(done.line);
  return done.act === "returned"
    ? `line ${line}`
    : `the Treasury as revenue, late for line ${line}`;
}

const words: Readonly<Record<Kind, Words>> = {
  issued: ({ from, to, ref, nameOf }) => {
    const by = from.kind === "issuer" ? ` by ${nameOf(from.account)}, reference ${ref},` : "";
    return `issued${by} to ${placeOf(to, nameOf)}`;
  },
  revenue: ({ from, ref, nameOf }) =>
    `paid to the Treasury by ${placeOf(from, nameOf)}, revenue of ${ref}`,
  unattributed: ({ from, nameOf }) =>
    `sent to the Treasury by ${placeOf(from, nameOf)}, unattributed`,
  attributed: ({ ref }) => `attributed by the Treasury, revenue of ${ref}`,
  sentBack: ({ to, nameOf }) => `sent back by the Treasury to ${placeOf(to, nameOf)}`,
  liquidated: ({ to, done, nameOf }) =>
    `paid by the Treasury to ${placeOf(to, nameOf)} from line ${formatLine(done.line)}`,
  advanced: ({ to, done, nameOf }) =>
    `advanced by the Treasury to ${placeOf(to, nameOf)} from line ${formatLine(done.line)}`,
  setAside: ({ from, to, nameOf }) =>
    `set aside for ${placeOf(to, nameOf)} by ${placeOf(from, nameOf)}`,
  granted: ({ to, ref, nameOf }) =>
    `granted to ${nameOf(to.account)} in programme ${to.programme}${numbered("batch", ref)}`,
  keyReplaced: ({ from, to, nameOf }) =>
    `moved from ${nameOf(from.account)} to ${nameOf(to.account)}, the key in its place, programme ${to.programme}`,
  spent: ({ from, to, ref, nameOf }) =>
    `paid by ${nameOf(from.account)} to ${placeOf(to, nameOf)}, voucher of programme ${from.programme}${numbered("receipt", ref)}`,
  settled: ({ from, to, ref, nameOf }) =>
    `paid by ${nameOf(from.account)} to ${placeOf(to, nameOf)}, signed as number ${ref}, programme ${from.programme}`,
  rebated: ({ from, to, ref, nameOf }) =>
    `rebate of programme ${from.programme} to ${placeOf(to, nameOf)}${numbered("receipt", ref)}`,
  ownPart: ({ from, to, nameOf }) =>
    `own money paid by ${placeOf(from, nameOf)} to ${placeOf(to, nameOf)} in a purchase with vouchers`,
  refunded: ({ from, to, ref, nameOf }) =>
    `refunded by ${placeOf(from, nameOf)} to ${placeOf(to, nameOf)}, of ${formatDay(ref)}`,
  refundedLate: ({ from, to, ref, nameOf }) =>
    `refunded by ${placeOf(from, nameOf)} after expiry, ${placeOf(to, nameOf)}, of ${formatDay(ref)}`,
  ownRefund: ({ from, to, nameOf }) =>
    `own part refunded by ${placeOf(from, nameOf)} to ${placeOf(to, nameOf)}`,
  lapsed: (found) =>
    `lapsed at expiry, ${placeOf(found.from, found.nameOf)}, home to ${home(found)}`,
  clawedBack: (found) =>
    `taken back under a case, ${placeOf(found.from, found.nameOf)}, home to ${home(found)}`,
  closed: (found) =>
    `not granted, rest of programme ${found.from.programme}, home to ${home(found)}`,
  lateHome: (found) =>
    `refund after expiry, programme ${found.from.programme}, home to ${home(found)}`,
  returned: (found) => `returned by ${placeOf(found.from, found.nameOf)} to ${home(found)}`,
  transferred: ({ from, to, nameOf }) =>
    `transferred by ${placeOf(from, nameOf)} to ${placeOf(to, nameOf)}`,
  forced: ({ from, to, nameOf }) =>
    `transferred by order from ${placeOf(from, nameOf)} to ${placeOf(to, nameOf)}`,
  recovered: ({ from, to, nameOf }) =>
    `recovered: all of ${placeOf(from, nameOf)} is now ${placeOf(to, nameOf)}'s`,
  redeemed: ({ from, ref, nameOf }) =>
    `redeemed at par by ${placeOf(from, nameOf)}${numbered("number", ref)}`,
  redeemedByOrder: ({ from, ref, nameOf }) =>
    `redeemed at par by order, ${placeOf(from, nameOf)}${numbered("number", ref)}`,
};

/** What a movement was. */
export function wordsOf(flow: Flow, move: Move, nameOf: NameOf): string {
  const [from, to] = [flow.purses.at(move.from), flow.purses.at(move.to)];
  const done = flow.authority.at(move.act);
  return words[move.kind]({ from, to, ref: move.ref, done, nameOf });
}

/** Which won it was where several lots lay together; nothing where there was one. */
export function mixtureOf({ lots, tookAll }: Pick<Move, "lots" | "tookAll">): string {
  if (lots < 2) return "";
  const count = `${formatCount(lots)} lots`;
  return tookAll ? `all ${count}, in the order they came` : `first in, first out of ${count}`;
}

const actWords: Readonly<Record<Act, (done: Done) => string>> = {
  appropriated: () => "appropriated",
  reduced: () => "appropriation reduced",
  transferredIn: ({ detail }) => `transferred to it from line ${formatLine(detail)}`,
  transferredOut: ({ detail }) => `transferred to line ${formatLine(detail)}`,
  allotted: ({ detail }) => `allotted, quarter ${detail}`,
  withdrawn: () => "allotment withdrawn",
  reserved: () => "reserved",
  unreserved: () => "reserved no more",
  obligated: () => "obligated",
  deobligated: () => "owed no more, available again",
  carriedOver: ({ detail }) => `carried over to line ${formatLine(detail)}`,
  carriedIn: ({ detail }) => `carried over from line ${formatLine(detail)}`,
  liquidated: () => "paid",
  advanced: () => "advanced",
  returned: () => "came back to the line",
  returnedLate: () => "came back too late for the line: revenue",
  lapsed: () => "not spent, lapsed",
};

/** What an act of authority was, with its line where several are spoken of. */
export function actWordsOf(done: Done, withLine: boolean): string {
  const text = actWords[done.act](done);
  return withLine ? `${text}; line ${formatLine(done.line)}` : text;
}
