import { UserError } from "../../lib/errors.ts";
import { isLine, parseLine } from "../../lib/lines.ts";
import type { Addresses } from "../../lib/system.ts";
import { chartOf, type BooksName } from "./chart.ts";
import type { Entry, Line } from "./entry.ts";

/** What is asked for; everything else is left out. */
export interface FilterInputs {
  readonly institution?: string | undefined;
  readonly bank?: string | undefined;
  readonly line?: string | undefined;
  readonly programme?: string | undefined;
}

export interface Filter {
  readonly books: (books: BooksName) => boolean;
  readonly line: bigint | undefined;
  readonly programme: bigint | undefined;
}

/** Whose books there are, by what they may be called. */
const INSTITUTIONS: Readonly<Record<string, (books: BooksName) => boolean>> = {
  bank: (books) => books === "bank",
  treasury: (books) => books === "treasury",
  operator: (books) => books === "operator",
  ministries: (books) => chartOf(books) === "ministry",
};

export function filterOf(
  { institution, bank, line, programme }: FilterInputs,
  addresses: Addresses,
): Filter {
  if (bank !== undefined && ![addresses.token.toLowerCase(), "bank"].includes(bank.toLowerCase()))
    throw new UserError(
      `--bank: expected the address of a bank's token, ${addresses.token}, found "${bank}"`,
    );
  const ofInstitution = institution === undefined ? () => true : institutionOf(institution);
  return {
    books: (books) => ofInstitution(books) && (bank === undefined || books === "bank"),
    line: line === undefined ? undefined : lineOf(line),
    programme: programme === undefined ? undefined : programmeOf(programme),
  };
}

function institutionOf(written: string): Filter["books"] {
  const found = INSTITUTIONS[written];
  if (found !== undefined) return found;
  if (/^\d{3}$/.test(written)) return (books) => books === `ministry ${written}`;
  throw new UserError(
    `--institution: expected ${Object.keys(INSTITUTIONS).join(", ")} or a ministry's code such as 011, found "${written}"`,
  );
}

function lineOf(written: string): bigint {
  if (isLine(written)) return parseLine(written);
  throw new UserError(
    `--line: expected a budget line such as 2025-011-1040301-24001, found "${written}"`,
  );
}

function programmeOf(written: string): bigint {
  if (/^[1-9]\d{0,18}$/.test(written)) return BigInt(written);
  throw new UserError(`--programme: expected a programme's number such as 1, found "${written}"`);
}

/** Whether a line of an entry is asked for. What has one line or programme balances by itself. */
export const isAsked = ({ line, programme }: Filter, of: Line): boolean =>
  (line === undefined || of.line === line) &&
  (programme === undefined || of.programme === programme);

/** The part of an entry that is asked for; nothing where there is none. */
export function partOf(filter: Filter, entry: Entry): Entry | undefined {
  if (!filter.books(entry.books)) return undefined;
  if (filter.line === undefined && filter.programme === undefined) return entry;
  const lines = entry.lines.filter((line) => isAsked(filter, line));
  return lines.length === 0 ? undefined : { ...entry, lines };
}
