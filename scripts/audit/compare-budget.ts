import type { System } from "../lib/system.ts";
import { koreanYear } from "../lib/fiscal-year.ts";
import type { Books } from "./books.ts";
import { NO_ROLE, spentOf, type LineBook, type ObligationBook } from "./budget-books.ts";
import { atBlock, type At, type Pair } from "./compare.ts";
import { each, eachOne } from "./compare-each.ts";
import { suspicions } from "./split.ts";

type Ledger = System["ledger"];

/** Every line, obligation, officer and creditor that the ledger has, and what of splits it was to tell. */
export async function budgetPairs({ ledger }: System, books: Books, at: At): Promise<Pair[]> {
  const parts = [linePairs, obligationPairs, officerPairs, sidePairs, creditorPairs, splitPairs];
  return (await Promise.all(parts.map((part) => part(ledger, books, at)))).flat();
}

async function linePairs(ledger: Ledger, { budget }: Books, at: At): Promise<Pair[]> {
  return each(at, budget.lines, async ([line, book]) => {
    const [facts, [months, paid, month]] = await Promise.all([
      ledger.lineOf(line, atBlock(at)),
      ledger.planOf(line, atBlock(at)),
    ]);
    const plan = [book.plan.join(" "), book.paidIn.amount, book.paidIn.month];
    return [
      ...factPairs(line, book, facts),
      [`payment plan of line ${line}`, plan.join(), [[...months].join(" "), paid, month].join()],
    ];
  });
}

type Facts = Awaited<ReturnType<Ledger["lineOf"]>>;

function factPairs(line: bigint, book: LineBook, facts: Facts): Pair[] {
  const { appropriated, allotted, reserved, obligated, advanced, liquidated, returned } = book;
  return [
    [`appropriated to line ${line}`, appropriated, facts.appropriated],
    [`allotted to line ${line}`, allotted, facts.allotted],
    [`reserved of line ${line}`, reserved, facts.reserved],
    [`obligated of line ${line}`, obligated, facts.obligated],
    [`advanced of line ${line}`, advanced, facts.advanced],
    [`liquidated of line ${line}`, liquidated, facts.liquidated],
    [`returned to line ${line}`, returned, facts.returned],
    [`lapsed of line ${line}`, book.lapsed ? appropriated - spentOf(book) : 0n, facts.lapsed],
  ];
}

async function obligationPairs(ledger: Ledger, { budget }: Books, at: At): Promise<Pair[]> {
  return each(at, budget.obligations.values(), async (book) => {
    const { creditor, matter, payees } = book;
    const facts = await ledger.obligationOf(creditor, matter, atBlock(at));
    const assigned = payees.map(async (payee): Promise<Pair> => {
      const onChain = await ledger.isPayee(creditor, matter, payee, atBlock(at));
      return [`${payee} as payee of ${creditor} on ${matter}`, true, onChain];
    });
    const what = `obligation to ${creditor} on ${matter}`;
    return [[what, factsOf(book), [...facts].join()], ...(await Promise.all(assigned))];
  });
}

function factsOf({ line, amount, paid, paidBefore, ...book }: ObligationBook): string {
  const { inTrust, payees, carriedOver } = book;
  return [line, amount, paid, paidBefore, inTrust, payees.length > 0, carriedOver].join();
}

/** Whoever was ever appointed, and every account that a ministry knows. */
async function officerPairs(
  ledger: Ledger,
  { budget, authorities }: Books,
  at: At,
): Promise<Pair[]> {
  const accounts = new Set(budget.officers.keys());
  const ministries = await eachOne(at, budget.ministries, async ([ministry, authority]) => {
    for (const account of authorities.get(authority.toLowerCase())?.persons.keys() ?? [])
      accounts.add(account);
    const onChain = await ledger.authorityOf(ministry, atBlock(at));
    return [`authority of ministry ${ministry}`, authority, onChain];
  });
  const officers = await eachOne(at, accounts, async (account) => {
    const { ministry, role } = budget.officers.get(account) ?? { ministry: 0n, role: NO_ROLE };
    const onChain = await ledger.officerOf(account, atBlock(at));
    return [`${account} as officer`, `${ministry} ${role}`, [...onChain].join(" ")];
  });
  return [...ministries, ...officers];
}

/** On which side each person of a ministry was ever appointed. */
async function sidePairs(ledger: Ledger, { budget, authorities }: Books, at: At): Promise<Pair[]> {
  const known = [...new Set(budget.ministries.values())].flatMap((authority) => {
    const persons = authorities.get(authority.toLowerCase())?.persons.values() ?? [];
    return [...new Set(persons)].map((person) => `${authority} ${person}`);
  });
  const all = new Set([...budget.sides.keys(), ...known]);
  const pairs = [...all].map(async (key): Promise<Pair> => {
    const [authority = "", person = ""] = key.split(" ");
    const onChain = await ledger.sideOf(authority, person, atBlock(at));
    return [`side of ${person} at ${authority}`, budget.sides.get(key) ?? NO_ROLE, onChain];
  });
  return Promise.all(pairs);
}

/** Who is excluded, and who holds money in trust. */
async function creditorPairs(
  ledger: Ledger,
  { budget, addresses }: Books,
  at: At,
): Promise<Pair[]> {
  const creditors = [...budget.obligations.values()].map(({ creditor }) => creditor);
  const known = new Set([...budget.exclusions.keys(), ...creditors]);
  const excluded = await eachOne(at, known, async (creditor) => {
    const onChain = await ledger.excludedUntil(creditor, atBlock(at));
    return [`exclusion of ${creditor}`, budget.exclusions.get(creditor) ?? 0n, onChain];
  });
  const trustees = new Set([...budget.trustees.keys(), ...creditors, addresses.programmes]);
  const listed = await eachOne(at, trustees, async (trustee) => {
    const onChain = await ledger.isTrustee(trustee, atBlock(at));
    return [`${trustee} as trustee`, budget.trustees.get(trustee) === true, onChain];
  });
  return [...excluded, ...listed];
}

/** What the ledger told of splits, and what it was to tell by its obligations and its threshold. */
async function splitPairs(ledger: Ledger, { budget }: Books, at: At): Promise<Pair[]> {
  if (budget.obligated.length === 0) return [];
  const threshold = await ledger.splitThreshold(atBlock(at));
  const follows = suspicions(budget.obligated, threshold);
  return budget.obligated.map(({ creditor, suspected, transaction }, n): Pair => {
    const what = `suspicion of a split, obligation to ${creditor} in ${transaction}`;
    return [what, suspected ?? "none", follows[n] ?? "none"];
  });
}

/** What the Treasury holds and got. */
export async function treasuryPairs(
  { treasury, addresses }: System,
  { budget }: Books,
  at: At,
): Promise<Pair[]> {
  const book = budget.treasury;
  const years = new Set([...book.revenue.keys(), BigInt(koreanYear(at.time))]);
  const revenue = [...years].map(async (year): Promise<Pair> => {
    const onChain = await treasury.revenueOf(year, atBlock(at));
    return [`revenue of ${year}`, book.revenue.get(year) ?? 0n, onChain];
  });
  const [holdings, unattributed, ledger] = await Promise.all([
    treasury.holdings(atBlock(at)),
    treasury.unattributed(atBlock(at)),
    treasury.ledger(atBlock(at)),
  ]);
  return [
    ["holdings of the Treasury", book.holdings, holdings],
    ["unattributed at the Treasury", book.unattributed, unattributed],
    ["ledger of the Treasury", addresses.ledger, ledger],
    ...(await Promise.all(revenue)),
  ];
}
