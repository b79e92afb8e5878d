import { bind } from "./administer.ts";
import { admit, admittedUntil, attested, caseFile, fundingDeposit, opening } from "./bank.ts";
import { firstCase, firstOrder, freeze, hundredThousand, orderTransfer } from "./cases.ts";
import { goodBudgetCalls } from "./good-budget-calls.ts";
import { goodProcurementCalls } from "./good-procurement-calls.ts";
import { AccountKind, CaseBasis, IssueReason, Mcc, Region } from "./kinds.ts";
import { chuseok2028, seollal2028 } from "./calendar.ts";
import { day } from "./time.ts";
import { budget, businessOf, expiresAt, purpose, type Market } from "./voucher.ts";

/** A call in good order of an office's function, and the events of its contract. */
export interface GoodCall {
  readonly arrange?: (system: Market) => Promise<unknown>;
  readonly args: (system: Market) => readonly unknown[];
  readonly events: readonly string[];
}

const enrolment = ({ stranger }: Market) => [
  ...[stranger.address, Mcc.bakery, Region.mapo, 1n],
  businessOf(stranger.address),
];

const grantSome = ({ manager, citizen }: Market) =>
  manager.grant(1n, citizen, 10_000n, Region.mapo, 77n);

async function clawSome(system: Market): Promise<void> {
  const { programmes, officers, citizen } = system;
  await grantSome(system);
  await programmes.connect(officers.clawbackOfficer).openClawback(1n, citizen, 1_000n, caseFile);
}

/** Of every function that one office calls. */
export const goodCalls: Readonly<Record<string, GoodCall>> = {
  ...goodBudgetCalls,
  ...goodProcurementCalls,
  "DepositToken.attestReserve": {
    args: () => [attested, 2n, 3_600n],
    events: ["ReserveAttested"],
  },
  "DepositToken.orderStop": { args: () => [7n], events: ["StopOrdered"] },
  "DepositToken.liftStop": {
    arrange: ({ token, officers }) => token.connect(officers.stopOfficer).orderStop(7n),
    args: () => [8n],
    events: ["StopLifted"],
  },
  "DepositToken.setIssuanceAllowance": {
    arrange: (system) => bind(system, "bank", system.stranger, "stranger"),
    args: ({ stranger }) => [stranger.address, 5n],
    events: ["IssuanceAllowanceSet"],
  },
  "DepositToken.admit": {
    args: ({ stranger }) => [stranger.address, AccountKind.Citizen, admittedUntil],
    events: ["AccountAdmitted"],
  },
  "DepositToken.admitBatch": {
    args: ({ stranger, citizen }) => [
      [stranger.address, citizen.address],
      AccountKind.Citizen,
      admittedUntil,
    ],
    events: ["AccountAdmitted", "AccountAdmitted"],
  },
  "DepositToken.reinstate": {
    arrange: ({ token, officers, neighbour }) =>
      token.connect(officers.enforcementOfficer).suspend(neighbour, caseFile),
    args: ({ neighbour }) => [neighbour.address, caseFile],
    events: ["AccountReinstated"],
  },
  "DepositToken.close": {
    args: ({ neighbour }) => [neighbour.address],
    events: ["AccountClosed"],
  },
  "DepositToken.registerSystemAccount": {
    args: ({ addresses }) => [addresses.registry],
    events: ["SystemAccountRegistered"],
  },
  "DepositToken.pause": { args: () => [], events: ["Paused"] },
  "DepositToken.unfreeze": {
    arrange: (system) => freeze(system, system.citizen),
    args: ({ citizen }) => [citizen.address, firstCase, hundredThousand],
    events: ["CaseReduced", "Frozen"],
  },
  "DepositToken.setProtection": {
    args: ({ neighbour }) => [neighbour.address, true],
    events: ["AccountProtected"],
  },
  "DepositToken.linkBankAccount": {
    args: ({ neighbour }) => [neighbour.address, `0x${"ba".repeat(24)}`],
    events: ["BankAccountLinked"],
  },
  "DepositToken.setEnforcer": {
    arrange: (system) => bind(system, "bank", system.stranger, "stranger"),
    args: ({ stranger }) => [stranger.address, true],
    events: ["EnforcerAppointed"],
  },
  "DepositToken.setBenefitPayer": {
    args: ({ officers }) => [officers.funding.address, true],
    events: ["BenefitPayerListed"],
  },
  "VoucherProgramme.open": {
    arrange: ({ token, officers, addresses }) =>
      token.connect(officers.funding).approve(addresses.programmes, 10n),
    args: ({ officers }) => [purpose(), officers.funding.address, 10n],
    events: ["ProgrammeOpened"],
  },
  "VoucherProgramme.extendExpiry": {
    args: () => [1n, expiresAt + day],
    events: ["ExpiryExtended"],
  },
  "VoucherProgramme.replaceFundingAccount": {
    arrange: async (system) => {
      const { token, officers, neighbour } = system;
      await token.connect(officers.funding).redeem(fundingDeposit - budget, 1n);
      await token.connect(officers.admissionOfficer).close(officers.funding);
      await admit(system, neighbour, AccountKind.Agency);
    },
    args: ({ neighbour }) => [1n, neighbour.address],
    events: ["FundingAccountReplaced"],
  },
  "VoucherProgramme.appointManager": {
    args: ({ stranger }) => [1n, stranger.address],
    events: ["ManagerAppointed"],
  },
  "VoucherProgramme.dismissManager": {
    args: ({ officers }) => [1n, officers.programmeManager.address],
    events: ["ManagerDismissed"],
  },
  "VoucherProgramme.appointAttestor": {
    args: ({ stranger }) => [1n, stranger.address],
    events: ["AttestorAppointed"],
  },
  "VoucherProgramme.dismissAttestor": {
    arrange: ({ controller, stranger }) => controller.appointAttestor(1n, stranger),
    args: ({ stranger }) => [1n, stranger.address],
    events: ["AttestorDismissed"],
  },
  "VoucherProgramme.pauseProgramme": {
    args: () => [1n, caseFile],
    events: ["ProgrammePaused"],
  },
  "VoucherProgramme.resumeProgramme": {
    arrange: ({ programmes, officers }) =>
      programmes.connect(officers.programmePauser).pauseProgramme(1n, caseFile),
    args: () => [1n, caseFile],
    events: ["ProgrammeResumed"],
  },
  "VoucherProgramme.openClawback": {
    arrange: grantSome,
    args: ({ citizen }) => [1n, citizen.address, 1_000n, caseFile],
    events: ["ClawbackOpened"],
  },
  "VoucherProgramme.releaseClawback": {
    arrange: clawSome,
    args: ({ citizen }) => [1n, citizen.address],
    events: ["ClawbackReleased"],
  },
  "VoucherProgramme.clawBack": {
    arrange: async (system) => {
      await clawSome(system);
      const { programmes, officers, citizen } = system;
      await programmes.connect(citizen).objectToClawback(1n);
      await programmes.connect(officers.clawbackReviewer).decideClawback(1n, citizen, false);
    },
    args: ({ citizen }) => [1n, citizen.address],
    events: ["TransferSingle", "ClawedBack"],
  },
  "VoucherProgramme.decideClawback": {
    arrange: async (system) => {
      await clawSome(system);
      await system.programmes.connect(system.citizen).objectToClawback(1n);
    },
    args: ({ citizen }) => [1n, citizen.address, true],
    events: ["ClawbackReleased"],
  },
  "MerchantRegistry.enrol": {
    args: (system) => [enrolment(system)],
    events: ["MerchantEnrolled"],
  },
  "MerchantRegistry.enrolBatch": {
    args: (system) => [[enrolment(system), enrolment(system)]],
    events: ["MerchantEnrolled", "MerchantEnrolled"],
  },
  "MerchantRegistry.suspend": {
    args: ({ bakery }) => [bakery.address, caseFile],
    events: ["MerchantSuspended"],
  },
  "MerchantRegistry.bar": {
    args: ({ bakery }) => [bakery.address, opening + 100 * day, caseFile],
    events: ["MerchantBarred"],
  },
  "InvoiceRegister.setPayer": {
    args: ({ addresses }) => [addresses.programmes, true],
    events: ["InvoicePayerListed"],
  },
  "MerchantRegistry.reinstate": {
    arrange: ({ registry, officers, bakery }) =>
      registry.connect(officers.merchantEnforcer).suspend(bakery, caseFile),
    args: ({ bakery }) => [bakery.address, caseFile],
    events: ["MerchantReinstated"],
  },
  "MerchantRegistry.delist": {
    args: ({ bakery }) => [bakery.address],
    events: ["MerchantDelisted"],
  },
  "BusinessCalendar.announceHolidays": {
    args: () => [[seollal2028, chuseok2028]],
    events: ["HolidayAnnounced", "HolidayAnnounced"],
  },
  "BusinessCalendar.withdrawHoliday": {
    arrange: ({ calendar, officers }) =>
      calendar.connect(officers.calendarOfficer).announceHolidays([seollal2028]),
    args: () => [seollal2028],
    events: ["HolidayWithdrawn"],
  },
};

/** Of every function that takes two people. */
export const jointCalls: Readonly<Record<string, GoodCall>> = {
  setLimits: {
    args: () => [AccountKind.Citizen, { transfer: 1_000n, daily: 2_000n, cap: 3_000n }],
    events: ["LimitsSet"],
  },
  setIssueThreshold: { args: () => [1_000_000n], events: ["IssueThresholdSet"] },
  unpause: {
    arrange: ({ token, officers }) => token.connect(officers.pauser).pause(),
    args: () => [],
    events: ["Unpaused"],
  },
  openRecovery: {
    args: ({ citizen, stranger }) => [citizen.address, stranger.address, caseFile],
    events: ["RecoveryOpened"],
  },
  issueLarge: {
    arrange: ({ token, officers }) =>
      token
        .connect(officers.issuanceController)
        .setIssuanceAllowance(officers.largeIssueMaker, hundredThousand),
    args: ({ citizen }) => [citizen.address, 5n, 1n, IssueReason.Deposit],
    events: ["LargeIssueApproved", "Transfer", "DepositIssued"],
  },
  openCase: {
    args: ({ citizen }) => [citizen.address, firstCase, CaseBasis.Fraud, 0n],
    events: ["CaseOpened"],
  },
  orderTransfer: {
    args: ({ citizen, bookshop }) => [
      ...[citizen.address, bookshop.address, hundredThousand],
      ...[firstOrder, firstCase, CaseBasis.Fraud],
    ],
    events: ["TransferOrdered"],
  },
  withdrawTransferOrder: {
    arrange: (system) =>
      orderTransfer(system, {
        from: system.citizen,
        to: system.bookshop,
        amount: hundredThousand,
      }),
    args: ({ citizen, bookshop }) => [citizen.address, bookshop.address, hundredThousand],
    events: ["TransferOrderWithdrawn"],
  },
  redeemByOrder: {
    args: ({ citizen }) => [citizen.address, 5n, 1n, firstOrder, CaseBasis.Fraud],
    events: ["Transfer", "DepositRedeemed", "RedemptionOrdered"],
  },
};
