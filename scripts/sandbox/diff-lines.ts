import { formatKst } from "../lib/clock.ts";
import { forms, type Language } from "../lib/forms.ts";
import { table, wrap } from "../lib/text.ts";
import { formatWon } from "../lib/won.ts";
import type { TableChange } from "./diff-amounts.ts";
import type { DistrictChange, MerchantChange } from "./diff-merchants.ts";
import { isSame, SUMS, type Difference, type PaymentChange, type ProgrammeChange } from "./diff.ts";
import { DIFF_WORDS, type DiffWords } from "./diff-words.ts";
import { districtOf, instantOf, nameOf } from "./wording.ts";

/** Lines of one list at most; the rest is counted, and stands in full in `--json`. */
const MOST = 20;

const COLUMNS = 100;

/** What a change of terms changes, as aligned tables. */
export function differenceLines(difference: Difference, language: Language): string[] {
  const words = DIFF_WORDS[language];
  const { before, after, others, programmes, payments, amounts } = difference;
  const limits = unrehearsedLines(difference, words);
  const head = `${before} → ${after}`;
  if (isSame(difference)) return [head, words.nothing, ...limits];
  const blocks = [
    others.length === 0
      ? []
      : wrap(`${words.others}: ${others.join(", ")}. ${words.basis}`, COLUMNS),
    ...programmes.map((one) => programmeLines(one, words, language)),
    amounts.flatMap((one) => amountLines(one, words)),
    paymentLines(payments, words),
    limits,
  ];
  return [head, ...blocks.filter((lines) => lines.length > 0).flatMap((lines) => ["", ...lines])];
}

/** What the figures leave out. */
const unrehearsedLines = ({ unrehearsed }: Difference, words: DiffWords): string[] =>
  unrehearsed.length === 0 ? [] : wrap(`${words.unrehearsed}: ${unrehearsed.join(", ")}.`, COLUMNS);

function programmeLines(change: ProgrammeChange, words: DiffWords, language: Language): string[] {
  const { name, only, terms, refused, allowed, districts } = change;
  const status = only === undefined ? "" : `: ${words.only[only]}`;
  const told = terms.flatMap(({ term, before, after }) => [
    `  ${nameOf(term)[language]}`,
    ...hung(`${words.before}: ${before[language]}`),
    ...hung(`${words.after}: ${after[language]}`),
  ]);
  return [
    `${words.programme} ${name}${status}`,
    ...told,
    ...lapseLines(change, words, language),
    ...merchantLines(words.refused, refused, words, language),
    ...merchantLines(words.allowed, allowed, words, language),
    ...districtLines(districts, words),
    ...moneyLines(change, words),
  ];
}

function districtLines(districts: readonly DistrictChange[], words: DiffWords): string[] {
  const rows = districts.map(({ home, before, after, gained, lost }) =>
    [districtOf(home), before, after, signed("+", gained), signed("-", lost)].map(String),
  );
  const head = [words.home, words.before, words.after, words.gained, words.lost];
  return tableUnder(words.districts, [head, ...rows], [1, 2, 3, 4]);
}

const signed = (sign: string, count: number): string => (count === 0 ? "" : `${sign}${count}`);

const hung = (text: string): string[] =>
  wrap(text, COLUMNS - 6).map((line, n) => `${" ".repeat(n === 0 ? 4 : 6)}${line}`);

function lapseLines({ expires }: ProgrammeChange, words: DiffWords, language: Language): string[] {
  if (expires === undefined) return [];
  const { before, after } = expires;
  const apart = forms.period(Math.abs(after - before), { names: new Map(), language });
  const when = after < before ? words.earlier(apart) : words.later(apart);
  return [`  ${when}: ${instantOf(before)[language]} → ${instantOf(after)[language]}`];
}

function merchantLines(
  title: string,
  changes: readonly MerchantChange[],
  words: DiffWords,
  language: Language,
): string[] {
  const rows = changes.map(({ merchant, category, district, band, homes, reason }) => [
    merchant,
    category[language],
    district,
    band[language],
    homes === "all" ? words.all : homes.join(" "),
    reason,
  ]);
  return tableUnder(title, [words.merchantColumns, ...rows]);
}

function moneyLines({ money: { before, after } }: ProgrammeChange, words: DiffWords): string[] {
  const rows = SUMS.filter((sum) => before[sum] !== after[sum]).map((sum) => [
    words[sum],
    formatWon(before[sum]),
    formatWon(after[sum]),
  ]);
  return tableUnder(words.money, [["", words.before, words.after], ...rows], [1, 2]);
}

function amountLines({ table: name, rows, ...totals }: TableChange, words: DiffWords): string[] {
  const won = (amount: bigint | undefined) => (amount === undefined ? "" : formatWon(amount));
  const { totalBefore, totalAfter } = totals;
  return tableUnder(
    `${words.amounts} ${name}`,
    [
      words.amountColumns,
      ...rows.map((row) => [
        row.band ?? words.any,
        row.area ?? words.any,
        won(row.before),
        won(row.after),
        won(row.totalBefore),
        won(row.totalAfter),
      ]),
      [words.total, "", "", "", won(totalBefore), won(totalAfter)],
    ],
    [2, 3, 4, 5],
    0,
  );
}

function paymentLines(changes: readonly PaymentChange[], words: DiffWords): string[] {
  const kinds = [
    [words.nowRefused, changes.filter(({ before }) => before === undefined)],
    [words.nowAccepted, changes.filter(({ after }) => after === undefined)],
    [
      words.otherReason,
      changes.filter(({ before, after }) => before !== undefined && after !== undefined),
    ],
  ] as const;
  return kinds.flatMap(([title, list]) => {
    const rows = list.map(paymentRow);
    const sum = formatWon(list.reduce((total, { amount }) => total + amount, 0n));
    return tableUnder(
      `${title}: ${words.payments(list.length)}, ${sum}`,
      [words.paymentColumns, ...rows],
      [0, 5],
      0,
      words,
    );
  });
}

const paymentRow = (one: PaymentChange): string[] => [
  one.where.replace(/^.*:/, ""),
  formatKst(one.at),
  one.programme,
  one.holder,
  one.merchant,
  formatWon(one.amount),
  [one.before, one.after].filter((reason) => reason !== undefined).join(" → "),
];

/** A table under its title; nothing where it would have no rows. */
function tableUnder(
  title: string,
  [head = [], ...rows]: readonly (readonly string[])[],
  right: readonly number[] = [],
  indent = 2,
  words?: DiffWords,
): string[] {
  if (rows.length === 0) return [];
  const shown = words === undefined ? rows : rows.slice(0, MOST);
  const rest = rows.length - shown.length;
  const space = " ".repeat(indent);
  return [
    `${space}${title}`,
    ...table([head, ...shown], right).map((line) => `${space}  ${line}`),
    ...(rest > 0 && words !== undefined ? [`${space}  ${words.more(rest)}`] : []),
  ];
}
