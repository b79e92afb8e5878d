/**
 * The table of offices: which institution appoints whom to what, and which functions the office may call.
 *
 * It is data. Deployment assigns functions from it, and tests and the repository checks compare it function by function with
 * what is compiled and deployed. Role ids are those of each institution's own Authority.
 */

/** Every institution has its own Authority; none stands above another. */
export const institutions = {
  ministry: { name: "finance ministry", korean: "재정경제부" },
  supervisor: { name: "financial regulator", korean: "금융위원회" },
  operator: {
    name: "security printing corporation (voucher and merchant operator)",
    korean: "한국조폐공사",
  },
  bank: { name: "issuing bank", korean: "발행은행" },
  centralBank: { name: "central bank", korean: "한국은행" },
  spendingMinistry: { name: "spending ministry", korean: "중앙관서" },
} as const;

export type Institution = keyof typeof institutions;

/** Contracts whose functions offices may call. */
export type Governed =
  | "DepositToken"
  | "AppropriationLedger"
  | "Treasury"
  | "BusinessCalendar"
  | "MerchantRegistry"
  | "InvoiceRegister"
  | "VoucherProgramme"
  | "ProcurementEscrow";

export interface Office {
  readonly id: number;
  readonly institution: Institution;
  readonly korean: string;
  readonly duty: string;
  readonly functions: Partial<Record<Governed, readonly string[]>>;
  /** The office that approves what this one proposes through dual control. It is another one of the same institution. */
  readonly checkedBy?: string;
}

export const offices = {
  reserveAttestor: {
    id: 1,
    institution: "centralBank",
    korean: "준비자산 확인관",
    duty: "attests the deposits behind a bank's tokens",
    functions: { DepositToken: ["attestReserve"] },
  },
  stopOfficer: {
    id: 2,
    institution: "supervisor",
    korean: "중지명령관",
    duty: "orders a bank's token service to stop",
    functions: { DepositToken: ["orderStop"] },
  },
  stopLifter: {
    id: 3,
    institution: "supervisor",
    korean: "중지해제관",
    duty: "lifts a stop order",
    functions: { DepositToken: ["liftStop"] },
  },
  issuanceController: {
    id: 4,
    institution: "bank",
    korean: "발행한도 관리자",
    duty: "gives issuer keys their falling allowance",
    functions: { DepositToken: ["setIssuanceAllowance"] },
  },
  admissionOfficer: {
    id: 5,
    institution: "bank",
    korean: "계좌개설 담당",
    duty: "admits, reinstates, protects and closes accounts of identified customers; releases what was frozen",
    functions: {
      DepositToken: [
        "admit",
        "admitBatch",
        "reinstate",
        "close",
        "unfreeze",
        "setProtection",
        "linkBankAccount",
      ],
    },
  },
  enforcementController: {
    id: 6,
    institution: "bank",
    korean: "거래정지 총괄",
    duty: "appoints and dismisses enforcement officers",
    functions: { DepositToken: ["setEnforcer"] },
  },
  limitsOfficer: {
    id: 7,
    institution: "bank",
    korean: "이체한도 담당",
    duty: "proposes limits of each kind of account, and what one person issues a day",
    functions: { DepositToken: ["setLimits", "setIssueThreshold"] },
    checkedBy: "limitsChecker",
  },
  systemRegistrar: {
    id: 8,
    institution: "bank",
    korean: "시스템계좌 등록관",
    duty: "registers contracts of the system as accounts, and lists who pays benefits",
    functions: {
      DepositToken: ["registerSystemAccount", "openSystemAccount", "setBenefitPayer"],
    },
  },
  pauser: {
    id: 9,
    institution: "bank",
    korean: "일시중지 담당",
    duty: "pauses payments and issuing",
    functions: { DepositToken: ["pause"] },
  },
  resumer: {
    id: 10,
    institution: "bank",
    korean: "재개 담당",
    duty: "proposes to end a pause",
    functions: { DepositToken: ["unpause"] },
    checkedBy: "resumerChecker",
  },
  programmeSponsor: {
    id: 11,
    institution: "ministry",
    korean: "바우처 사업 재정담당",
    duty: "opens programmes on fixed terms, extends their expiry, names another funding account for a closed one",
    functions: {
      VoucherProgramme: ["open", "openInTrust", "extendExpiry", "replaceFundingAccount"],
    },
  },
  programmeController: {
    id: 12,
    institution: "operator",
    korean: "바우처 사업 총괄",
    duty: "appoints and dismisses programme managers and attestors, and ends a programme's pause",
    functions: {
      VoucherProgramme: [
        "appointManager",
        "dismissManager",
        "appointAttestor",
        "dismissAttestor",
        "resumeProgramme",
      ],
    },
  },
  merchantOfficer: {
    id: 13,
    institution: "operator",
    korean: "가맹점 등록 담당",
    duty: "enrols, reinstates and delists merchants",
    functions: { MerchantRegistry: ["enrol", "enrolBatch", "reinstate", "delist"] },
  },
  merchantEnforcer: {
    id: 14,
    institution: "operator",
    korean: "가맹점 정지 담당",
    duty: "suspends and bars merchants under a case",
    functions: { MerchantRegistry: ["suspend", "bar"] },
  },
  orderChecker: {
    id: 15,
    institution: "bank",
    korean: "집행명령 승인",
    duty: "approves what the order officer proposes",
    functions: {},
  },
  recoveryOfficer: {
    id: 16,
    institution: "bank",
    korean: "계좌복구 담당",
    duty: "proposes the recovery of an account whose key is lost",
    functions: { DepositToken: ["openRecovery"] },
    checkedBy: "recoveryChecker",
  },
  recoveryChecker: {
    id: 17,
    institution: "bank",
    korean: "계좌복구 승인",
    duty: "approves what the recovery officer proposes",
    functions: {},
  },
  limitsChecker: {
    id: 18,
    institution: "bank",
    korean: "이체한도 승인",
    duty: "approves what the limits officer proposes",
    functions: {},
  },
  resumerChecker: {
    id: 19,
    institution: "bank",
    korean: "재개 승인",
    duty: "approves the end of a pause",
    functions: {},
  },
  largeIssueMaker: {
    id: 20,
    institution: "bank",
    korean: "고액발행 담당",
    duty: "proposes an issue above the threshold, from its own allowance",
    functions: { DepositToken: ["issueLarge"] },
    checkedBy: "issueApprover",
  },
  issueApprover: {
    id: 21,
    institution: "bank",
    korean: "고액발행 승인",
    duty: "approves what the large issue maker proposes",
    functions: {},
  },
  orderOfficer: {
    id: 22,
    institution: "bank",
    korean: "집행명령 담당",
    duty: "proposes cases, transfers and redemptions that an authority's order demands",
    functions: {
      DepositToken: ["openCase", "orderTransfer", "withdrawTransferOrder", "redeemByOrder"],
    },
    checkedBy: "orderChecker",
  },
  programmePauser: {
    id: 25,
    institution: "operator",
    korean: "바우처 사업 일시중지 담당",
    duty: "stops payments and grants of one programme under a case",
    functions: { VoucherProgramme: ["pauseProgramme"] },
  },
  clawbackOfficer: {
    id: 26,
    institution: "operator",
    korean: "바우처 환수 담당",
    duty: "opens a clawback of vouchers under a case, drops it or carries it out",
    functions: { VoucherProgramme: ["openClawback", "releaseClawback", "clawBack"] },
  },
  clawbackReviewer: {
    id: 27,
    institution: "operator",
    korean: "바우처 환수 이의심사 담당",
    duty: "decides holders' objections to clawbacks",
    functions: { VoucherProgramme: ["decideClawback"] },
  },
  invoiceRegistrar: {
    id: 24,
    institution: "operator",
    korean: "세금계산서 지급계약 등록 담당",
    duty: "lists the contracts that may pay invoices",
    functions: { InvoiceRegister: ["setPayer"] },
  },
  calendarOfficer: {
    id: 23,
    institution: "ministry",
    korean: "공휴일 관리 담당",
    duty: "announces public holidays that lie ahead, and takes such announcements back",
    functions: { BusinessCalendar: ["announceHolidays", "withdrawHoliday"] },
  },
  appropriator: {
    id: 28,
    institution: "ministry",
    korean: "예산 편성 담당",
    duty: "records what the Assembly appropriates, ministries, and contracts that hold money in trust",
    functions: {
      AppropriationLedger: ["appropriate", "reduceAppropriation", "registerMinistry", "setTrustee"],
    },
  },
  allotmentOfficer: {
    id: 29,
    institution: "ministry",
    korean: "예산 배정 담당",
    duty: "allots appropriations each quarter, plans payments each month, and carries over what is obligated",
    functions: {
      AppropriationLedger: ["allot", "withdrawAllotment", "setPaymentPlan", "carryOver"],
    },
  },
  transferOfficer: {
    id: 30,
    institution: "ministry",
    korean: "예산 이용·전용 담당",
    duty: "transfers appropriations between lines",
    functions: { AppropriationLedger: ["transferAppropriation"] },
  },
  exclusionOfficer: {
    id: 31,
    institution: "ministry",
    korean: "부정당업자 제재 담당",
    duty: "excludes creditors until a date, under a case",
    functions: { AppropriationLedger: ["exclude"] },
  },
  revenueOfficer: {
    id: 32,
    institution: "ministry",
    korean: "수입징수관",
    duty: "says what bare transfers to the Treasury are, or sends them back",
    functions: { Treasury: ["attributeRevenue", "sendBack"] },
  },
  officerAppointer: {
    id: 33,
    institution: "spendingMinistry",
    korean: "회계관계직원 임명 담당",
    duty: "appoints and dismisses the ministry's obligating and disbursing officers",
    functions: { AppropriationLedger: ["appointOfficer", "dismissOfficer"] },
  },
  procurementOfficer: {
    id: 44,
    institution: "ministry",
    korean: "계약제도 담당",
    duty: "sets what procurement law lets vary: ceilings, days, rates of penalty and of interest",
    functions: { ProcurementEscrow: ["setRules", "setLateRate"] },
  },
} as const satisfies Record<string, Office>;

export type OfficeName = keyof typeof offices;

/** Pairs of which no one person may hold both, at once or one after the other, with the reason. */
export const incompatible: readonly (readonly [OfficeName, OfficeName, string])[] = [
  ["stopOfficer", "stopLifter", "who stops a service does not decide alone that it may go on"],
  ["pauser", "resumer", "who pauses does not resume"],
  ["pauser", "resumerChecker", "who pauses does not approve that the pause ends"],
  [
    "admissionOfficer",
    "enforcementController",
    "who admits does not choose who judges the cases of those admitted",
  ],
  ["orderOfficer", "enforcementController", "who orders does not choose who carries it out"],
  ["issuanceController", "admissionOfficer", "nobody makes a customer and the money for it"],
  ["issuanceController", "systemRegistrar", "nobody makes a system account and the money for it"],
  ["merchantOfficer", "merchantEnforcer", "who enrols does not judge the cases of those enrolled"],
  ["programmeController", "merchantOfficer", "nobody chooses both who grants and who is paid"],
  [
    "programmePauser",
    "programmeController",
    "who stops a programme does not decide that it goes on",
  ],
  ["clawbackOfficer", "clawbackReviewer", "who takes back does not judge the objection"],
  ["appropriator", "transferOfficer", "who records the Assembly's act does not depart from it"],
  ["allotmentOfficer", "transferOfficer", "who allots does not move what is to be allotted"],
  ["allotmentOfficer", "revenueOfficer", "who plans payments does not say what is revenue"],
];

/** Offices whose acts another one approves, by their numbers, of one institution. */
export function checksOf(institution: Institution): { office: number; checkedBy: number }[] {
  const table: Record<string, Office> = offices;
  return Object.values(table).flatMap(({ id, institution: own, checkedBy }) => {
    const checker = checkedBy === undefined ? undefined : table[checkedBy];
    return own !== institution || checker === undefined
      ? []
      : [{ office: id, checkedBy: checker.id }];
  });
}
