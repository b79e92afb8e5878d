import type { JsonRpcProvider } from "ethers";
import { connectSystem, type Addresses } from "../lib/system.ts";
import { formatCount, formatWon } from "../lib/won.ts";
import { owed, type Books } from "./books.ts";
import type { Collected } from "./collect.ts";
import type { Comparison } from "./compare.ts";

/** A law of INVARIANTS.md with the figures that show it. */
export interface Law {
  readonly number: number;
  readonly name: string;
  readonly figures: string;
  readonly holds: boolean;
}

const SYSTEM = 6; // AccountKind.System

/** Checks the laws on rebuilt books, and on the chain where a law speaks of what it would do. */
export async function checkLaws(
  client: JsonRpcProvider,
  addresses: Addresses,
  books: Books,
  collected: Collected,
  comparison: Comparison,
): Promise<Law[]> {
  return [
    supplyLaw(books),
    vaultLaw(books, addresses),
    await redemptionLaw(client, addresses, books, collected),
    eventsLaw(comparison),
  ];
}

/** The chain's own supply is compared with the rebuilt one by law 9; here the accounts and the reserve are. */
function supplyLaw({ supply, accounts }: Books): Law {
  const out = supply.issued - supply.redeemed;
  const sum = [...accounts.values()].reduce((total, { balance }) => total + balance, 0n);
  const holds = out === sum && supply.lowestIssuable >= 0n;
  const flows = `issued ${formatCount(supply.issued)} − redeemed ${formatCount(supply.redeemed)}`;
  const both = out === sum ? "Σ balances" : `Σ balances ${formatCount(sum)}`;
  const figures = `supply ${formatCount(out)} = ${both} = ${flows}`;
  return { number: 1, name: "supply", figures, holds };
}

function vaultLaw(books: Books, { programmes: vault }: Addresses): Law {
  const held = books.accounts.get(vault)?.balance ?? 0n;
  const { transactions, highest, brokenBy } = books.backing;
  const now = `held ${formatWon(held)} = owed ${formatWon(owed(books))}`;
  const ever =
    brokenBy === undefined
      ? `as after each of ${transactions} changes, up to ${formatWon(highest)}`
      : `not after ${brokenBy}`;
  const holds = held === owed(books) && brokenBy === undefined;
  return { number: 2, name: "backing", figures: `${now}; ${ever}`, holds };
}

/** Refusals of a redemption that are no stop: nothing asked, more than is there, or a repeated number. */
const NO_STOP = [
  "ZeroAmount",
  "ERC20InsufficientBalance",
  "AlreadyRedeemed",
  "RedemptionOutOfSequence",
];

async function redemptionLaw(
  client: JsonRpcProvider,
  addresses: Addresses,
  { accounts }: Books,
  { refused, head }: Collected,
): Promise<Law> {
  const { token } = await connectSystem(addresses, client);
  const stopped = refused.filter(
    ({ method, error }) => method === "redeem" && !NO_STOP.includes(error),
  );
  const holders = [...accounts].filter(([, { balance, kind }]) => balance > 0n && kind !== SYSTEM);
  const tried = await Promise.all(
    holders.map(async ([holder, { balance }]) => {
      const at = { blockTag: head };
      const sequence = await token.nextRedemption(holder, at);
      return token.redeem.staticCall(balance, sequence, { from: holder, ...at }).then(
        () => true,
        () => false,
      );
    }),
  );
  const could = tried.filter(Boolean).length;
  const made = [...accounts.values()].reduce((sum, { redemptions }) => sum + redemptions, 0n);
  const now = `${could} of ${holders.length} holders can redeem all now`;
  const figures = `${made} redemptions made, ${stopped.length} stopped; ${now}`;
  return {
    number: 8,
    name: "redemption",
    figures,
    holds: could === holders.length && stopped.length === 0,
  };
}

function eventsLaw({ compared, differences }: Comparison): Law {
  const figures = `${formatCount(compared)} values rebuilt from events, ${differences.length} differ from the chain`;
  return { number: 9, name: "events", figures, holds: differences.length === 0 };
}
