import { id, ZeroHash } from "ethers";
import { line, OfficerRole, papers } from "./budget.ts";
import { won } from "./fixtures.ts";
import type { GoodCall } from "./good-calls.ts";
import type { BudgetAttempt } from "./good-budget-calls.ts";
import { AgreementKind, OverseerRole, TerminationGround } from "./kinds.ts";
import { bill, document, hashOf, lawful, registerEscrow, report, workCase } from "./procurement.ts";
import type { Market } from "./voucher.ts";

/** Of every function of the procurement officer. */
export const goodProcurementCalls: Readonly<Record<string, GoodCall>> = {
  "ProcurementEscrow.setRules": { args: () => [lawful], events: ["RulesSet"] },
  "ProcurementEscrow.setLateRate": { args: () => [500n], events: ["LateRateSet"] },
};

/** On what the attempted agreements are: two, one that could open, one that could be bound, and a third agreement. */
const [first, second, unopened, unbound, third] = ["a", "b", "c", "d", "e"].map((name) =>
  id(`work ${name}`),
);

const terms = ({ bookshop }: Market) =>
  [bookshop.address, AgreementKind.Goods, 1_000n, true, 500n, 1n] as const;
const milestones = [
  [won(600), 30_000n],
  [won(400), 30_000n],
] as const;

/** Of the bakery's share, packed. */
const sharesOf = ({ bakery }: Market) => [BigInt(bakery.address) | (5n << 160n)];

/** The agreement opens, is funded, and milestone 2 is accepted by the neighbour. */
async function openAccepted(system: Market, agreement: bigint, matter: string): Promise<void> {
  const { procurement, treasury, officers, bookshop, neighbour, addresses } = system;
  const buyer = procurement.connect(officers.obligatingOfficer);
  const disbursing = treasury.connect(officers.disbursingOfficer);
  const [supplier, kind, bondBps, bondWaived, retentionBps, defectYears] = terms(system);
  const its = { supplier, kind, bondBps, bondWaived, retentionBps, defectYears };
  const parts = milestones.map(([value, dueDay]) => ({ value, dueDay }));
  await buyer.open(matter, its, parts, document);
  await disbursing.payAdvance(addresses.procurement, matter, won(1_000), papers);
  await buyer.appointOverseer(agreement, neighbour, OverseerRole.Inspector);
  await procurement.connect(bookshop).claim(agreement, 2n, won(400), report);
  await procurement.connect(neighbour).accept(agreement, 2n, won(400), true, report);
}

/** Agreement 3, whose bond is not waived. */
async function openUnsecured({ procurement, officers, bookshop }: Market): Promise<void> {
  const its = {
    ...{ supplier: bookshop, kind: AgreementKind.Goods, bondBps: 1_000n, bondWaived: false },
    ...{ retentionBps: 0n, defectYears: 0n },
  };
  const buyer = procurement.connect(officers.obligatingOfficer);
  await buyer.open(third!, its, [{ value: won(1_000), dueDay: 30_000n }], document);
}

/** What `procurementAttempts` need: agreement 1 open, agreement 2 terminated with something retained, agreement 3 without a bond. The budget is there. */
export async function attemptedProcurement(system: Market): Promise<void> {
  const { procurement, ledger, officers, bookshop, addresses } = system;
  const obligating = ledger.connect(officers.obligatingOfficer);
  await registerEscrow(system);
  for (const matter of [first, second, unopened, unbound, third])
    await obligating.obligateInTrust(line, addresses.procurement, matter!, won(1_000), 0n);
  await openAccepted(system, 1n, first!);
  await openAccepted(system, 2n, second!);
  await openUnsecured(system);
  await procurement.connect(bookshop).proposeShares(1n, 1n, hashOf(sharesOf(system)));
  await procurement.connect(officers.disbursingOfficer).pay(2n, 2n, bill(2n), []);
  const buyer = procurement.connect(officers.obligatingOfficer);
  await buyer.terminate(2n, TerminationGround.Convenience, workCase);
}

const { Obligating, Disbursing } = OfficerRole;

/** Of every function of the buyer's officers. */
export const procurementAttempts: Readonly<Record<string, BudgetAttempt>> = {
  open: { args: (system) => [unopened, terms(system), milestones, document], role: Obligating },
  bindMatter: { args: () => [1n, unbound], role: Obligating },
  recordGuarantee: { args: () => [3n, 5n, document], role: Obligating },
  appointOverseer: {
    args: ({ citizen }) => [1n, citizen.address, OverseerRole.Supervisor],
    role: Obligating,
  },
  dismissOverseer: { args: ({ neighbour }) => [1n, neighbour.address], role: Obligating },
  approveShares: { args: (system) => [1n, 1n, sharesOf(system)], role: Obligating },
  excuseDelay: { args: () => [1n, 1n, 5n, papers], role: Obligating },
  proposeAmendment: { args: () => [1n, ZeroHash, document], role: Obligating },
  terminate: { args: () => [1n, TerminationGround.Breach, workCase], role: Obligating },
  useRetention: { args: () => [2n, 5n, workCase], role: Obligating },
  payAdvance: { args: () => [1n, 5n, papers, []], role: Disbursing },
  pay: { args: () => [1n, 2n, bill(2n, 2), []], role: Disbursing },
};
