import { formatDay } from "../lib/clock.ts";
import { DISBURSING, NO_ROLE, OBLIGATING, owedOn, spentOf } from "./budget-books.ts";
import { formatLine } from "./line-id.ts";
import type { Audit } from "./read.ts";
import { splitOf } from "./trust-postings.ts";

type NameOf = (address: string) => string;

const ROLES: Readonly<Record<number, string>> = {
  [NO_ROLE]: "none",
  [OBLIGATING]: "obligating",
  [DISBURSING]: "disbursing",
};

/** The budget, the Treasury and what programmes hold in trust, whole won. */
export function budgetJson({ books, notices }: Audit, nameOf: NameOf) {
  const { budget } = books;
  const { ministries, trustees, exclusions, treasury, trusts } = budget;
  return {
    ministries: [...ministries].map(([ministry, authority]) => ({ ministry, authority })),
    ...officersJson(budget, nameOf),
    trustees: [...trustees].map(([account, listed]) => ({
      name: nameOf(account),
      account,
      listed,
    })),
    exclusions: [...exclusions].map(([creditor, until]) => ({
      name: nameOf(creditor),
      creditor,
      until,
    })),
    lines: [...budget.lines].map(([line, book]) => ({
      line: formatLine(line),
      ...book,
      spent: spentOf(book),
    })),
    obligations: [...budget.obligations.values()].map((book) => ({
      name: nameOf(book.creditor),
      ...book,
      line: formatLine(book.line),
      owed: owedOn(book),
    })),
    treasury,
    trusts: [...trusts].map(([programme, { matter }]) => ({
      programme,
      matter,
      ...splitOf(books, programme),
    })),
    notices: notices.map(({ from, to, creditor, ...notice }) => ({
      name: nameOf(creditor),
      creditor,
      from: formatDay(from),
      to: formatDay(to),
      ...notice,
    })),
  };
}

function officersJson({ officers, sides }: Audit["books"]["budget"], nameOf: NameOf) {
  return {
    officers: [...officers].map(([account, { ministry, role }]) => ({
      name: nameOf(account),
      account,
      ministry,
      role: ROLES[role],
    })),
    sides: [...sides].map(([key, role]) => {
      const [authority = "", person = ""] = key.split(" ");
      return { authority, person, side: ROLES[role] };
    }),
  };
}
