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
  obligatingOfficer: {
    by: "officerAppointer",
    through: "appointOfficer",
    korean: "재무관",
    bound: true,
    duty: "reserves and obligates the allotments of its ministry, and is the buyer in its agreements",
    functions: {
      AppropriationLedger: [
        "reserve",
        "unreserve",
        "obligate",
        "obligateAssigned",
        "obligateInTrust",
        "deobligate",
      ],
      ProcurementEscrow: [
        "open",
        "bindMatter",
        "recordGuarantee",
        "appointOverseer",
        "dismissOverseer",
        "approveShares",
        "excuseDelay",
        "proposeAmendment",
        "terminate",
        "useRetention",
      ],
    },
  },
  disbursingOfficer: {
    by: "officerAppointer",
    through: "appointOfficer",
    korean: "지출관",
    bound: true,
    duty: "pays what its ministry owes",
    functions: {
      Treasury: ["pay", "payAssigned", "payInvoice", "payAdvance"],
      ProcurementEscrow: ["payAdvance", "pay"],
    },
  },
} as const;
