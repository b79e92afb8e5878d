import type { JsonRpcProvider } from "ethers";
import { offices } from "../../deploy/offices.ts";
import { connectSystem, type Addresses, type System } from "../lib/system.ts";
import { atOnce } from "../lib/at-once.ts";
import { formatCount, formatWon } from "../lib/won.ts";
import { linesLaw, treasuryLaw, trustLaw } from "./budget-laws.ts";
import { DISBURSING, OBLIGATING } from "./budget-books.ts";
import type { Books } from "./books.ts";
import type { Collected } from "./collect.ts";
import { WORDS, type Agreement } from "./compare.ts";
import { frozenAt, runningCases, SYSTEM, DEBT, spendableAt } from "./deposit-books.ts";
import { overRefunded } from "./refund-law.ts";
import { owed } from "./sums.ts";

/** A law of INVARIANTS.md with the figures that show it. */
export interface Law {
  readonly number: number;
  readonly name: string;
  readonly figures: string;
  readonly holds: boolean;
  /** Nothing has happened yet of what the law speaks of. */
  readonly isIdle?: boolean;
}

/** Checks the laws on rebuilt books, and on the chain where a law speaks of what it would do. */
export async function checkLaws(
  client: JsonRpcProvider,
  addresses: Addresses,
  books: Books,
  collected: Collected,
  comparison: Agreement,
): Promise<Law[]> {
  const alone = checkBooks(addresses, books, comparison);
  const asked = [
    await redemptionLaw(client, addresses, books, comparison.time, collected),
    eventsLaw(comparison),
  ];
  return [...alone, ...asked].toSorted((a, b) => a.number - b.number);
}

/** Those laws that the books alone show, without a chain to ask. */
export function checkBooks(addresses: Addresses, books: Books, comparison: Agreement): Law[] {
  return [
    supplyLaw(books),
    vaultLaw(books, addresses),
    trustLaw(books),
    linesLaw(books),
    freezeLaw(books, comparison, comparison.time),
    personsLaw(books, addresses),
    settlementLaw(books),
    treasuryLaw(books),
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

/** What is spendable on the chain is compared with the books by law 9; here every movement was, and who may be frozen is. */
function freezeLaw({ accounts, freezes }: Books, { differences }: Agreement, time: number): Law {
  const books = [...accounts.values()];
  const frozen = books.filter((account) => frozenAt(account, time) > 0n);
  const cases = books.flatMap((account) => runningCases(account, time));
  const untouched = books.every((account) => {
    const debts = runningCases(account, time).filter(([, { basis }]) => basis === DEBT);
    const isFree = account.kind !== SYSTEM || account.cases.size === 0;
    return isFree && (!account.protected || debts.length === 0);
  });
  const agreed = !differences.some(({ what }) => /^(spendable|frozen|cases) of /.test(what));
  const sum = frozen.reduce((total, one) => total + one.balance - spendableAt(one, time), 0n);
  const held = books.filter(({ protected: isProtected }) => isProtected).length;
  const ever =
    freezes.brokenBy === undefined
      ? `none of ${formatCount(freezes.movements)} movements took it`
      : `not in ${freezes.brokenBy}`;
  const now = `${formatWon(sum)} frozen, cases ${cases.length}, protected accounts ${held}`;
  const holds = freezes.brokenBy === undefined && untouched && agreed;
  return { number: 7, name: "frozen", figures: `${now}; ${ever}`, holds };
}

/** How many issuers' and enforcement officers' persons hold an office of the bank; one may be given after the appointment. */
function appointedOfficers({ authorities, enforcers, supply }: Books, { bank }: Addresses): number {
  const { holders, persons } = authorities.get(bank.toLowerCase()) ?? {};
  const held = [...(holders ?? [])].filter(([, isHeld]) => isHeld);
  const hasOffice = (account: string, own?: number): boolean =>
    held.some(([key]) => {
      const [office = "", holder = ""] = key.split(" ");
      return office !== String(own) && persons?.get(holder) === persons?.get(account);
    });
  const issuing = [...supply.allowances].filter(([, allowance]) => allowance !== 0n);
  const issuers = issuing.filter(([account]) => hasOffice(account, offices.largeIssueMaker.id));
  const enforcing = [...enforcers].filter(([account, isOne]) => isOne && hasOffice(account));
  return issuers.length + enforcing.length;
}

/** How many persons obligated and how many disbursed; none did both, or the law is broken. */
function budgetSides({ duties }: Books): string {
  const sides = [...duties.budgetSides.values()];
  if (sides.length === 0) return "";
  const count = (role: number) => sides.filter((side) => side === role).length;
  return `; obligating ${count(OBLIGATING)}, disbursing ${count(DISBURSING)}`;
}

/** Who proposed and who approved, by the persons that the authorities bound their accounts to. */
function personsLaw(books: Books, addresses: Addresses): Law {
  const { duties } = books;
  const persons = new Set([...duties.sides.keys()].map((key) => key.split(" ").at(-1)));
  const both = duties.brokenBy === undefined ? "none on both sides" : `not in ${duties.brokenBy}`;
  const acts = `acts of two: ${duties.acts}, persons ${persons.size}, ${both}`;
  const officers = appointedOfficers(books, addresses);
  const sides = budgetSides(books);
  const inOffice = officers === 0 ? "" : `; appointed and in office: ${officers}`;
  const figures = `${acts}${inOffice}${sides}`;
  return { number: 10, name: "persons", figures, holds: duties.brokenBy === undefined };
}

/** Refusals of a redemption that are no stop: nothing asked, more than is there, or a repeated number; more than is unfrozen; no signature. */
const NO_STOP = [
  "ZeroAmount",
  "ERC20InsufficientBalance",
  "ERC7943InsufficientUnfrozenBalance",
  "SignatureExpired",
  "SignatureInvalid",
  "AlreadyRedeemed",
  "RedemptionOutOfSequence",
];

async function redemptionLaw(
  client: JsonRpcProvider,
  addresses: Addresses,
  { accounts }: Books,
  time: number,
  { refused, head }: Collected,
): Promise<Law> {
  const stopped = refused.filter(
    ({ method, error }) => /^redeem(WithAuthorization)?$/.test(method) && !NO_STOP.includes(error),
  );
  const holders = [...accounts]
    .filter(([, { kind }]) => kind !== SYSTEM)
    .map(([holder, book]) => ({ holder, amount: spendableAt(book, time) }))
    .filter(({ amount }) => amount > 0n);
  const { token } = await connectSystem(addresses, client);
  let could = 0;
  await atOnce(AT_ONCE, holders, async (one) => {
    if (await canRedeem(token, one, head)) could += 1;
  });
  const made = [...accounts.values()].reduce((sum, { redemptions }) => sum + redemptions, 0n);
  const now = `${could} of ${holders.length} holders can redeem all unfrozen now`;
  const figures = `${made} redemptions made, ${stopped.length} stopped; ${now}`;
  const holds = could === holders.length && stopped.length === 0;
  return { number: 8, name: "redemption", figures, holds };
}

/** Of how many holders the chain is asked at a time. */
const AT_ONCE = 32;

/** Whether the chain would now redeem it, asked without sending anything. */
async function canRedeem(
  token: System["token"],
  { holder, amount }: { readonly holder: string; readonly amount: bigint },
  head: number,
): Promise<boolean> {
  const at = { blockTag: head };
  const sequence = await token.nextRedemption(holder, at);
  return token.redeem.staticCall(amount, sequence, { from: holder, ...at }).then(
    () => true,
    () => false,
  );
}

/**
 * Each number settles once, which is noted where it is used; merchants got what was accepted, in each transaction; and no
 * more was refunded than paid.
 */
function settlementLaw(books: Books): Law {
  const { payments, accepted, paid, brokenBy } = books.settlement;
  const refused = books.refusedPayments.length;
  const broken = brokenBy ?? overRefunded(books);
  const count = `${formatCount(payments)} signed payments, ${formatCount(refused)} refused`;
  const ever = broken === undefined ? "none settled twice" : `not in ${broken}`;
  const figures = `settled ${formatWon(paid)} = accepted ${formatWon(accepted)}: ${count}; ${ever}`;
  const holds = paid === accepted && broken === undefined;
  return { number: 11, name: "settlement", figures, holds };
}

function eventsLaw({ compared, differences, kinds }: Agreement): Law {
  const words = kinds?.find(({ kind }) => kind === WORDS)?.compared ?? 0;
  const values = `${formatCount(compared - words)} values`;
  const all =
    words === 0 ? `${values} rebuilt` : `${values} and ${formatCount(words)} storage words`;
  const figures = `${all} from events, ${differences.length} differ from the chain`;
  return { number: 9, name: "events", figures, holds: differences.length === 0 };
}
