import { parse as parseYaml } from "yaml";
import { institutionCalled } from "../lib/calls.ts";
import { located, UserError } from "../lib/errors.ts";
import { parseLine } from "../lib/lines.ts";
import type { Institution } from "../../deploy/offices.ts";
import { choice, InputError, noNames, wholeNumber, won, type Kind } from "./inputs.ts";
import { asText, describe } from "./raw.ts";

/** A budget line, written as year-ministry-programme-item. */
export const line: Kind<bigint> = {
  schema: { type: "string", pattern: "^[0-9]{4}-[0-9]{3}-[0-9]{7}-[0-9]{5}$" },
  parse: (raw) => {
    if (raw === null || typeof raw === "object" || typeof raw === "boolean") {
      throw new UserError(
        `expected a budget line such as 2025-011-1040301-24001, found ${describe(raw)}`,
      );
    }
    return parseLine(asText(raw));
  },
};

/** A number from 1 to `most`. */
const numberTo = (most: number, what: string): Kind<number> => ({
  schema: { type: "integer", minimum: 1, maximum: most },
  parse: (raw) => {
    const number = wholeNumber(raw, what);
    if (number >= 1n && number <= BigInt(most)) return Number(number);
    throw new UserError(`expected ${what}, found ${describe(raw)}`);
  },
});

/** The code of a ministry. */
export const ministry = numberTo(999, "a ministry's code, 1 to 999");

/** A quarter of a line's year. */
export const quarter = numberTo(4, "a quarter, 1 to 4");

/** An institution whose offices a ministry has. */
export const institution: Kind<Institution> = {
  schema: { type: "string", minLength: 1 },
  parse: (raw) => institutionCalled(asText(raw)),
};

/** What an officer of a ministry does, as `OfficerRole` has it. */
export const officerRole = choice({ obligating: 1, disbursing: 2 });

const MONTHS = 12;

/** A plan keeps a month's amount as a number up to 8,191 with up to six zeros after it, or nine. */
const ZEROS = [0, 1, 2, 3, 4, 5, 6, 9];
const MOST_DIGITS = 8_191n;

const isRound = (amount: bigint): boolean =>
  ZEROS.some((zeros) => {
    const factor = 10n ** BigInt(zeros);
    return amount % factor === 0n && amount / factor <= MOST_DIGITS;
  });

/** Won for each month from January: fields such as `7: 1_000` and `9-12: 2_000`, on the command line with commas between. */
export const months: Kind<readonly bigint[]> = {
  schema: {
    oneOf: [{ type: "string", minLength: 1 }, { type: "object" }],
  },
  parse: (raw) => {
    const plan = Array<bigint>(MONTHS).fill(0n);
    for (const [span, amount] of Object.entries(fieldsOf(raw))) {
      const { from, to } = spanOf(span);
      const planned = located(
        () => `month ${span}`,
        () => roundWon(amount),
      );
      for (let month = from; month <= to; month++) {
        if (plan[month - 1] !== 0n) throw new UserError(`month ${month} stands twice`);
        plan[month - 1] = planned;
      }
    }
    return plan;
  },
};

function fieldsOf(raw: unknown): Readonly<Record<string, unknown>> {
  const written = typeof raw === "string" ? yamlOf(raw) : raw;
  const isFields = typeof written === "object" && written !== null && !Array.isArray(written);
  if (isFields && Object.keys(written).length > 0) return { ...written };
  throw new UserError(
    `expected months with won such as { 7: 1_000_000, 9-12: 500_000 }, found ${describe(raw)}`,
  );
}

/** What a command line's months say; nothing where they cannot be read. Commas among the digits of an amount are left out. */
function yamlOf(raw: string): unknown {
  const plain = raw.replace(/(\d),(?=\d{3}(?!\d))/g, "$1");
  try {
    return parseYaml(`{${plain}}`, { schema: "failsafe", logLevel: "error" });
  } catch {
    return undefined;
  }
}

function spanOf(written: string): { readonly from: number; readonly to: number } {
  const [, first, last = first] = /^(\d{1,2})(?:-(\d{1,2}))?$/.exec(written) ?? [];
  const [from, to] = [Number(first), Number(last)];
  if (from >= 1 && to <= MONTHS && from <= to) return { from, to };
  throw new UserError(`expected a month such as 7, or months such as 9-12, found "${written}"`);
}

function roundWon(raw: unknown): bigint {
  const amount = won.parse(raw, noNames);
  if (isRound(amount)) return amount;
  throw new UserError(
    `a plan has numbers up to 8,191 with zeros after them, found ${describe(raw)}`,
  );
}

/** What an obligation may be besides one to its creditor alone. */
export function mustBeOneKind(inTrust: boolean, payees: unknown): void {
  if (!inTrust || payees === undefined) return;
  throw new InputError(
    "payees",
    "a creditor in trust is paid by advances, and nobody in its place",
  );
}
