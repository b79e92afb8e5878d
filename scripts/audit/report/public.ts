import type { Books } from "../books.ts";
import type { Audit } from "../read.ts";
import { addRows, budgetRows, type BudgetRow } from "./budget.ts";
import { coarsen, gathered, inRuns, tooSmall, type Groups, type Part } from "./coarsen.ts";
import { FEWEST } from "./counted.ts";
import { publicFlow } from "./flow.ts";
import { daysOf, membersOf, monthsOf, type Grouping } from "./grouping.ts";
import type { Block, Section } from "./model.ts";
import { peopleOf } from "./people.ts";
import { publicReasons, reasonRows } from "./refusals.ts";
import { categoriesSection, districtsSection, programmesSection } from "./people-sections.ts";
import { note } from "./section-parts.ts";
import { budgetSection, flowSection, refusalsSection } from "./sections.ts";
import { tallyOf, type Tally } from "./tally.ts";
import { text } from "./words.ts";

/** Groups of districts, categories and months at most, before any is found too small. */
const MOST = { districts: 24, categories: 24, months: 24 } as const;

/** The sections that tell of money, people and shops, in groups that everybody may know. */
export function publicSections(audit: Audit): Section[] {
  const { books } = audit;
  const tally = tallyOf(audit);
  const grouping = publicGroups(books, tally);
  const people = peopleOf(books, tally, grouping);
  const rows = publicRows(budgetRows(books, tally), hiddenLines(tally, grouping.programmes));
  const left = books.programmes.size - grouping.programmes.length;
  const { programmes } = grouping;
  const flow = publicFlow({ books, tally, rows: rows ?? [], people, programmes });
  return [
    flowSection(flow, true),
    rows === undefined ? noBudget() : budgetSection(rows),
    programmesSection(people, leftOut(left)),
    districtsSection(people.districts, [TOGETHER]),
    categoriesSection(people.categories, [TOGETHER]),
    refusalsOf(audit),
  ];
}

/** What everybody may know apart: programmes that are large enough, and groups in which no difference tells of fewer than five. */
export function publicGroups(books: Books, tally: Tally): Grouping {
  const parts = partsOf(books, tally);
  const months = monthsOf(tally);
  const whole: Groups = {
    months: [months],
    categories: [codesOf(parts, ({ mcc }) => mcc)],
    districts: [codesOf(parts, ({ district }) => district)],
  };
  const programmes = [...books.programmes.keys()]
    .filter((one) =>
      isTold(
        parts.filter(({ programme }) => programme === one),
        whole,
      ),
    )
    .toSorted((a, b) => Number(a - b));
  const told = parts.filter(({ programme }) => programmes.includes(programme));
  const spent = told.filter(({ quantity }) => quantity === "spent");
  const apart: Groups = {
    months: inRuns(months, MOST.months),
    categories: inRuns(
      codesOf(spent, ({ mcc }) => mcc),
      MOST.categories,
    ),
    districts: inRuns(
      codesOf(told, ({ district }) => district),
      MOST.districts,
    ),
  };
  const groups = coarsen(gathered(told, apart), apart);
  if (groups === undefined || programmes.length === 0)
    return { programmes: [], districts: [], categories: [], periods: [] };
  const { districts, categories } = groups;
  return { programmes, districts, categories, periods: groups.months.map(daysOf) };
}

/** A programme of five holders whose money, where any was spent, was spent by five at five merchants. */
const isTold = (parts: readonly Part[], whole: Groups): boolean =>
  parts.length > 0 && tooSmall(parts, whole).length === 0;

const codesOf = (parts: readonly Part[], codeOf: (part: Part) => number): number[] =>
  [...new Set(parts.map(codeOf))].toSorted((a, b) => a - b);

/** What groups are judged by: movements of vouchers, and who holds any. */
function partsOf(books: Books, tally: Tally): Part[] {
  const parts: Part[] = [...tally.cells.values()];
  for (const [programme, homes] of membersOf(books)) {
    for (const [district, holders] of homes) {
      const few = new Set([...holders].slice(0, FEWEST));
      const nothing = { amount: 0n, times: 0, merchants: new Set<string>(), mcc: 0, month: 0 };
      parts.push({ quantity: "member", programme, district, holders: few, ...nothing });
    }
  }
  return parts;
}

/** Lines that paid what programmes hold that are not told of: what came back to them would tell what few people spent. */
function hiddenLines({ fromLines }: Tally, told: readonly bigint[]): Set<bigint> {
  const hidden = new Set<bigint>();
  for (const key of fromLines.keys()) {
    const [line = "", , programme] = key.split(" ");
    if (programme !== undefined && !told.includes(BigInt(programme))) hidden.add(BigInt(line));
  }
  return hidden;
}

/**
 * Rows in which a hidden line is told together with its neighbours, until one that paid something else is among them; nothing
 * where none is.
 */
export function publicRows(
  rows: readonly BudgetRow[],
  hidden: ReadonlySet<bigint>,
): BudgetRow[] | undefined {
  const isSafe = ({ lines, paidElsewhere }: Run): boolean =>
    paidElsewhere || !lines.some((line) => hidden.has(line));
  const runs: Run[] = rows.map((row) => {
    const isHidden = row.lines.some((line) => hidden.has(line));
    const paidElsewhere = !isHidden && row.figures.paid > 0n;
    return { rows: [row], lines: row.lines, paidElsewhere };
  });
  for (;;) {
    const place = runs.findIndex((run) => !isSafe(run));
    if (place === -1) break;
    const first = place > 0 ? place - 1 : 0;
    const [one, other] = [runs[first], runs[first + 1]];
    if (one === undefined || other === undefined) return undefined;
    runs.splice(first, 2, {
      rows: [...one.rows, ...other.rows],
      lines: [...one.lines, ...other.lines],
      paidElsewhere: one.paidElsewhere || other.paidElsewhere,
    });
  }
  return runs.map((run) =>
    run.rows.length === 1 ? (run.rows[0] as BudgetRow) : addRows(run.rows),
  );
}

/** Rows that are told together. */
interface Run {
  readonly rows: readonly BudgetRow[];
  readonly lines: readonly bigint[];
  /** Whether a line that is not hidden has paid something. */
  readonly paidElsewhere: boolean;
}

const TOGETHER = note(
  "Groups of fewer than five holders or merchants are told together with their neighbours. Totals are those of the programmes shown.",
  "보유자나 가맹점이 5 미만인 집단은 이웃 집단과 합하여 표시합니다. 합계는 표시한 사업의 합계입니다.",
);

function leftOut(many: number): Block[] {
  if (many === 0) return [];
  const told = note(
    `Not shown: ${many === 1 ? "one programme" : `${many} programmes`} of fewer than five holders, or in which fewer than five spent or were paid. Their holders, payments and shops are in no figure here.`,
    `보유자, 결제자 또는 가맹점이 5 미만인 사업 ${many}개는 표시하지 않습니다. 그 사업의 보유자, 결제, 가맹점은 어느 수치에도 들어 있지 않습니다.`,
  );
  return [told];
}

const noBudget = (): Section => ({
  id: "budget",
  title: text("Budget execution by line", "예산과목별 집행"),
  blocks: [
    note(
      "Not shown: the lines paid nothing but what fewer than five people hold.",
      "5 미만의 사람이 보유한 금액만 지출되어 표시하지 않습니다.",
    ),
  ],
});

/** Refusals by reason; where all of them together are of too few, that alone. */
function refusalsOf(audit: Audit): Section {
  const rows = reasonRows(audit);
  const none = note(
    "Not shown: what was refused concerns fewer than five accounts.",
    "거절과 관련된 계정이 5개 미만이어서 표시하지 않습니다.",
  );
  return rows.length === 0 ? refusalsSection(rows) : refusalsSection(publicReasons(rows), [], none);
}
