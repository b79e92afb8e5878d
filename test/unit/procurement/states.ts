import { expect } from "chai";
import { id } from "ethers";
import { line, nobody, papers } from "../../helpers/budget.ts";
import { decoded, refusalOf } from "../../helpers/chain.ts";
import { won } from "../../helpers/fixtures.ts";
import { AgreementStatus, OverseerRole, TerminationGround } from "../../helpers/kinds.ts";
import {
  acceptOn,
  advancedRoad,
  bill,
  bond,
  claimOn,
  completedRoad,
  document,
  dueDay,
  hashOf,
  hashOfChanges,
  passed,
  price,
  report,
  roadMatter,
  share,
  workCase,
  type Works,
} from "../../helpers/procurement.ts";
import { onOneChain } from "../../helpers/suite.ts";

/*
 * The two state machines as law: what may be done in each state, and with what error everything else is refused. Every act is in good
 * order but for the state.
 */

const further = id("further 1");

/** What an act needs in any state: a further obligation. */
async function withObligation(works: Works): Promise<Works> {
  const { obligating, addresses } = works;
  await obligating.obligateInTrust(line, addresses.procurement, further, won(1_000), 0n);
  return works;
}

/** Shares and an amendment are proposed while that may be. */
async function withProposals(works: Works): Promise<Works> {
  await works.supplying.proposeShares(1n, 6n, hashOf([await share(works.worker, 1n)]));
  await works.buyer.proposeAmendment(1n, hashOfChanges(changes), document);
  return withObligation(works);
}

const changes = [{ milestone: 6n, value: won(11_000_000), dueDay }];

/** 1 is paid, 2 accepted, 3 claimed, 4 rejected, 5 and 6 are due. */
async function working(works: Works): Promise<Works> {
  await passed(works, 1n, ["2025-08-04", "2025-08-04", "2025-08-05"]);
  await claimOn(works, 2n, "2025-08-06");
  await acceptOn(works, 2n, "2025-08-06");
  await claimOn(works, 3n, "2025-08-07");
  await claimOn(works, 4n, "2025-08-08");
  await works.inspecting.reject(1n, 4n, report);
  return withProposals(works);
}

const { Open, Completed, Terminated, Closed } = AgreementStatus;

const worlds = {
  fresh: onOneChain(async (deployed) => withProposals(await advancedRoad(deployed))),
  open: onOneChain(async (deployed) => working(await advancedRoad(deployed))),
  completed: onOneChain(async (deployed) => withObligation(await completedRoad(deployed))),
  terminated: onOneChain(async (deployed) => {
    const works = await working(await advancedRoad(deployed));
    await works.buyer.terminate(1n, TerminationGround.Breach, workCase);
    return works;
  }),
  closed: onOneChain(async (deployed) => {
    const works = await completedRoad(deployed);
    await works.buyer.useRetention(1n, won(5_000_000), workCase);
    await works.supplying.returnRest(1n);
    await works.supplying.returnBond(1n);
    await works.supplying.close(1n);
    return withObligation(works);
  }),
} as const;

type World = keyof typeof worlds;

/** Who does an act, and with what. */
type Act = readonly [
  who: "buyer" | "payer" | "supplier" | "inspector" | "supervisor",
  args: (works: Works) => readonly unknown[] | Promise<readonly unknown[]>,
];

const acts: Readonly<Record<string, Act>> = {
  bindMatter: ["buyer", () => [1n, further]],
  depositBond: ["supplier", () => [1n, 1n]],
  recordGuarantee: ["buyer", () => [1n, 1n, document]],
  appointOverseer: ["buyer", (works) => [1n, nobody(works, 5).address, OverseerRole.Inspector]],
  dismissOverseer: ["buyer", ({ inspector }) => [1n, inspector.address]],
  proposeShares: ["supplier", () => [1n, 0n, document]],
  approveShares: ["buyer", async ({ worker }) => [1n, 6n, [await share(worker, 1n)]]],
  payAdvance: ["payer", () => [1n, 1n, papers, []]],
  claim: ["supplier", () => [1n, 5n, 1n, report]],
  confirm: ["supervisor", () => [1n, 3n, report]],
  accept: ["inspector", () => [1n, 3n, 1n, true, report]],
  reject: ["inspector", () => [1n, 3n, report]],
  pay: ["payer", () => [1n, 2n, bill(2n), []]],
  excuseDelay: ["buyer", () => [1n, 5n, 1n, papers]],
  proposeAmendment: ["buyer", () => [1n, document, document]],
  amend: ["supplier", () => [1n, changes]],
  terminate: ["buyer", () => [1n, TerminationGround.Breach, workCase]],
  returnAdvance: ["supplier", () => [1n, 1n]],
  returnBond: ["supplier", () => [1n]],
  useRetention: ["buyer", () => [1n, 1n, workCase]],
  releaseRetention: ["supplier", () => [1n]],
  returnRest: ["supplier", () => [1n]],
  close: ["supplier", () => [1n]],
};

const callerOf = ({ officers, contractor, inspector, watcher }: Works, [who]: Act): string =>
  ({
    buyer: officers.obligatingOfficer,
    payer: officers.disbursingOfficer,
    supplier: contractor,
    inspector,
    supervisor: watcher,
  })[who].address;

/** The name of the error with which an act is refused; `done` where it is not. */
async function outcome(works: Works, fn: string, others?: readonly unknown[]): Promise<string> {
  const act = acts[fn]!;
  const args = others ?? (await act[1](works));
  const refusal = await refusalOf(works, works.procurement, callerOf(works, act), fn, args);
  return refusal?.[0] ?? "done";
}

const notOpen = "AgreementNotOpen";
const notEnded = "AgreementNotEnded";
const pending = "ClaimPending";

/** For each act, what comes of it in an agreement that is open, completed, terminated or closed. */
const table: Readonly<Record<string, readonly [string, string, string, string]>> = {
  bindMatter: ["done", notOpen, "done", notOpen],
  depositBond: ["done", notOpen, notOpen, notOpen],
  recordGuarantee: ["done", notOpen, notOpen, notOpen],
  appointOverseer: ["done", notOpen, "done", notOpen],
  dismissOverseer: ["done", "done", "done", "done"],
  proposeShares: ["done", notOpen, notOpen, notOpen],
  approveShares: ["done", notOpen, notOpen, notOpen],
  payAdvance: ["AdvanceTooLate", notOpen, notOpen, notOpen],
  claim: ["done", notOpen, notOpen, notOpen],
  confirm: ["done", notOpen, "done", notOpen],
  accept: ["done", notOpen, "done", notOpen],
  reject: ["done", notOpen, "done", notOpen],
  pay: ["done", notOpen, "done", notOpen],
  excuseDelay: ["done", notOpen, "done", notOpen],
  proposeAmendment: ["done", notOpen, notOpen, notOpen],
  amend: ["done", notOpen, notOpen, notOpen],
  terminate: ["done", notOpen, notOpen, notOpen],
  returnAdvance: ["done", notOpen, "done", notOpen],
  returnBond: [notEnded, "done", notEnded, notEnded],
  useRetention: [notEnded, "done", pending, notEnded],
  releaseRetention: [notEnded, "RetentionNotDue", pending, notEnded],
  returnRest: [notEnded, "done", pending, notEnded],
  close: [notEnded, "MoneyStillHeld", pending, notEnded],
};

describe("The states of an agreement", () => {
  const columns = ["open", "completed", "terminated", "closed"] as const;
  const statuses = { open: Open, completed: Completed, terminated: Terminated, closed: Closed };

  for (const [n, world] of columns.entries()) {
    it(`let each act be done, or refuse it, where it is ${world}`, async () => {
      const works = await worlds[world]();
      expect((await works.procurement.agreementOf(1n)).status).to.equal(statuses[world]);
      const found: [string, string][] = [];
      for (const fn of Object.keys(acts)) found.push([fn, await outcome(works, fn)]);

      expect(found).to.deep.equal(Object.entries(table).map(([fn, row]) => [fn, row[n]]));
    });
  }

  it("let an advance be paid before any work is", async () => {
    const works = await worlds.fresh();

    // All of 70 % is paid; the ceiling is the reason, and not the state.
    expect(await outcome(works, "payAdvance")).to.equal("AdvanceAboveCeiling");
  });

  it("let the Treasury fund what is open or terminated alone", async () => {
    const expected: readonly (readonly [World, string])[] = [
      ["open", "done"],
      ["completed", notOpen],
      ["terminated", "done"],
      ["closed", notOpen],
    ];
    for (const [world, error] of expected) {
      const works = await worlds[world]();
      const { treasury, procurement, supplying, officers, addresses } = works;
      // What comes home is owed again.
      if (world === "completed") await supplying.returnRest(1n);
      else if (world !== "closed") await supplying.returnAdvance(1n, 1n);
      const from = officers.disbursingOfficer.address;
      const args = [addresses.procurement, roadMatter, 1n, papers];
      const told = await refusalOf(works, treasury, from, "payAdvance", args);
      // The Treasury does not know the errors of whom it pays.
      const found = told === undefined ? told : decoded(procurement, String(told[1]));
      expect(found?.[0] ?? "done", world).to.equal(error);
    }
  });

  it("know no agreement that was not opened", async () => {
    const works = await worlds.fresh();
    for (const [fn, act] of Object.entries(acts)) {
      const [, ...rest] = await act[1](works);
      const isOverseers = ["confirm", "accept", "reject"].includes(fn);
      const expected = isOverseers ? "NotOverseer" : "AgreementUnknown";
      expect(await outcome(works, fn, [99n, ...rest]), fn).to.equal(expected);
    }
    expect(price).to.be.greaterThan(bond);
  });
});

describe("The states of a milestone", () => {
  const [notDue, notClaimed, notAccepted, fixed] = [
    ...["MilestoneNotDue", "MilestoneNotClaimed", "MilestoneNotAccepted", "InvalidChange"],
  ];
  const order = ["claim", "confirm", "accept", "reject", "pay", "amend"];
  const rows = {
    paid: [1n, notDue, notClaimed, notClaimed, notClaimed, notAccepted, fixed],
    accepted: [2n, notDue, notClaimed, notClaimed, notClaimed, "done", fixed],
    claimed: [3n, notDue, "done", "done", "done", notAccepted, fixed],
    rejected: [4n, "done", notClaimed, notClaimed, notClaimed, notAccepted, "done"],
    due: [5n, "done", notClaimed, notClaimed, notClaimed, notAccepted, "done"],
  } as const;

  for (const [name, [milestone, ...expected]] of Object.entries(rows)) {
    it(`let each act be done, or refuse it, where it is ${name}`, async () => {
      const works = await worlds.open();
      const one = [{ milestone, value: won(31_000_000), dueDay }];
      await works.buyer.proposeAmendment(1n, hashOfChanges(one), document);
      const found: string[] = [];
      for (const fn of order) {
        const [, , ...rest] = await acts[fn]![1](works);
        const args = fn === "amend" ? [1n, one] : [1n, milestone, ...rest];
        found.push(await outcome(works, fn, args));
      }

      expect(found).to.deep.equal(expected);
    });
  }
});
