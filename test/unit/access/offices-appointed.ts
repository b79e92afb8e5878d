import { expect } from "chai";
import { ministry } from "../../helpers/budget.ts";
import {
  freeze,
  hundredThousand,
  openCase,
  orderTransfer,
  secondCase,
} from "../../helpers/cases.ts";
import { refusalOf, type Named } from "../../helpers/chain.ts";
import type { Deployed } from "../../helpers/fixtures.ts";
import { attemptedBudget, budgetAttempts } from "../../helpers/good-budget-calls.ts";
import { attemptedProcurement, procurementAttempts } from "../../helpers/good-procurement-calls.ts";
import { CaseBasis, IssueReason, Region } from "../../helpers/kinds.ts";
import { allActs, appointedFor, callers, targetOf, type Act } from "../../helpers/offices.ts";
import { onOneChain } from "../../helpers/suite.ts";
import { openProgramme, type Market } from "../../helpers/voucher.ts";

/*
 * Functions of those whom a controller appoints: each is called in good order by everybody, and by nobody but the
 * appointed is it done.
 */

/** Everything that an appointed officer needs: a programme, a case and an order of two people, a budget. */
async function everythingReady(system: Deployed): Promise<Market> {
  const market = await openProgramme(system);
  const { citizen, bookshop } = market;
  await openCase(market, citizen);
  await orderTransfer(market, { from: citizen, to: bookshop, amount: hundredThousand });
  await freeze(market, citizen, { caseId: secondCase, amount: 1n });
  const { evidenceAttestor } = market.officers;
  await market.controller.appointAttestor(1n, evidenceAttestor);
  await market.programmes.connect(evidenceAttestor).attest(1n, citizen, secondCase);
  await attemptedBudget(market);
  await attemptedProcurement(market);
  return market;
}

const ready = onOneChain(everythingReady);

/** A call in good order but for the caller, and the refusal that names it. */
interface Attempt {
  readonly args: (system: Market) => readonly unknown[];
  readonly refusal: (caller: string) => Named;
}

const notIssuer = (caller: string): Named => ["IssuanceAllowanceExceeded", caller, 0n, 5n];
const notEnforcer = (caller: string): Named => ["NotEnforcer", caller];
const notManager = (caller: string): Named => ["NotProgrammeManager", 1n, caller];
const notAttestor = (caller: string): Named => ["NotProgrammeAttestor", 1n, caller];
const { Deposit } = IssueReason;
const caseId = secondCase;

const attempts: Record<string, Attempt> = {
  issue: { args: ({ citizen }) => [citizen.address, 5n, 9n, Deposit], refusal: notIssuer },
  issueBatch: { args: ({ citizen }) => [[[citizen.address, 5n]], 9n, Deposit], refusal: notIssuer },
  suspend: { args: ({ citizen }) => [citizen.address, caseId], refusal: notEnforcer },
  freeze: {
    args: ({ neighbour }) => [neighbour.address, caseId, CaseBasis.Fraud, 5n, 0n],
    refusal: notEnforcer,
  },
  setFrozenTokens: { args: ({ citizen }) => [citizen.address, 5n], refusal: notEnforcer },
  forcedTransfer: {
    args: ({ citizen, bookshop }) => [citizen.address, bookshop.address, hundredThousand],
    refusal: notEnforcer,
  },
  grant: {
    args: ({ citizen }) => [1n, citizen.address, 5n, Region.mapo, 9n],
    refusal: notManager,
  },
  grantBatch: {
    args: ({ citizen }) => [1n, [[citizen.address, 5n]], Region.mapo, 9n],
    refusal: notManager,
  },
  close: { args: () => [1n], refusal: notManager },
  attest: { args: ({ neighbour }) => [1n, neighbour.address, caseId], refusal: notAttestor },
  revokeAttestation: {
    args: ({ citizen }) => [1n, citizen.address, caseId],
    refusal: notAttestor,
  },
};

for (const [fn, { args, role }] of Object.entries(budgetAttempts))
  attempts[fn] = { args, refusal: (caller) => ["NotOfficer", caller, ministry, role] };
for (const [fn, { args, role }] of Object.entries(procurementAttempts))
  attempts[`ProcurementEscrow.${fn}`] = {
    args,
    refusal: (caller) => ["NotOfficer", caller, ministry, role],
  };

/** Under what name a function is tried: two contracts may have one of the same name. */
const triedAs = ({ contract, fn }: Pick<Act, "contract" | "fn">): string =>
  `${contract}.${fn}` in attempts ? `${contract}.${fn}` : fn;

describe("Offices: functions of the appointed", () => {
  const acts = allActs.flatMap((act) => {
    const office = appointedFor(act);
    return office === undefined ? [] : [{ ...act, office }];
  });

  it("are all tried", () => {
    expect(acts.map(triedAs)).to.have.members(Object.keys(attempts));
  });

  for (const { contract, fn, office } of acts) {
    it(`${contract}.${fn} answers to the appointed ${office} alone`, async () => {
      const attempt = attempts[triedAs({ contract, fn })];
      if (attempt === undefined) throw new Error(`no attempt at ${contract}.${fn}`);
      const system = await ready();
      const target = targetOf(system, contract);
      for (const [name, address] of await callers(system)) {
        const refusal = await refusalOf(system, target, address, fn, attempt.args(system));
        const expected = name === office ? undefined : attempt.refusal(address);
        expect(refusal, name).to.deep.equal(expected);
      }
    });
  }

  it("are refused to the appointed once dismissed", async () => {
    const system = await ready();
    const { token, programmes, officers } = system;
    const { issuer, enforcementOfficer, programmeManager, evidenceAttestor } = officers;
    await token.connect(officers.issuanceController).setIssuanceAllowance(issuer, 0n);
    await token.connect(officers.enforcementController).setEnforcer(enforcementOfficer, false);
    const controller = programmes.connect(officers.programmeController);
    await controller.dismissManager(1n, programmeManager);
    await controller.dismissAttestor(1n, evidenceAttestor);
    const appointer = system.ledger.connect(officers.officerAppointer);
    await appointer.dismissOfficer(ministry, officers.obligatingOfficer);
    await appointer.dismissOfficer(ministry, officers.disbursingOfficer);
    for (const { contract, fn, office } of acts) {
      const { args, refusal } = attempts[triedAs({ contract, fn })]!;
      const { address } = officers[office];
      const target = targetOf(system, contract);
      const told = await refusalOf(system, target, address, fn, args(system));
      expect(told, fn).to.deep.equal(refusal(address));
    }
  });
});
