import { expect } from "chai";
import { noticesOf } from "../../../scripts/lib/notices.ts";
import type { Reader } from "../../../scripts/lib/forms.ts";
import { line, matter, otherMatter, papers, readyBudget, supplier } from "../../helpers/budget.ts";
import { won } from "../../helpers/fixtures.ts";
import { onOneChain } from "../../helpers/suite.ts";

const budget = onOneChain(readyBudget);

describe("what an officer is told besides what came of an act", () => {
  /** The notices of the transaction in both languages. */
  async function told(
    system: Awaited<ReturnType<typeof readyBudget>>,
    sent: Promise<{ wait(): Promise<{ logs: readonly object[] } | null> }>,
    names: Reader["names"],
  ): Promise<string[][]> {
    const receipt = await (await sent).wait();
    const logs = (receipt?.logs ?? []) as Parameters<typeof noticesOf>[1];
    return (["en", "ko"] as const).map((language) => noticesOf(system, logs, { names, language }));
  }

  it("is that small obligations are no longer small together, and how much they are", async () => {
    const system = await budget();
    const creditor = await supplier(system);
    const names = new Map([[creditor.address, "supplier"]]);
    const { obligating } = system;

    const first = obligating.obligate(line, creditor, matter, won(12_000_000), 0n);
    expect(await told(system, first, names)).to.deep.equal([[], []]);
    const second = obligating.obligate(line, creditor, otherMatter, won(8_000_000), 0n);
    expect(await told(system, second, names)).to.deep.equal([
      [
        "Flagged: small obligations from 2025-011-1040301-24001 to supplier within 30 days add up to ₩20,000,000.",
      ],
      [
        "표시: 30일 안에 supplier 상대방에게 나눈 소액 원인행위의 합계가 ₩20,000,000입니다(2025-011-1040301-24001).",
      ],
    ]);
  });

  it("is that a fraction was dropped", async () => {
    const system = await budget();
    const creditor = await supplier(system);
    await system.obligating.obligate(line, creditor, matter, won(30_000_000), 0n);

    const paid = system.disbursing.pay(creditor, matter, 1_009n, papers);

    expect(await told(system, paid, new Map())).to.deep.equal([
      ["Dropped: ₩9, a fraction under ten won."],
      ["버림: 10원 미만 끝수 ₩9은 지급하지 않았습니다."],
    ]);
  });
});
