import { ZeroAddress } from "ethers";
import { formatKst } from "../lib/clock.ts";
import { table } from "../lib/text.ts";
import { formatWon } from "../lib/won.ts";
import type { Books } from "./books.ts";
import type { Event } from "./collect.ts";
import { districtName, type AccountNames } from "./ledger.ts";
import type { Audit } from "./read.ts";
import { reasonOf, voucherWords, type Reason } from "./voucher-story.ts";

const STORY_LINES = 9;

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
  const issued = events.find(({ name, args }) => name === "Transfer" && args[0] === ZeroAddress);
  add(
    issued,
    issued?.args[2] as bigint | undefined,
    `issued by the bank to ${nameOf(issued?.args[1])}`,
  );
  const [first] = [...books.programmes].find(([, { vouchers }]) => vouchers.has(account)) ?? [];
  const opened = events.find(({ name, args }) => name === "ProgrammeOpened" && args[0] === first);
  add(
    opened,
    opened?.args[2] as bigint | undefined,
    `set aside for programme ${first ?? 1} from its funding account`,
  );
  for (const [index, event] of events.entries()) {
    const told = fateOf(audit, index, account, nameOf);
    if (told !== undefined) add(event, told.amount, told.what);
  }
  const shop = books.payments.find(({ holder }) => holder === account)?.merchant;
  const redeemed = events.findLast(({ name, args }) => {
    return name === "Transfer" && args[0] === shop && args[1] === ZeroAddress;
  });
  const all = `redeemed at par by ${nameOf(shop)}, with what others paid it`;
  add(redeemed, redeemed?.args[2] as bigint | undefined, all);
  return rows;
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

/** What an event was to the vouchers of `account`; nothing where it took no part. */
function fateOf(
  { events, books }: Audit,
  index: number,
  account: string,
  nameOf: (address: unknown) => string,
): Told | undefined {
  const event = events[index];
  if (event?.name === "TransferSingle") {
    const reason = reasonOf(events, index);
    const what = voucherWords(reason, account, nameOf, shopOf(books, reason, event.transaction));
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
