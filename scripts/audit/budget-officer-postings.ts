import type { Books } from "./books.ts";
import { DISBURSING, NO_ROLE, OBLIGATING } from "./budget-books.ts";
import type { Event } from "./collect.ts";
import { must, type Posting } from "./posting.ts";

/** Law 10: on which side a person was ever appointed; nobody is on both. */
function appointed(books: Books, event: Event): void {
  const [ministry, account, said] = event.args.toArray() as [bigint, string, bigint];
  const { budget, authorities, duties } = books;
  const role = Number(said);
  must(role === OBLIGATING || role === DISBURSING, event, "there is no such role");
  const held = budget.officers.get(account)?.role ?? NO_ROLE;
  must(held === NO_ROLE, event, "the account was an officer already");
  const authority = budget.ministries.get(ministry);
  must(authority !== undefined, event, "no ministry has the code");
  const person = authorities.get(authority?.toLowerCase() ?? "")?.persons.get(account);
  must(person !== undefined, event, "the account was nobody's");
  budget.officers.set(account, { ministry, role });
  const key = `${authority} ${person}`;
  if ((budget.sides.get(key) ?? role) !== role) duties.brokenBy ??= event.transaction;
  budget.sides.set(key, role);
}

function dismissed({ budget }: Books, event: Event): void {
  const [ministry, account] = event.args.toArray() as [bigint, string];
  const { ministry: its, role = NO_ROLE } = budget.officers.get(account) ?? {};
  must(role !== NO_ROLE && its === ministry, event, "the account was no officer of the ministry");
  budget.officers.set(account, { ministry: 0n, role: NO_ROLE });
}

const setTrustee =
  (isListed: boolean): Posting =>
  ({ budget }, { args }) =>
    void budget.trustees.set(String(args[0]), isListed);

/** What the ledger's events do to the books of who acts on the budget, and who gets nothing. */
export const budgetOfficers: Readonly<Record<string, Posting>> = {
  MinistryRegistered: ({ budget }, event) => {
    const [ministry, authority] = event.args.toArray() as [bigint, string];
    must(ministry >= 1n && ministry <= 999n, event, "there is no such code");
    must(!budget.ministries.has(ministry), event, "a ministry had the code already");
    budget.ministries.set(ministry, authority);
  },
  OfficerAppointed: appointed,
  OfficerDismissed: dismissed,
  TrusteeListed: setTrustee(true),
  TrusteeDelisted: setTrustee(false),
  CreditorExclusionSet: ({ budget }, { args }) => {
    budget.exclusions.set(String(args["creditor"]), args["until"] as bigint);
  },
};
