import { expect } from "chai";
import { ZeroHash } from "ethers";
import { refused } from "../../helpers/budget.ts";
import { at, decoded, eventsOf, type Named } from "../../helpers/chain.ts";
import { won } from "../../helpers/fixtures.ts";
import { MilestoneStatus, OverseerRole } from "../../helpers/kinds.ts";
import {
  acceptOn,
  bond,
  claimOn,
  dayOf,
  fund,
  fundedRoad,
  milestones,
  morning,
  openedRoad,
  payOn,
  report,
  roadObligated,
  values,
  type Works,
} from "../../helpers/procurement.ts";
import { onOneChain } from "../../helpers/suite.ts";

const opened = onOneChain((deployed) => openedRoad(deployed));
const funded = onOneChain((deployed) => fundedRoad(deployed));

/** Of ten milestones of 10,000,000 won each. */
const ten = onOneChain((deployed) =>
  fundedRoad(deployed, { of: milestones(Array.from({ length: 10 }, () => won(10_000_000))) }),
);

const { Inspector, Supervisor } = OverseerRole;

/** What the view says, and then the act: the same. */
async function claimRefused(works: Works, [milestone, amount]: [bigint, bigint], error: Named) {
  const { procurement, supplying, contractor } = works;
  const refusal = await procurement.claimRefusal(contractor, 1n, milestone, amount, report);
  expect(decoded(procurement, refusal)).to.deep.equal(error);
  await refused(procurement, supplying.claim(1n, milestone, amount, report), error);
}

async function acceptRefused(
  works: Works,
  [milestone, amount, full]: [bigint, bigint, boolean],
  error: Named,
) {
  const { procurement, inspecting, inspector } = works;
  const refusal = await procurement.acceptRefusal(inspector, 1n, milestone, amount, full);
  expect(decoded(procurement, refusal)).to.deep.equal(error);
  await refused(procurement, inspecting.accept(1n, milestone, amount, full, report), error);
}

describe("ProcurementEscrow: claim", () => {
  it("starts the inspection clock", async () => {
    const works = await funded();
    const { procurement } = works;

    const sent = claimOn(works, 1n, "2025-09-05");

    expect(await eventsOf(sent, procurement)).to.deep.equal([
      ["WorkClaimed", 1n, 1n, values[0], report],
    ]);
    const facts = await procurement.milestoneOf(1n, 1n);
    expect(facts.status).to.equal(MilestoneStatus.Claimed);
    expect([facts.asked, facts.claimDay]).to.deep.equal([values[0], dayOf("2025-09-05")]);
    expect([facts.inspectBy, facts.payBy]).to.deep.equal([dayOf("2025-09-19"), 0n]);
  });

  it("claims a part, and not one won more than is left", async () => {
    const works = await funded();

    await claimRefused(
      works,
      [1n, values[0]! + 1n],
      [...(["ClaimAboveRest", 1n, 1n, values[0], values[0]! + 1n] as const)],
    );
    await claimOn(works, 1n, "2025-08-04", won(4_000_000));
    await acceptOn(works, 1n, "2025-08-05");
    await payOn(works, 1n, "2025-08-06");
    await claimRefused(
      works,
      [1n, won(6_000_001)],
      [...(["ClaimAboveRest", 1n, 1n, won(6_000_000), won(6_000_001)] as const)],
    );
    await claimOn(works, 1n, "2025-08-07", won(6_000_000));
  });

  it("is the supplier's, of something, with a report, of a milestone that there is", async () => {
    const works = await funded();
    const { procurement, supplying, inspector, contractor } = works;

    const byAnother = procurement.connect(inspector).claim(1n, 1n, 1n, report);
    await refused(procurement, byAnother, ["NotSupplier", 1n, inspector.address]);
    await claimRefused(works, [1n, 0n], ["ZeroAmount"]);
    await claimRefused(works, [0n, 1n], ["MilestoneUnknown", 1n, 0n]);
    await claimRefused(works, [7n, 1n], ["MilestoneUnknown", 1n, 7n]);
    await refused(procurement, supplying.claim(1n, 1n, 1n, ZeroHash), ["DocumentMissing"]);
    await refused(procurement, supplying.claim(2n, 1n, 1n, report), ["AgreementUnknown", 2n]);
    const refusal = await procurement.claimRefusal(contractor, 2n, 1n, 1n, report);
    expect(decoded(procurement, refusal)).to.deep.equal(["AgreementUnknown", 2n]);
  });

  it("comes after the bond", async () => {
    const works = await opened();
    await fund(works, roadObligated);

    await claimRefused(works, [1n, 1n], ["BondMissing", 1n, 0n, bond]);
  });
});

describe("ProcurementEscrow: confirm and accept", () => {
  it("accepts by a full inspection, which needs no supervisor", async () => {
    const works = await funded();
    const { procurement, inspector } = works;
    await claimOn(works, 1n, "2025-08-04");

    const sent = acceptOn(works, 1n, "2025-08-05");

    expect(await eventsOf(sent, procurement)).to.deep.equal([
      [
        ...["WorkAccepted", 1n, 1n, values[0], true],
        ...[dayOf("2025-08-05"), 0n, report, inspector.address],
      ],
    ]);
    const facts = await procurement.milestoneOf(1n, 1n);
    expect([facts.status, facts.accepted]).to.deep.equal([MilestoneStatus.Accepted, values[0]]);
  });

  it("accepts otherwise on the supervisor's confirmation alone (decree art. 55(7))", async () => {
    const works = await funded();
    const { procurement, supervising, watcher } = works;
    await claimOn(works, 1n, "2025-08-04");
    await acceptRefused(works, [1n, values[0]!, false], ["ConfirmationMissing", 1n, 1n]);

    const sent = supervising.confirm(1n, 1n, report);

    expect(await eventsOf(sent, procurement)).to.deep.equal([
      ["WorkConfirmed", 1n, 1n, report, watcher.address],
    ]);
    expect((await procurement.milestoneOf(1n, 1n)).confirmed).to.equal(true);
    await refused(procurement, supervising.confirm(1n, 1n, report), ["AlreadyConfirmed", 1n, 1n]);
    await acceptOn(works, 1n, "2025-08-05", { full: false });
  });

  it("needs a confirmation for each claim anew", async () => {
    const works = await funded();
    const { supervising, inspecting } = works;
    await claimOn(works, 1n, "2025-08-04");
    await supervising.confirm(1n, 1n, report);
    await inspecting.reject(1n, 1n, report);
    await claimOn(works, 1n, "2025-08-05");

    await acceptRefused(works, [1n, values[0]!, false], ["ConfirmationMissing", 1n, 1n]);
  });

  it("asks for a full inspection after two that were not", async () => {
    const works = await ten();
    const inspect = async (milestone: bigint, date: string, full: boolean) => {
      await claimOn(works, milestone, date, won(10_000_000));
      await works.supervising.confirm(1n, milestone, report);
      if (!full && [3n, 7n].includes(milestone))
        await acceptRefused(
          works,
          [milestone, won(10_000_000), false],
          [...(["FullInspectionDue", 1n, milestone] as const)],
        );
      await acceptOn(works, milestone, date, { full: full || [3n, 7n].includes(milestone) });
    };

    // Simple, simple, full; full of its own; simple, simple, full.
    await inspect(1n, "2025-08-04", false);
    await inspect(2n, "2025-08-05", false);
    await inspect(3n, "2025-08-06", false);
    await inspect(4n, "2025-08-07", true);
    await inspect(5n, "2025-08-08", false);
    await inspect(6n, "2025-08-11", false);
    await inspect(7n, "2025-08-12", false);
    await inspect(8n, "2025-08-13", false);
  });

  it("asks for a full inspection of the last work", async () => {
    const works = await funded();
    for (const milestone of [1n, 2n, 3n, 4n, 6n]) {
      await claimOn(works, milestone, "2025-08-04");
      await acceptOn(works, milestone, "2025-08-04");
    }
    await claimOn(works, 5n, "2025-08-05");
    await works.supervising.confirm(1n, 5n, report);

    await acceptRefused(works, [5n, values[4]!, false], ["FullInspectionDue", 1n, 5n]);
    await acceptOn(works, 5n, "2025-08-06", { full: false, amount: values[4]! - 1n });
    await payOn(works, 5n, "2025-08-07");
    await claimOn(works, 5n, "2025-08-08", 1n);
    await acceptRefused(works, [5n, 1n, false], ["FullInspectionDue", 1n, 5n]);
    await acceptOn(works, 5n, "2025-08-08");
    expect((await works.procurement.agreementOf(1n)).endedOn).to.equal(dayOf("2025-08-08"));
  });

  it("accepts a part, and not one won more than is claimed", async () => {
    const works = await funded();
    const { procurement } = works;
    await claimOn(works, 2n, "2025-08-04", won(8_000_000));

    await acceptRefused(works, [2n, 0n, true], ["ZeroAmount"]);
    await acceptRefused(
      works,
      [2n, won(8_000_001), true],
      [...(["AcceptanceAboveClaim", 1n, 2n, won(8_000_000), won(8_000_001)] as const)],
    );
    await acceptOn(works, 2n, "2025-08-05", { amount: won(5_000_000) });
    const facts = await procurement.milestoneOf(1n, 2n);
    expect([facts.accepted, facts.asked]).to.deep.equal([won(5_000_000), won(5_000_000)]);
    // The rest is claimed once this is paid.
    await claimRefused(works, [2n, 1n], ["MilestoneNotDue", 1n, 2n, MilestoneStatus.Accepted]);
    await payOn(works, 2n, "2025-08-06");
    await claimOn(works, 2n, "2025-08-07", won(15_000_000));
  });

  it("answers to those appointed for it alone", async () => {
    const works = await funded();
    const { procurement, supervising, inspecting, watcher, inspector, supplying } = works;
    await claimOn(works, 1n, "2025-08-04");

    const byWatcher = supervising.accept(1n, 1n, 1n, true, report);
    await refused(procurement, byWatcher, ["NotOverseer", 1n, watcher.address, Inspector]);
    await refused(procurement, supervising.reject(1n, 1n, report), [
      "NotOverseer",
      1n,
      watcher.address,
      Inspector,
    ]);
    await refused(procurement, inspecting.confirm(1n, 1n, report), [
      "NotOverseer",
      1n,
      inspector.address,
      Supervisor,
    ]);
    const bySupplier = supplying.accept(1n, 1n, 1n, true, report);
    await refused(procurement, bySupplier, [
      "NotOverseer",
      1n,
      works.contractor.address,
      Inspector,
    ]);
    const ofAnother = inspecting.accept(2n, 1n, 1n, true, report);
    await refused(procurement, ofAnother, ["NotOverseer", 2n, inspector.address, Inspector]);
  });
});

describe("ProcurementEscrow: reject", () => {
  it("is of a claim that runs", async () => {
    const works = await funded();
    const { procurement, supervising, inspecting } = works;
    const notClaimed = ["MilestoneNotClaimed", 1n, 1n, MilestoneStatus.Due] as const;

    await refused(procurement, inspecting.reject(1n, 1n, report), notClaimed);
    await refused(procurement, supervising.confirm(1n, 1n, report), notClaimed);
    await acceptRefused(works, [1n, 1n, true], notClaimed);
  });

  it("ends the claim; the next one starts the clock anew (decree art. 58(5))", async () => {
    const works = await funded();
    const { procurement, inspecting, inspector } = works;
    await claimOn(works, 1n, "2025-09-05");
    await at(works, morning("2025-09-10"));

    const sent = inspecting.reject(1n, 1n, report);

    expect(await eventsOf(sent, procurement)).to.deep.equal([
      ["WorkRejected", 1n, 1n, report, inspector.address],
    ]);
    let facts = await procurement.milestoneOf(1n, 1n);
    expect([facts.status, facts.asked, facts.inspectBy]).to.deep.equal([
      ...[MilestoneStatus.Rejected, 0n, 0n],
    ]);
    await claimOn(works, 1n, "2025-09-11");
    facts = await procurement.milestoneOf(1n, 1n);
    expect(facts.inspectBy).to.equal(dayOf("2025-09-25"));
  });
});
