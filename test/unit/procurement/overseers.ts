import { expect } from "chai";
import { ZeroAddress } from "ethers";
import { personCalled } from "../../../scripts/lib/cast.ts";
import { bind } from "../../helpers/administer.ts";
import { line, ministry, nobody, OfficerRole, refused } from "../../helpers/budget.ts";
import { at, eventsOf } from "../../helpers/chain.ts";
import { OverseerRole } from "../../helpers/kinds.ts";
import {
  claimOn,
  fundedRoad,
  morning,
  openedRoad,
  opening,
  readyWorks,
  report,
} from "../../helpers/procurement.ts";
import { onOneChain } from "../../helpers/suite.ts";

/*
 * Decree art. 57, law 10: nobody supervises and inspects one agreement, whichever account it uses, and whatever it was dismissed from.
 */

const ready = onOneChain(readyWorks);
const opened = onOneChain((deployed) => openedRoad(deployed));
const funded = onOneChain((deployed) => fundedRoad(deployed));

const { None, Supervisor, Inspector } = OverseerRole;

describe("ProcurementEscrow: appointOverseer", () => {
  it("appoints an account and notes its person", async () => {
    const works = await ready();
    const { procurement, buyer, watcher, officers } = works;
    await opening(works);

    const sent = buyer.appointOverseer(1n, watcher, Supervisor);

    const person = personCalled("supervisor");
    const by = officers.obligatingOfficer.address;
    expect(await eventsOf(sent, procurement)).to.deep.equal([
      ["OverseerAppointed", 1n, watcher.address, Supervisor, person, by],
    ]);
    expect(await procurement.overseerOf(1n, watcher)).to.equal(Supervisor);
    expect(await procurement.sideOf(1n, person)).to.equal(Supervisor);
  });

  it("refuses a person of the other side, under another account and after a dismissal", async () => {
    const works = await opened();
    const { procurement, buyer, watcher, officers } = works;
    const second = nobody(works, 5);
    await bind(works, "spendingMinistry", second, "supervisor");
    const twoSided = (account: string) => ["OverseerOnOtherSide", 1n, account, Supervisor] as const;

    await refused(
      procurement,
      buyer.appointOverseer(1n, second, Inspector),
      twoSided(second.address),
    );
    const sent = buyer.dismissOverseer(1n, watcher);
    expect(await eventsOf(sent, procurement)).to.deep.equal([
      ["OverseerDismissed", 1n, watcher.address, officers.obligatingOfficer.address],
    ]);
    await refused(
      procurement,
      buyer.appointOverseer(1n, watcher, Inspector),
      twoSided(watcher.address),
    );
    await buyer.appointOverseer(1n, second, Supervisor);
    expect(await procurement.overseerOf(1n, watcher)).to.equal(None);
  });

  it("compares accounts that the ministry does not know", async () => {
    const works = await opened();
    const { procurement, buyer } = works;
    const expert = nobody(works, 6);
    await buyer.appointOverseer(1n, expert, Inspector);
    await buyer.dismissOverseer(1n, expert);

    await refused(procurement, buyer.appointOverseer(1n, expert, Supervisor), [
      "OverseerOnOtherSide",
      1n,
      expert.address,
      Inspector,
    ]);
  });

  it("lets a person inspect one agreement and supervise another", async () => {
    const works = await opened();
    const { procurement, buyer, watcher, obligating, addresses } = works;
    await obligating.obligateInTrust(line, addresses.procurement, report, 1n, 0n);
    await opening(works, { matter: report, of: [{ value: 1n, dueDay: 30_000n }] });

    await buyer.appointOverseer(2n, watcher, Inspector);
    expect(await procurement.overseerOf(1n, watcher)).to.equal(Supervisor);
  });

  it("refuses the supplier, who pays, who appoints, whoever has a task, nobody, and no task", async () => {
    const works = await opened();
    const { procurement, buyer, contractor, officers, watcher } = works;
    const wrong = [
      [contractor.address, Inspector],
      [officers.disbursingOfficer.address, Inspector],
      [officers.obligatingOfficer.address, Supervisor],
      [watcher.address, Supervisor],
      [ZeroAddress, Inspector],
      [nobody(works, 5).address, None],
    ] as const;

    for (const [account, role] of wrong)
      await refused(procurement, buyer.appointOverseer(1n, account, role), [
        "InvalidOverseer",
        1n,
        account,
      ]);
  });

  it("is an obligating officer's of the buyer, for an agreement", async () => {
    const works = await opened();
    const { procurement, supplying, buyer, contractor, watcher } = works;
    const refusal = ["NotOfficer", contractor.address, ministry, OfficerRole.Obligating] as const;

    await refused(procurement, supplying.appointOverseer(1n, watcher, Inspector), refusal);
    await refused(procurement, supplying.dismissOverseer(1n, watcher), refusal);
    await refused(procurement, buyer.appointOverseer(2n, watcher, Inspector), [
      "AgreementUnknown",
      2n,
    ]);
    await refused(procurement, buyer.dismissOverseer(1n, contractor), [
      "NotOverseer",
      1n,
      contractor.address,
      None,
    ]);
  });

  it("ends what the dismissed may do", async () => {
    const works = await funded();
    const { procurement, buyer, inspecting, inspector } = works;
    await claimOn(works, 1n, "2025-08-04");
    await buyer.dismissOverseer(1n, inspector);

    await at(works, morning("2025-08-05"));
    await refused(procurement, inspecting.accept(1n, 1n, 1n, true, report), [
      "NotOverseer",
      1n,
      inspector.address,
      Inspector,
    ]);
  });
});
