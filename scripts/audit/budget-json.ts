import { formatDay } from "../lib/clock.ts";
import { formatLine } from "../lib/lines.ts";
import { DISBURSING, NO_ROLE, OBLIGATING, owedOn, spentOf } from "./budget-books.ts";
import type { Audit } from "./read.ts";
import { splitOf } from "./trust-split.ts";

type NameOf = (address: string) => string;

const ROLES: Readonly<Record<number, string>> = {
  [NO_ROLE]: "none",
  [OBLIGATING]: "obligating",
  [DISBURSING]: "disbursing",
};

/** The budget, the Treasury and what programmes hold in trust, whole won. */
export function budgetJson({ books, notices }: Audit, nameOf: NameOf) {
  const { ministries, exclusions, treasury, trusts } = books.budget;
  return {
    ministries: [...ministries].map(([ministry, authority]) => ({ ministry, authority })),
    ...officersJson(books.budget, nameOf),
    exclusions: [...exclusions].map(([creditor, until]) => ({
      name: nameOf(creditor),
      creditor,
      until,
    })),
    ...linesJson(books.budget, nameOf),
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

function linesJson({ lines, obligations }: Audit["books"]["budget"], nameOf: NameOf) {
  return {
    lines: [...lines].map(([line, book]) => ({
      line: formatLine(line),
      ...book,
      spent: spentOf(book),
    })),
    obligations: [...obligations.values()].map((book) => ({
      name: nameOf(book.creditor),
      ...book,
      line: formatLine(book.line),
      owed: owedOn(book),
    })),
  };
}

function officersJson({ officers, sides, trustees }: Audit["books"]["budget"], nameOf: NameOf) {
  return {
    trustees: [...trustees].map(([account, listed]) => ({
      name: nameOf(account),
      account,
      listed,
    })),
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
