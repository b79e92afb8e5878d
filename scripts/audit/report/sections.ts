import { addRows, columnNames, columns, rateOf, type BudgetRow } from "./budget.ts";
import type { Flow } from "./flow-builder.ts";
import type { Block, Section, Table } from "./model.ts";
import { allOf, type ReasonRow } from "./refusals.ts";
import { barsSection, count, countOf, note, paragraph, TOTAL, won } from "./section-parts.ts";
import { same, text, type Text } from "./words.ts";

const FLOW_OF_ALL = text(
  "From the bank's issue to redemption, won. What comes into a box leaves it again, except at both ends.",
  "은행 발행부터 상환까지(원). 양 끝을 빼고 들어온 금액과 나간 금액이 같습니다.",
);
const FLOW_TOLD = text(
  "From the lines and agencies that paid to what became of it, won.",
  "예산과목과 기관에서 나간 자금의 쓰임(원).",
);

export function flowSection(flow: Flow, isPublic: boolean): Section {
  const id = "flow";
  const title = text("Flow of funds", "자금 흐름");
  if (flow.links.length === 0) {
    const none = isPublic
      ? paragraph("No flow is shown.", "표시할 자금 흐름이 없습니다.")
      : paragraph("No money has moved.", "자금 이동이 없습니다.");
    return { id, title, blocks: [none] };
  }
  const nameOf = new Map(flow.nodes.map(({ id: one, label }) => [one, label]));
  const rows = flow.links.map(({ from, to, amount }) => [
    nameOf.get(from) ?? same(from),
    nameOf.get(to) ?? same(to),
    won(amount),
  ]);
  const head = [text("From", "출금"), text("To", "입금"), text("Won", "금액(원)")];
  const table: Table = { caption: title, head, rows, words: [0, 1] };
  const charts = [{ title, chart: { kind: "flow", flow } as const }];
  const caption = isPublic ? FLOW_TOLD : FLOW_OF_ALL;
  const figure = { id: "flow-chart", caption, charts, table };
  return { id, title, blocks: [{ kind: "figure", figure }] };
}

/** What of a line is drawn. */
const DRAWN = ["appropriated", "allotted", "obligated", "paid", "returned"] as const;

export function budgetSection(rows: readonly BudgetRow[]): Section {
  const id = "budget";
  const title = text("Budget execution by line", "예산과목별 집행");
  if (rows.length === 0)
    return { id, title, blocks: [paragraph("There is no budget line.", "예산과목이 없습니다.")] };
  const cells = (row: BudgetRow): Text[] => [
    row.label,
    ...columnNames.map((column) => won(row.figures[column])),
    same(rateOf(row)),
  ];
  const table: Table = {
    caption: text("Budget execution by line, won", "예산과목별 집행(원)"),
    head: [text("Line", "예산과목"), ...Object.values(columns), text("Rate", "집행률")],
    rows: rows.map(cells),
    total: [cells(addRows(rows, TOTAL))],
    words: [0],
  };
  return barsSection({
    ...{ id, title, table, isStacked: false, unit: "won" },
    caption: text(
      "Each line by stage, won. Rate: what was paid and did not come back while the books were open, of what was appropriated.",
      "예산과목별 단계 금액(원). 집행률은 예산액 대비 지출액(마감 전 반납 제외)입니다.",
    ),
    series: DRAWN.map((column) => columns[column]),
    rows: rows.map(({ label, figures }) => ({
      label,
      values: DRAWN.map((column) => figures[column]),
    })),
  });
}

const MINED = text("Mined", "체인에 기록");
const UNSETTLED = text("Not settled", "정산 거절");
const UNSENT = text("Not on chain", "체인에 없음");

/** What the chain cannot know of, said where nobody else does either. */
const CHAIN_ALONE = note(
  "Not on chain: the chain has no trace of what was stopped before it was sent, such as at a till or by a wallet. This report does not know of it.",
  "체인에 없음: 단말기나 지갑에서 전송 전에 멈춘 건은 체인에 남지 않으므로 이 보고서에 없습니다.",
);
const ALSO_UNSENT = note(
  "“Not on chain” counts what whoever ran the scenario saw refused before anything was sent. The chain has no trace of it.",
  "‘체인에 없음’은 시나리오 실행자가 전송 전에 거절된 것으로 확인한 건수이며, 체인에는 남지 않습니다.",
);

export function refusalsSection(
  rows: readonly ReasonRow[],
  after: readonly Block[] = [],
  none = paragraph("No mined transaction was refused.", "체인에 기록된 거절이 없습니다."),
): Section {
  const id = "refusals";
  const title = text("Refusals and their reasons", "거절 사유");
  const isUnsentKnown = rows.some(({ unsent }) => unsent !== undefined);
  const remark = isUnsentKnown ? ALSO_UNSENT : CHAIN_ALONE;
  if (rows.length === 0) return { id, title, blocks: [none, remark] };
  const series = isUnsentKnown ? [MINED, UNSETTLED, UNSENT] : [MINED, UNSETTLED];
  const valuesOf = ({ mined, unsettled, unsent }: ReasonRow): number[] =>
    unsent === undefined ? [mined, unsettled] : [mined, unsettled, unsent];
  return barsSection({
    ...{ id, title, series, isStacked: true, unit: "count" },
    caption: text(
      "Mined: transactions on chain that were refused. Not settled: signed payments that a batch on chain left out.",
      "체인에 기록: 거절되어 체인에 남은 거래. 정산 거절: 일괄 정산에서 제외된 서명 결제.",
    ),
    rows: rows.map((row) => ({ label: row.label, values: valuesOf(row).map(BigInt) })),
    table: reasonsTable(rows, series, valuesOf),
    after: [remark, ...after],
  });
}

function reasonsTable(
  rows: readonly ReasonRow[],
  series: readonly Text[],
  valuesOf: (row: ReasonRow) => number[],
): Table {
  const sums = series.map((_, n) => count(countOf(rows, (row) => valuesOf(row)[n] ?? 0)));
  return {
    caption: text("Refusals by reason", "사유별 거절 건수"),
    head: [text("Reason", "사유"), text("What it means", "뜻"), ...series, TOTAL],
    rows: rows.map((row) => [
      row.label,
      row.meaning,
      ...valuesOf(row).map(count),
      count(allOf(row)),
    ]),
    total: [[TOTAL, same(""), ...sums, count(countOf(rows, allOf))]],
    words: [0, 1],
  };
}
