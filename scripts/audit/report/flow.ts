import { formatLine } from "../../lib/lines.ts";
import type { Books } from "../books.ts";
import type { BudgetRow } from "./budget.ts";
import { FlowBuilder, type Flow } from "./flow-builder.ts";
import { categoryText, programmeText } from "./names.ts";
import type { People, ProgrammeRow } from "./people.ts";
import { groupOf, groups, plus, type Group, type Tally } from "./tally.ts";
import { same, text } from "./words.ts";

/** The whole flow of funds. */
export function flowOf(books: Books, tally: Tally): Flow {
  const flow = new FlowBuilder();
  fromLines(flow, tally);
  const viaLines = new Map<string, bigint>();
  for (const [key, amount] of tally.fromLines) plus(viaLines, key.split(" ")[1] ?? "", amount);
  for (const [key, amount] of tally.money) {
    const [from, to] = key.split(" ") as [Group, Group];
    if (from === "programmes" || to === "programmes") continue;
    const direct = from === "treasury" ? amount - (viaLines.get(to) ?? 0n) : amount;
    flow.between(flow.group(from), from, to, direct);
  }
  for (const programme of books.programmes.keys()) ofProgramme(flow, books, tally, programme);
  for (const group of groups) {
    if (group !== "issued" && group !== "redeemed" && flow.nodes.has(group))
      flow.settle(group, group);
  }
  return flow.flow();
}

/** What the Treasury paid on the obligations of each line. */
function fromLines(flow: FlowBuilder, { fromLines: paid }: Tally): void {
  for (const [key, amount] of paid) {
    const [line = "", group = "other", number] = key.split(" ");
    const id = flow.node(`line ${line}`, same(formatLine(BigInt(line))), 3, "state");
    flow.link(flow.group("treasury"), id, amount);
    if (number === undefined) flow.between(id, "treasury", group as Group, amount);
    else flow.link(id, programmeNode(flow, BigInt(number)), amount);
  }
}

/** From where a programme's money came, and what became of it. */
function ofProgramme(flow: FlowBuilder, books: Books, tally: Tally, programme: bigint): void {
  const book = books.programmes.get(programme);
  if (book === undefined) return;
  const id = programmeNode(flow, programme);
  const trust = books.budget.trusts.get(programme);
  const source = trust === undefined ? groupOf(books, book.fundingAccount) : "treasury";
  if (trust === undefined) flow.link(flow.source(source), id, book.budget);
  let [granted, home, rebated, held, refunded] = [0n, 0n, 0n, book.ungranted, 0n];
  for (const voucher of book.vouchers.values()) {
    granted += voucher.granted;
    home += voucher.lapsed + voucher.clawedBack;
    rebated += voucher.rebated;
    refunded += voucher.refunded;
    held += voucher.balance;
  }
  for (const [key, amount] of tally.paid) {
    const [paying, mcc = "0", group = "merchant"] = key.split(" ");
    if (paying !== String(programme)) continue;
    const category = flow.node(`category ${mcc}`, categoryText(Number(mcc)), 5, "spent");
    flow.link(id, category, amount);
    flow.between(category, "programmes", group as Group, amount);
  }
  flow.between(id, "programmes", "citizen", rebated);
  const never = book.budget - granted - book.ungranted;
  flow.link(id, flow.back(source, id), home + never);
  if (refunded > 0n)
    flow.link(flow.group("merchant"), flow.back("programmes", "merchant"), refunded);
  if (held > 0n) flow.link(id, flow.held("programmes", id), held);
  flow.settle(id, "programmes");
}

/** What is told to everybody, and of what. */
interface Told {
  readonly books: Books;
  readonly tally: Tally;
  readonly rows: readonly BudgetRow[];
  readonly people: People;
  readonly programmes: readonly bigint[];
}

/** The flow of what is told to everybody: from the lines and agencies that paid to what became of it. */
export function publicFlow(told: Told): Flow {
  const flow = new FlowBuilder();
  publicLines(flow, told);
  for (const [n, programme] of told.programmes.entries()) {
    const row = told.people.programmes[n];
    if (row !== undefined) publicProgramme(flow, told.books, programme, row);
  }
  for (const [n, { label, amount }] of told.people.categories.entries())
    if (amount > 0n) flow.link("paid", flow.node(`category ${n}`, label, 6, "spent"), amount);
  return flow.flow();
}

function publicLines(flow: FlowBuilder, { tally, rows, programmes }: Told): void {
  const untold = text("Programmes not told of", "공개하지 않는 사업");
  for (const [key, amount] of tally.fromLines) {
    const [line = "", group = "other", number] = key.split(" ");
    const row = rows.find(({ lines }) => lines.includes(BigInt(line)));
    if (row === undefined) continue;
    const id = flow.node(`line ${row.lines.join(" ")}`, row.label, 3, "state");
    flow.link(flow.group("treasury"), id, amount);
    const isTold = number !== undefined && programmes.includes(BigInt(number));
    if (number === undefined) flow.between(id, "treasury", group as Group, amount);
    else if (isTold) flow.link(id, programmeNode(flow, BigInt(number)), amount);
    else flow.link(id, flow.node("untold", untold, 4, "voucher"), amount);
  }
}

function publicProgramme(
  flow: FlowBuilder,
  books: Books,
  programme: bigint,
  { budget, spent, home, held, ungranted }: ProgrammeRow,
): void {
  const { closed = false, fundingAccount = "" } = books.programmes.get(programme) ?? {};
  const id = programmeNode(flow, programme);
  const isTrust = books.budget.trusts.has(programme);
  const source = isTrust ? "treasury" : groupOf(books, fundingAccount);
  if (!isTrust) flow.link(flow.source(source), id, budget);
  const paid = text("Paid to merchants", "가맹점 결제");
  if (spent > 0n) flow.link(id, flow.node("paid", paid, 5, "spent"), spent);
  const [never, rest] = closed ? [ungranted, 0n] : [0n, ungranted];
  if (home + never > 0n) flow.link(id, flow.back(source, id), home + never);
  if (held + rest > 0n) flow.link(id, flow.held("programmes", id), held + rest);
}

const programmeNode = (flow: FlowBuilder, programme: bigint): string =>
  flow.node(`programme ${programme}`, programmeText(programme), 4, "voucher");
