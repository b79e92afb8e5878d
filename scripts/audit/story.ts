import { ZeroAddress } from "ethers";
import { formatKst } from "../lib/clock.ts";
import { formatLine } from "../lib/lines.ts";
import { table } from "../lib/text.ts";
import { firstOf, lastOf } from "../lib/walks.ts";
import { formatWon } from "../lib/won.ts";
import { booksCloseAt, koreanYear } from "../lib/fiscal-year.ts";
import type { Books } from "./books.ts";
import type { Event } from "./collect.ts";
import { districtName, type AccountNames } from "./ledger.ts";
import type { Audit } from "./read.ts";
import { eventsBeside } from "./transactions.ts";
import { reasonOf, voucherWords, type Reason } from "./voucher-story.ts";

const STORY_LINES = 11;

/** What became of one account's won, from their issue to their redemption, as aligned lines that may leave out the middle. */
export function storyOf(audit: Audit, account: string, names: AccountNames): string[] {
  return table(shortened(wholeStory(audit, account, names)), [1]).map((line) => `  ${line}`);
}

/** All of it: when, how much, and what. */
export function wholeStory(audit: Audit, account: string, names: AccountNames): string[][] {
  const { events, books } = audit;
  const rows: string[][] = [];
  const nameOf = (address: unknown) => names.get(String(address)) ?? String(address);
  const add = (event: Event | undefined, amount: bigint | undefined, what: string): void => {
    if (event === undefined) return;
    rows.push([
      `${formatKst(event.time)} KST`,
      amount === undefined ? "" : formatWon(amount),
      what,
    ]);
  };
  const issued = firstOf(events, ({ name, args }) => {
    return name === "Transfer" && args[0] === ZeroAddress;
  });
  add(
    issued,
    issued?.args[2] as bigint | undefined,
    `issued by the bank to ${nameOf(issued?.args[1])}`,
  );
  const [first] = [...books.programmes].find(([, { vouchers }]) => vouchers.has(account)) ?? [];
  const funded = first === undefined ? [] : fundingOf(events, first);
  for (const { event, amount, what } of funded) add(event, amount, what);
  const { home = FUNDING, line } = funded.at(-1) ?? {};
  for (const [beside, index, event] of eventsBeside(events)) {
    const told = fateOf(books, beside, index, account, nameOf, homeAt(line, home, event.time));
    if (told !== undefined) add(event, told.amount, told.what);
  }
  const shop = books.payments.find(({ holder }) => holder === account)?.merchant;
  const redeemed = lastOf(events, ({ name, args }) => {
    return name === "Transfer" && args[0] === shop && args[1] === ZeroAddress;
  });
  const all = `redeemed at par by ${nameOf(shop)}, with what others paid it`;
  add(redeemed, redeemed?.args[2] as bigint | undefined, all);
  return rows;
}

/** Where a programme's rest goes that is not the Treasury's. */
const FUNDING = "the funding account";

interface Funded extends Told {
  readonly event: Event | undefined;
  readonly home: string;
  readonly line?: bigint;
}

/** Where a programme's rest goes at a time: to its line only while the books of the line's year are open. */
function homeAt(line: bigint | undefined, home: string, time: number): string {
  if (line === undefined || time < booksCloseAt(line)) return home;
  return `the Treasury, too late for its line: revenue of ${koreanYear(time)}`;
}

/** Where a programme's money came from: its own funding account, or a budget line, from the appropriation on. */
function fundingOf(events: Iterable<Event>, programme: bigint): Funded[] {
  const find = (named: string, matches: (args: Event["args"]) => boolean) =>
    firstOf(events, ({ name, args }) => name === named && matches(args));
  const held = find("HeldInTrust", ([id]) => id === programme);
  if (held === undefined) {
    const opened = find("ProgrammeOpened", ([id]) => id === programme);
    const what = `set aside for programme ${programme} from its funding account`;
    return [{ event: opened, amount: BigInt(String(opened?.args[2] ?? 0)), what, home: FUNDING }];
  }
  const matter: unknown = held.args[1];
  const obligated = find("Obligated", ([, , of]) => of === matter);
  const line = BigInt(String(obligated?.args[0] ?? 0));
  const home = `line ${formatLine(line)}`;
  const told = (event: Event | undefined, at: number, what: string): Funded => ({
    event,
    amount: BigInt(String(event?.args[at] ?? 0)),
    what,
    home,
    line,
  });
  const appropriated = find("Appropriated", ([of]) => of === line);
  const advanced = find("Advanced", ([, , of]) => of === matter);
  return [
    told(appropriated, 1, `appropriated to ${home}`),
    told(obligated, 3, `obligated from it, in trust for programme ${programme}`),
    told(advanced, 3, `advanced to programme ${programme} by the Treasury`),
  ];
}

interface Told {
  readonly amount?: bigint;
  readonly what: string;
}

/** The shop that a movement of vouchers had to do with, and the district it was in then. */
function shopOf(
  { payments, merchants }: Books,
  { why, from, programme }: Reason,
  transaction: string,
): { readonly merchant: string; readonly place: string } {
  const id = why?.name === "PaymentSettled" ? Number(why.args["id"]) : 0;
  // A signed payment's merchant is read where it is posted.
  const { merchant: named } = (id === 0 ? why?.args.toObject() : {}) as { merchant?: string };
  const paid = payments.find((payment) => {
    const isHere = payment.transaction === transaction && payment.holder === from;
    const isIt = payment.id === id && payment.programme === programme;
    return isHere && isIt && (named === undefined || payment.merchant === named);
  });
  const merchant = named ?? paid?.merchant ?? "";
  const region = paid?.region ?? merchants.get(merchant)?.region ?? 0;
  return { merchant, place: districtName(region) };
}

/** What an event of a transaction was to the vouchers of `account`; nothing where it took no part. */
function fateOf(
  books: Books,
  beside: readonly Event[],
  index: number,
  account: string,
  nameOf: (address: unknown) => string,
  home: string,
): Told | undefined {
  const event = beside[index];
  if (event?.name === "TransferSingle") {
    const reason = reasonOf(beside, index);
    const shop = shopOf(books, reason, event.transaction);
    const what = voucherWords(reason, account, nameOf, shop, home);
    return what === undefined ? undefined : { amount: reason.amount, what };
  }
  if (event?.name === "HomeMoved" && event.args[1] === account) {
    return { what: `moved home to ${districtName(Number(event.args[2]))}` };
  }
  if (event?.name !== "ClawbackOpened" || event.args[1] !== account) return undefined;
  return {
    amount: BigInt(String(event.args[3])),
    what: "held under a case; the holder may object",
  };
}

function shortened(rows: string[][]): string[][] {
  if (rows.length <= STORY_LINES) return rows;
  return [...rows.slice(0, STORY_LINES - 3), ["…", "", ""], ...rows.slice(-2)];
}
