import { expect } from "chai";
import { ZeroHash } from "ethers";
import { refused } from "../../helpers/budget.ts";
import { at, type Named } from "../../helpers/chain.ts";
import { won } from "../../helpers/fixtures.ts";
import {
  advance,
  attestBoth,
  AwardStatus,
  beneficiaryOf,
  caseId,
  CaseKind,
  chargers,
  evidence,
  objectableUntil,
  order,
  payment,
  releaseNext,
  statement,
  terms,
  type Subsidy,
  onSubsidies,
} from "../../helpers/subsidy.ts";

/*
 * The life of an award as law (docs/decisions/0042-subsidies.md draws it): in every standing each act is either done or
 * refused, and what is refused is refused for the standing.
 *
 *   none ─award▶ open ─report▶ reported ─settle▶ settled
 *                  └─settle, once the report is late──▶ settled
 *   open, reported ─openCase(cancellation)▶ held ─clawBack▶ cancelled
 *   any but none ─openCase(clawback)▶ held ─upheld, dropped, carried out▶ as before
 *   open ─suspend▶ suspended ─resume▶ open
 */

/** Award 1 is open: 30,000,000 of 35,000,000 won are advanced, 20,000,000 released and 10,000,000 of them paid. */
async function open(system: Subsidy): Promise<Subsidy> {
  const instalments = [won(20_000_000), won(10_000_000), won(5_000_000)];
  await system.obligator.award(chargers, terms(system, { applied: won(35_000_000), instalments }));
  await advance(system, won(30_000_000));
  await releaseNext(system);
  await system.byCompany.pay(payment(system, won(10_000_000)));
  await attestBoth(system, 1n, 2n);
  return system;
}

async function reported(system: Subsidy): Promise<Subsidy> {
  await open(system);
  await system.byCompany.report(1n, statement);
  return system;
}

async function settled(system: Subsidy): Promise<Subsidy> {
  await reported(system);
  await system.obligator.settle(1n, won(10_000_000), 0n, ZeroHash, ZeroHash);
  return system;
}

async function held(system: Subsidy): Promise<Subsidy> {
  await open(system);
  await system.enforcer.openCase(1n, order({ kind: CaseKind.Cancellation }));
  return system;
}

async function cancelled(system: Subsidy): Promise<Subsidy> {
  await held(system);
  await at(system, objectableUntil);
  await system.enforcer.clawBack(1n);
  return system;
}

async function suspended(system: Subsidy): Promise<Subsidy> {
  await open(system);
  await system.enforcer.suspend(1n, caseId);
  return system;
}

const none = (system: Subsidy): Promise<Subsidy> => Promise.resolve(system);
const standings = { none, open, reported, settled, held, cancelled, suspended };
type Standing = keyof typeof standings;

type Act = (system: Subsidy) => Promise<unknown>;

const sub = (system: Subsidy) =>
  terms(system, {
    ...{ account: system.otherCompany.address, beneficiary: beneficiaryOf("sub-recipient") },
    ...{ applied: 1_000n, instalments: [1_000n] },
  });

/** Every act that an award's standing concerns, in good order otherwise. */
const acts: Readonly<Record<string, Act>> = {
  advance: (system) => advance(system, 1n),
  attest: ({ subsidies, attestor }) => subsidies.connect(attestor).attest(1n, 3n, evidence),
  release: ({ disburser }) => disburser.release(1n, 2n, []),
  pay: (system) => system.byCompany.pay(payment(system, won(1_000))),
  split: (system) => system.obligator.split(1n, sub(system)),
  report: ({ byCompany }) => byCompany.report(1n, statement),
  noteLateReport: ({ subsidies, stranger }) => subsidies.connect(stranger).noteLateReport(1n),
  settle: ({ obligator }) => obligator.settle(1n, 0n, 0n, ZeroHash, ZeroHash),
  suspend: ({ enforcer }) => enforcer.suspend(1n, caseId),
  resume: ({ reviewer }) => reviewer.resume(1n, caseId),
  "open a clawback": ({ enforcer }) => enforcer.openCase(1n, order({ principal: 1n })),
  "open a cancellation": ({ enforcer }) =>
    enforcer.openCase(1n, order({ kind: CaseKind.Cancellation })),
  objectToCase: ({ byCompany }) => byCompany.objectToCase(1n, statement),
  extendAnswer: ({ reviewer }) => reviewer.extendAnswer(1n, statement),
  answerObjection: ({ reviewer }) => reviewer.answerObjection(1n, true),
  dropCase: ({ enforcer }) => enforcer.dropCase(1n),
  clawBack: ({ enforcer }) => enforcer.clawBack(1n),
};

const notOpen = (status: bigint): Named => ["AwardNotOpen", 1n, status];
const unknown: Named = ["AwardUnknown", 1n];
const noCase: Named = ["NoGrantCase", 1n];
const noObjection: Named = ["NoObjection", 1n];
const isHeld: Named = ["AwardHeld", 1n, caseId];
const isSuspended: Named = ["AwardIsSuspended", 1n];
const notSuspended: Named = ["AwardNotSuspended", 1n];

/** What an act is refused with; nothing where it is done. */
type Refusals = Partial<Record<string, Named>>;

const withoutCase: Refusals = {
  objectToCase: noCase,
  extendAnswer: noObjection,
  answerObjection: noObjection,
  dropCase: noCase,
  clawBack: noCase,
};

const over = (status: bigint): Refusals => ({
  ...withoutCase,
  ...Object.fromEntries(
    ["advance", "attest", "release", "pay", "split", "report", "noteLateReport", "suspend"].map(
      (act) => [act, notOpen(status)],
    ),
  ),
  settle: notOpen(status),
  resume: notSuspended,
  "open a cancellation": notOpen(status),
});

const forbidden: Readonly<Record<Standing, Refusals>> = {
  none: {
    ...Object.fromEntries(Object.keys(acts).map((act) => [act, unknown])),
    advance: ["MatterUnavailable", chargers],
    pay: ["NotBeneficiary", 1n, "company"],
    dropCase: noCase,
    clawBack: noCase,
    extendAnswer: noObjection,
    answerObjection: noObjection,
  },
  open: {
    ...withoutCase,
    noteLateReport: ["ReportNotDue", 1n, "day"],
    settle: ["ReportNotDue", 1n, "day"],
    resume: notSuspended,
  },
  suspended: {
    ...withoutCase,
    ...{ advance: isSuspended, release: isSuspended, pay: isSuspended, split: isSuspended },
    noteLateReport: ["ReportNotDue", 1n, "day"],
    settle: ["ReportNotDue", 1n, "day"],
    suspend: isSuspended,
  },
  held: {
    ...{ advance: isHeld, release: isHeld, pay: isHeld, split: isHeld, report: isHeld },
    ...{ settle: isHeld, "open a clawback": isHeld, "open a cancellation": isHeld },
    noteLateReport: ["ReportNotDue", 1n, "day"],
    resume: notSuspended,
    extendAnswer: noObjection,
    answerObjection: noObjection,
    clawBack: ["ObjectionPeriodRuns", 1n, "until"],
  },
  reported: {
    ...over(AwardStatus.Reported),
    settle: undefined,
    "open a cancellation": undefined,
  },
  settled: over(AwardStatus.Settled),
  cancelled: { ...over(AwardStatus.Cancelled), "open a clawback": ["ClaimExceeded", 1n, 0n, 1n] },
};

describe("The life of an award", () => {
  for (const [standing, prepare] of Object.entries(standings)) {
    const system = onSubsidies(prepare);
    const refusals = forbidden[standing as Standing];

    for (const [name, act] of Object.entries(acts)) {
      const refusal = refusals[name];

      it(`${standing}: ${name} is ${refusal === undefined ? "done" : `refused, ${refusal[0]}`}`, async () => {
        const ready = await system();
        if (refusal === undefined) return void (await act(ready));
        const [error, , last] = refusal;
        // Arguments that other tests assert are only named here.
        const isNamed = ["company", "day", "until"].includes(String(last));
        await refused(ready.subsidies, act(ready), isNamed ? [error] : refusal);
      });
    }
  }

  it("has every forbidden act of the table among its acts", () => {
    for (const refusals of Object.values(forbidden))
      expect(Object.keys(acts)).to.include.members(Object.keys(refusals));
  });
});
