import { ZeroAddress } from "ethers";
import { formatKst } from "../lib/clock.ts";
import { table } from "../lib/text.ts";
import { formatWon } from "../lib/won.ts";
import type { Event } from "./collect.ts";
import { districtName, type AccountNames } from "./ledger.ts";
import type { Audit } from "./read.ts";
import { reasonOf, voucherWords } from "./voucher-story.ts";

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
    rows.push([formatKst(event.time), amount === undefined ? "" : formatWon(amount), what]);
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
    const placeOf = (merchant: string): string => {
      const paid = books.payments.find((payment) => {
        return payment.transaction === event.transaction && payment.merchant === merchant;
      });
      return districtName(paid?.region ?? books.merchants.get(merchant)?.region ?? 0);
    };
    const what = voucherWords(reason, account, nameOf, placeOf);
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
