import { formatKst } from "../../lib/clock.ts";
import type { AccountNames } from "../ledger.ts";
import type { Audit } from "../read.ts";
import { budgetRows } from "./budget.ts";
import { findingsSection, headSection, lawsSection, refusedTable, type Head } from "./findings.ts";
import { flowOf } from "./flow.ts";
import { everyGroup } from "./grouping.ts";
import type { Block, Report } from "./model.ts";
import { peopleOf } from "./people.ts";
import { publicSections } from "./public.ts";
import { reasonRows } from "./refusals.ts";
import { categoriesSection, districtsSection, programmesSection } from "./people-sections.ts";
import { budgetSection, flowSection, refusalsSection } from "./sections.ts";
import { tallyOf } from "./tally.ts";
import { text } from "./words.ts";

/** What a report is made with besides an audit. */
export interface Wanted {
  readonly head: Head;
  /** Whether everybody may read it: no accounts, and no group under five. */
  readonly isPublic?: boolean;
  readonly names?: AccountNames;
  /** How often something was refused before it was sent, by error, where somebody knows. */
  readonly unsent?: ReadonlyMap<string, number>;
}

/** The report of an audit as data. It has no time and no place but the chain's. */
export function reportOf(audit: Audit, wanted: Wanted): Report {
  const { head, isPublic = false, names = new Map() } = wanted;
  const until = `${formatKst(head.time)} KST`;
  const subtitle = isPublic
    ? text(
        `Up to block ${head.block}, ${until}. For everybody: no accounts, and no group of fewer than five.`,
        `블록 ${head.block}, ${until} 기준. 공개용: 계정을 싣지 않으며 5 미만 집단은 따로 싣지 않습니다.`,
      )
    : text(
        `Up to block ${head.block}, ${until}. Every figure is rebuilt from the chain's events.`,
        `블록 ${head.block}, ${until} 기준. 모든 수치는 체인 이벤트로 재구성했습니다.`,
      );
  const middle = isPublic ? publicSections(audit) : wholeSections(audit, wanted);
  return {
    title: text("Report of an audit of the Treasury's payments", "국고 지출 감사 보고서"),
    subtitle,
    sections: [
      headSection(audit, head),
      ...middle,
      lawsSection(audit, isPublic),
      findingsSection(audit, names, isPublic),
    ],
  };
}

function wholeSections(audit: Audit, { names = new Map(), unsent }: Wanted) {
  const { books } = audit;
  const tally = tallyOf(audit);
  const people = peopleOf(books, tally, everyGroup(books, tally));
  const cases = refusedTable(audit, names);
  const details: Block[] =
    cases === undefined ? [] : [{ kind: "table", table: cases, isFolded: true }];
  return [
    flowSection(flowOf(books, tally), false),
    budgetSection(budgetRows(books, tally)),
    programmesSection(people),
    districtsSection(people.districts),
    categoriesSection(people.categories),
    refusalsSection(reasonRows(audit, unsent), details),
  ];
}
