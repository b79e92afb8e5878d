import { admit, admittedUntil, attested, caseFile, fundingDeposit } from "./bank.ts";
import { firstCase, firstOrder, freeze, hundredThousand } from "./cases.ts";
import { AccountKind, CaseBasis, IssueReason, Mcc, Region } from "./kinds.ts";
import { chuseok2028, seollal2028 } from "./calendar.ts";
import { day } from "./time.ts";
import { budget, expiresAt, purpose, type Market } from "./voucher.ts";

/** A call in good order of an office's function, and the events of its contract. */
export interface GoodCall {
  readonly arrange?: (system: Market) => Promise<unknown>;
  readonly args: (system: Market) => readonly unknown[];
  readonly events: readonly string[];
}

const enrolment = ({ stranger }: Market) => [stranger.address, Mcc.bakery, Region.mapo, 1n];

/** Of every function that one office calls. */
export const goodCalls: Readonly<Record<string, GoodCall>> = {
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
  redeemByOrder: {
    args: ({ citizen }) => [citizen.address, 5n, 1n, firstOrder, CaseBasis.Fraud],
    events: ["Transfer", "DepositRedeemed", "RedemptionOrdered"],
  },
};
