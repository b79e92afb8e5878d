import type { Books, SumsBook } from "./books.ts";
import { splitOf } from "./trust-split.ts";

/** The running sums of one programme. */
export function sumsOf(
  { programmes }: SumsBook,
  programme: bigint,
): { held: bigint; spent: bigint } {
  const found = programmes.get(programme) ?? { held: 0n, spent: 0n };
  programmes.set(programme, found);
  return found;
}

/** A programme owes so much more: vouchers, or what it has not granted. */
export function addHeld({ sums }: Books, programme: bigint, amount: bigint): void {
  sums.owed += amount;
  sumsOf(sums, programme).held += amount;
  sums.changed.add(programme);
}

/** A programme's vouchers paid so much more. */
export function addSpent({ sums }: Books, programme: bigint, amount: bigint): void {
  sumsOf(sums, programme).spent += amount;
  sums.changed.add(programme);
}

/** What was paid on a matter, or came home, changed: law 3 speaks of the programme that holds it in trust. */
export function touchTrust({ budget, sums }: Books, matter: string): void {
  const programme = budget.matters.get(matter);
  if (programme !== undefined) sums.changed.add(programme);
}

/** Whole won that the programmes owe, added up anew. */
export function owed({ programmes }: Books): bigint {
  let sum = 0n;
  for (const { ungranted, vouchers } of programmes.values()) {
    sum += ungranted;
    for (const { balance } of vouchers.values()) sum += balance;
  }
  return sum;
}

/** Whatever kept the sums up to date forgot nothing: added up anew they are the same. */
export function mustAgree(books: Books): void {
  const { sums } = books;
  for (const programme of books.programmes.keys()) {
    const { held, spent } = splitOf(books, programme);
    const { lateRefunds = 0n } = books.budget.trusts.get(programme) ?? {};
    const running = sumsOf(sums, programme);
    if (running.held !== held || running.spent - lateRefunds !== spent)
      throw new Error(`the running sums of programme ${programme} are not those of its holders`);
  }
  if (sums.owed !== owed(books)) throw new Error("the running sum of what is owed is another");
}
