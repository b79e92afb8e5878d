import { UserError } from "./errors.ts";

/** A budget line's number in its parts, as `contracts/types/LineId.sol` joins them. */
export interface LineParts {
  readonly year: number;
  readonly ministry: number;
  readonly programme: number;
  readonly item: number;
}

const LINE = /^(\d{4})-(\d{3})-(\d{7})-(\d{5})$/;

/** Years whose days the contracts can count. */
const [FIRST_YEAR, LAST_YEAR] = [2020, 2147];

const DIGITS = 19;

/** What a line's number grows by from one year to the next. */
const A_YEAR = 10n ** 15n;

/** Whether a text is written as a line is. */
export const isLine = (written: string): boolean => LINE.test(written);

/** The number of a line written as `2025-011-1040301-24001`: year, ministry, programme, item. */
export function parseLine(written: string): bigint {
  const match = LINE.exec(written);
  if (match === null) {
    const found = written === "" ? "nothing" : `"${written}"`;
    throw new UserError(
      `expected a budget line such as 2025-011-1040301-24001 (year-ministry-programme-item), found ${found}`,
    );
  }
  const [year = 0, ministry, programme, item] = match.slice(1).map(Number);
  if (year < FIRST_YEAR || year > LAST_YEAR)
    throw new UserError(`"${written}": a line's year is ${FIRST_YEAR} to ${LAST_YEAR}`);
  for (const [what, code] of Object.entries({ ministry, programme, item })) {
    if (code === 0) throw new UserError(`"${written}": a line's ${what} is not 0`);
  }
  return BigInt(match.slice(1).join(""));
}

/** The parts of a line's number. */
export function partsOf(line: bigint): LineParts {
  const [year = 0, ministry = 0, programme = 0, item = 0] = pieces(line).map(Number);
  return { year, ministry, programme, item };
}

/** A line's number as `2025-011-1040301-24001`. */
export const formatLine = (line: bigint): string => pieces(line).join("-");

export const yearOf = (line: bigint): number => partsOf(line).year;

export const ministryOf = (line: bigint): bigint => BigInt(partsOf(line).ministry);

/** The same line of the next year, and of the year before. */
export const nextLine = (line: bigint): bigint => line + A_YEAR;
export const previousLine = (line: bigint): bigint => line - A_YEAR;

/** Whether every part of the number is there, and the year is one that the contracts can count. */
export function isCode(line: bigint): boolean {
  const { year, ...parts } = partsOf(line);
  const hasParts = Object.values(parts).every((part) => part !== 0);
  return hasParts && year >= FIRST_YEAR && year <= LAST_YEAR;
}

/** A ministry's code with its three digits. */
export const formatMinistry = (code: bigint | number): string => String(code).padStart(3, "0");

/** A programme's code with its seven digits. */
export const formatProgramme = (code: number): string => String(code).padStart(7, "0");

function pieces(line: bigint): string[] {
  const digits = line.toString().padStart(DIGITS, "0");
  const at = (from: number, to?: number) => digits.slice(from, to);
  return [at(0, -15), at(-15, -12), at(-12, -5), at(-5)];
}
