import type { Addresses } from "../../lib/system.ts";

const office = "an office, a person or a power";
const account = "what an account is or may do";
const limit = "a limit, which moves nothing";
const hold = "holds money where it is: the case that takes it moves it";
const again = "says again why money moved; the amount stands in another event";
const rule = "who may receive or sell, on what terms";
const never = "declared by a standard, never emitted";

/** Contracts' events that are in no entry, with the reason. Every other event is in one: a test compares both with the ABIs. */
export const moneyless: Readonly<
  Record<
    "token" | "ledger" | "treasury" | "calendar" | "registry" | "invoices" | "programmes",
    Readonly<Record<string, string>>
  > &
    Record<"authority" | "dualControl", string>
> = {
  token: {
    Approval: "a permission; the journal asks it whether a payment was pulled",
    PermitUsed: "a permission that was signed",
    AuthorizationUsed: again,
    AuthorizationCanceled: "a signed transfer that will not be made",
    IssuanceAllowanceSet: limit,
    IssueThresholdSet: limit,
    LimitsSet: limit,
    LargeIssueApproved: again,
    RedemptionOrdered: again,
    Frozen: hold,
    CaseFrozen: hold,
    CaseOpened: hold,
    CaseReduced: hold,
    CaseSet: hold,
    AccountAdmitted: account,
    AccountClosed: account,
    AccountProtected: account,
    AccountUnprotected: account,
    AccountReinstated: account,
    AccountSuspended: account,
    AccountRecovered: again,
    BankAccountLinked: account,
    BenefitPayerListed: account,
    BenefitPayerDelisted: account,
    RecoveryOpened: account,
    RecoveryObjected: account,
    SystemAccountRegistered: account,
    SystemAccountOpened: account,
    EnforcerAppointed: office,
    EnforcerDismissed: office,
    Paused: "the service stands still",
    Unpaused: "the service goes on",
    StopOrdered: "the service stands still",
    StopLifted: "the service goes on",
    EIP712DomainChanged: never,
  },
  ledger: {
    MinistryRegistered: office,
    OfficerAppointed: office,
    OfficerDismissed: office,
    TrusteeListed: office,
    TrusteeDelisted: office,
    CreditorExclusionSet: rule,
    PayeesAssigned: rule,
    PaymentPlanSet: "a plan of months; payments within it have events of their own",
    SplitSuspected: "a notice of a sum of obligations that are entered themselves",
  },
  treasury: { FractionDropped: "was asked for and not paid" },
  calendar: { HolidayAnnounced: "a day", HolidayWithdrawn: "a day" },
  registry: {
    MerchantEnrolled: rule,
    MerchantSuspended: rule,
    MerchantReinstated: rule,
    MerchantDelisted: rule,
    MerchantBarred: rule,
  },
  invoices: {
    InvoicePaid: again,
    InvoiceRefunded: again,
    InvoicePayerListed: office,
    InvoicePayerDelisted: office,
  },
  programmes: {
    ManagerAppointed: office,
    ManagerDismissed: office,
    AttestorAppointed: office,
    AttestorDismissed: office,
    ProgrammePaused: rule,
    ProgrammeResumed: rule,
    ExpiryExtended: rule,
    FundingAccountReplaced: rule,
    RunSettled: again,
    PaymentRefused: "was asked for and not paid",
    PaymentCancelled: "will not be paid",
    PurposeStated: again,
    ConsentGiven: rule,
    EvidenceAttested: rule,
    AttestationRevoked: rule,
    ProxyAppointed: limit,
    ProxyDismissed: limit,
    ClawbackOpened: hold,
    ClawbackObjected: hold,
    ClawbackConfirmed: hold,
    ClawbackReleased: hold,
    TransferBatch: never,
    URI: never,
    ApprovalForAll: never,
    EIP712DomainChanged: never,
  },
  authority: office,
  dualControl: "an act that two people agree on; what it does has events of its own",
};

/** The contracts that have postings or a list. */
export type Told = Extract<keyof typeof moneyless, keyof Addresses>;
