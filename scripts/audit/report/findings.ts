import { getAddress } from "ethers";
import { formatDay, formatKst } from "../../lib/clock.ts";
import { formatMinistry } from "../../lib/lines.ts";
import { explain } from "../../lib/refusal.ts";
import { contractNames } from "../../lib/system.ts";
import { formatCount, formatWon } from "../../lib/won.ts";
import type { AccountNames } from "../ledger.ts";
import type { Audit } from "../read.ts";
import type { Block, Section, Table } from "./model.ts";
import { join, same, text, type Text } from "./words.ts";

/** Which chain the report is of, as far as its block. */
export interface Head {
  readonly chainId: number;
  readonly block: number;
  readonly hash: string;
  /** UTC second of that block. */
  readonly time: number;
}

/** Rows of a list of single cases at most; the ledger has all. */
const MOST = 200;

const verdict = (audit: Audit): { isSound: boolean; words: Text } => {
  const { compared, differences, laws } = audit;
  const broken = laws.filter(({ holds }) => !holds).length;
  const isSound = differences.length === 0 && broken === 0;
  const same = formatCount(compared);
  if (!isSound) {
    const found = [formatCount(differences.length), formatCount(broken)] as const;
    const en = `Not in order: ${found[0]} of ${same} values differ from the chain, and ${found[1]} of ${laws.length} laws are broken.`;
    const ko = `이상 있음: 체인과 대조한 ${same}개 값 가운데 ${found[0]}개가 다르고, 법칙 ${laws.length}개 가운데 ${found[1]}개가 깨졌습니다.`;
    return { isSound, words: text(en, ko) };
  }
  if (compared === 0) {
    const en = `In order as far as events tell: all ${laws.length} laws that were checked hold. No chain was asked: nothing was compared, and the laws that ask it (8, 9) are left out.`;
    const ko = `이벤트로 확인한 법칙 ${laws.length}개가 모두 성립합니다. 체인에 조회하지 않아 대조한 값이 없으며, 체인이 필요한 법칙(8, 9)은 빠졌습니다.`;
    return { isSound, words: text(en, ko) };
  }
  const en = `In order: ${same} values rebuilt from events are the chain's, and all ${laws.length} laws that were checked hold.`;
  const ko = `이상 없음: 이벤트로 재구성한 ${same}개 값이 체인과 같고, 확인한 법칙 ${laws.length}개가 모두 성립합니다.`;
  return { isSound, words: text(en, ko) };
};

/** Which chain, which block, and whether the books are in order. */
export function headSection(audit: Audit, head: Head): Section {
  const { isSound, words } = verdict(audit);
  const contracts: Table = {
    caption: text("Contracts", "계약 주소"),
    head: [text("Contract", "계약"), text("Address", "주소")],
    rows: contractNames.map((name) => [same(name), same(audit.addresses[name])]),
    words: [0, 1],
  };
  const facts = [
    [text("Chain", "체인"), same(String(head.chainId))],
    [text("Block", "블록"), same(formatCount(head.block))],
    [text("Block hash", "블록 해시"), same(head.hash)],
    [text("Time of the block", "블록 시각"), same(`${formatKst(head.time)} KST`)],
  ] as const;
  return {
    id: "head",
    title: text("What this is of", "보고 대상"),
    blocks: [
      { kind: "paragraph", text: words, tone: isSound ? "good" : "bad" },
      { kind: "facts", facts },
      { kind: "table", table: contracts, isFolded: true },
    ],
  };
}

const LAWS: Readonly<Record<string, string>> = {
  supply: "발행 잔액",
  backing: "담보 일치",
  trust: "신탁 보관",
  budget: "예산",
  frozen: "동결",
  redemption: "상환",
  events: "이벤트",
  persons: "사람",
  settlement: "정산",
  treasury: "국고",
};

/** Each law with its figures; without them where single people could be told from them. */
export function lawsSection({ laws }: Audit, isPublic: boolean): Section {
  const stateOf = (holds: boolean, isIdle: boolean): Text => {
    if (!holds) return text("BROKEN", "위반");
    return isIdle ? text("holds, nothing yet", "성립(해당 없음)") : text("holds", "성립");
  };
  const table: Table = {
    caption: text("Laws of INVARIANTS.md", "INVARIANTS.md의 법칙"),
    head: [
      text("Law", "법칙"),
      text("State", "판정"),
      ...(isPublic ? [] : [text("Figures", "근거 수치")]),
    ],
    rows: laws.map(({ number, name, holds, isIdle = false, figures }) => [
      text(`${number} ${name}`, `${number} ${LAWS[name] ?? name}`),
      stateOf(holds, isIdle),
      ...(isPublic ? [] : [same(figures)]),
    ]),
    words: [0, 1, 2],
  };
  const note: Block = {
    kind: "paragraph",
    tone: "note",
    text: text(
      "The figures of the laws are left out here: single people could be told from some of them.",
      "법칙의 근거 수치에는 개인이 드러날 수 있는 것이 있어 싣지 않습니다.",
    ),
  };
  const blocks: Block[] = [{ kind: "table", table }];
  return { id: "laws", title: text("Laws", "법칙"), blocks: isPublic ? [...blocks, note] : blocks };
}

/** A text in which accounts have their names, where they have any. */
const named = (written: string, names: AccountNames): string =>
  written.replace(/0x[0-9a-fA-F]{40}\b/g, (one) => names.get(getAddress(one)) ?? one);

const say = (en: string, ko: string): Block => ({ kind: "paragraph", text: text(en, ko) });

/** What an auditor may want to look at: what differs from the chain, and obligations that may have been split. */
export function findingsSection(audit: Audit, names: AccountNames, isPublic: boolean): Section {
  const { differences, notices, compared } = audit;
  const id = "findings";
  const title = text("Findings", "확인 사항");
  const many = [formatCount(differences.length), formatCount(notices.length)] as const;
  const differing = `${many[0]} of ${formatCount(compared)} values differ from the chain.`;
  const none = compared === 0 ? "Nothing was compared with the chain." : differing;
  const noneKo =
    compared === 0
      ? "체인과 대조하지 않았습니다."
      : `체인과 대조한 ${formatCount(compared)}개 값 가운데 ${many[0]}개가 다릅니다.`;
  const counts = [
    say(none, noneKo),
    say(
      `${many[1]} groups of small obligations of one ministry to one creditor add up, within 30 days, to what is not small.`,
      `한 부처가 한 채권자와 30일 안에 맺은 소액 지출원인행위를 합하면 소액이 아닌 경우: ${many[1]}건.`,
    ),
  ];
  if (isPublic) return { id, title, blocks: counts };
  const tables: Block[] = [];
  if (differences.length > 0) tables.push({ kind: "table", table: differingTable(audit, names) });
  if (notices.length > 0) tables.push({ kind: "table", table: noticesTable(audit, names) });
  return { id, title, blocks: [...counts, ...tables] };
}

const differingTable = ({ differences }: Audit, names: AccountNames): Table => ({
  caption: text(
    `What differs from the chain: the first ${Math.min(MOST, differences.length)} of ${differences.length}`,
    `체인과 다른 값: ${differences.length}건 가운데 ${Math.min(MOST, differences.length)}건`,
  ),
  head: [text("Value", "값"), text("By events", "이벤트 기준"), text("On the chain", "체인")],
  rows: differences
    .slice(0, MOST)
    .map(({ what, fromEvents, onChain }) => [
      same(named(what, names)),
      same(named(fromEvents, names)),
      same(named(onChain, names)),
    ]),
  words: [0, 1, 2],
});

const noticesTable = ({ notices }: Audit, names: AccountNames): Table => ({
  caption: text(
    "Small obligations that are not small together",
    "나누어 맺은 것으로 보이는 소액 지출원인행위",
  ),
  head: [
    text("Creditor", "채권자"),
    text("Days", "기간"),
    text("Told by the ledger", "원장이 알림"),
    text("Ministry", "부처"),
    text("Obligations", "건수"),
    text("Most in 30 days", "30일 최대 금액"),
  ],
  rows: notices
    .slice(0, MOST)
    .map(({ creditor, ministry, from, to, obligations, most, told }) => [
      same(named(creditor, names)),
      same(`${formatDay(from)} – ${formatDay(to)}`),
      told ? text("yes", "예") : text("no", "아니요"),
      same(formatMinistry(ministry)),
      same(formatCount(obligations)),
      same(formatWon(most)),
    ]),
  words: [0, 1, 2],
});

/** Each refusal with its own figures, in order of time. */
export function refusedTable({ refused, books }: Audit, names: AccountNames): Table | undefined {
  const cases = [
    ...refused.map(({ time, from, error, args }) => ({ time, who: from, error, args })),
    ...books.refusedPayments.map(({ time, holder, error, args }) => ({
      ...{ time, who: holder, error, args },
    })),
  ].toSorted((a, b) => a.time - b.time);
  if (cases.length === 0) return undefined;
  const shown = cases.slice(0, MOST);
  return {
    caption: text(
      `Each refusal: the first ${shown.length} of ${cases.length}`,
      `거절 내역: ${cases.length}건 가운데 ${shown.length}건`,
    ),
    head: [text("KST", "한국시간"), text("Account", "계정"), text("Why", "사유")],
    rows: shown.map(({ time, who, error, args }) => [
      same(formatKst(time)),
      same(named(who, names)),
      join((language) => {
        const { code, sentence } = explain({ name: error, args }, names, language);
        return `${code} ${sentence}`;
      }),
    ]),
    words: [0, 1, 2],
  };
}
