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
} as const;

export type Institution = keyof typeof institutions;

/** Contracts whose functions offices may call. */
export type Governed =
  "DepositToken" | "BusinessCalendar" | "MerchantRegistry" | "InvoiceRegister" | "VoucherProgramme";

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
    functions: { DepositToken: ["registerSystemAccount", "setBenefitPayer"] },
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
    functions: { VoucherProgramme: ["open", "extendExpiry", "replaceFundingAccount"] },
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
} as const satisfies Record<string, Office>;

export type OfficeName = keyof typeof offices;

/**
 * Hot offices: appointed by a restricted call and then checked in the contract's own storage, since asking an authority
 * costs 13,806 gas a call. Where `bound` is true the contract appoints only keys that are bound to a person.
 */
export const appointments = {
  issuer: {
    by: "issuanceController",
    through: "setIssuanceAllowance",
    korean: "발행키",
    bound: true,
    duty: "issues deposit tokens within its allowance",
    functions: { DepositToken: ["issue", "issueBatch"] },
  },
  enforcementOfficer: {
    by: "enforcementController",
    through: "setEnforcer",
    korean: "거래정지 담당",
    bound: true,
    duty: "suspends accounts and freezes money under a case, and carries out ordered transfers",
    functions: { DepositToken: ["suspend", "freeze", "setFrozenTokens", "forcedTransfer"] },
  },
  programmeManager: {
    by: "programmeController",
    through: "appointManager",
    korean: "사업 담당자",
    bound: false,
    duty: "grants vouchers of one programme and closes it",
    functions: { VoucherProgramme: ["grant", "grantBatch", "close"] },
  },
  evidenceAttestor: {
    by: "programmeController",
    through: "appointAttestor",
    bound: false,
    korean: "증빙 확인자",
    duty: "attests holders' evidence in one programme, and takes an attestation back",
    functions: { VoucherProgramme: ["attest", "revokeAttestation"] },
  },
} as const;

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

/** Functions that change state and belong to no office, with the reason why anyone may call them. */
export const openToAll: Record<Governed, Record<string, string>> = {
  DepositToken: {
    transfer: "the holder's own money",
    transferFrom: "within the holder's approval",
    approve: "the holder's own money",
    permit: "by the owner's signature",
    transferWithAuthorization: "by the payer's signature",
    receiveWithAuthorization: "by the payer's signature, and the payee alone",
    cancelAuthorization: "by the authorizer's signature",
    redeem: "the holder's own money; nothing but a freeze stops it",
    redeemWithAuthorization: "by the holder's signature; nothing but a freeze stops it",
    payOnBehalf: "checked: a contract of the system only",
    payAllOnBehalf: "checked: a contract of the system only",
    objectToRecovery: "the holder's own account",
    completeRecovery: "what two people ordered, once the holder can no longer object",
  },
  VoucherProgramme: {
    spend: "the holder's own vouchers",
    safeTransferFrom: "a spend of the caller's own vouchers",
    reclaim: "an expired rest returns to the funding account, whoever sends it",
    reclaimBatch: "an expired rest returns to the funding account, whoever sends it",
    moveToSuccessor: "the vouchers of a lost key, to the key the bank recorded",
    spendFor: "checked: the holder, or the holder's proxy within its limit, time and scope",
    spendMixed: "the holder's own vouchers and own money",
    spendWithRebate: "the holder's own vouchers and own money",
    settle: "by each holder's signature",
    settleAll: "by each holder's signature",
    refund: "checked: the merchant that was paid, of its own money",
    moveHome: "checked: a manager of the programme",
    consent: "the holder's own consent",
    consentSigned: "by the holder's signature",
    appointProxy: "checked: the holder, or a manager with the holder's consent in writing",
    dismissProxy: "checked: the holder, the proxy or a manager",
    cancelPayment: "the holder's own number",
    objectToClawback: "the holder's own vouchers",
  },
  MerchantRegistry: {},
  InvoiceRegister: {
    record: "checked: a listed contract only",
    recordRefund: "checked: the contract that recorded the payment only",
  },
  BusinessCalendar: {},
};
