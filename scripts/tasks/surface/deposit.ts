import {
  account,
  accountKind,
  accounts,
  count,
  extra,
  issueReason,
  optional,
  period,
  required,
  text,
  time,
  won,
} from "../inputs.ts";
import { by, twoPeople, reference, caseName, type Declaration } from "./words.ts";

/** Reserve, issue, accounts, payments, redemption, stops. */
export const deposit = {
  "deposit.register": {
    about: "register a contract of the system as an account of the bank",
    inputs: { account: required(account, "the contract"), by: by("systemRegistrar") },
  },
  "deposit.open-system-account": {
    about: "let everybody credit a contract of the system that keeps such money apart",
    inputs: { account: required(account, "the contract"), by: by("systemRegistrar") },
  },
  "deposit.attest": {
    about: "attest the deposits that back the bank's tokens",
    inputs: {
      amount: required(won, "deposits held, won"),
      reference,
      lifetime: required(period, "how long it counts"),
      by: by("reserveAttestor"),
    },
  },
  "deposit.allow": {
    about: "set how much an issuer key may issue in all",
    inputs: {
      issuer: optional(account, "the issuer key", "issuer"),
      amount: required(won, "allowance, won"),
      by: by("issuanceController"),
    },
  },
  "deposit.issue": {
    about: "issue deposit tokens against a recorded deposit",
    inputs: {
      to: required(account, "the account"),
      amount: required(won, "won"),
      reference,
      reason: optional(issueReason, "deposit, correction or refund", "deposit"),
      by: by("issuer"),
    },
  },
  "deposit.issue-large": {
    about: "issue above the threshold: the issuer proposes, a second person approves",
    inputs: {
      to: required(account, "the account"),
      amount: required(won, "won"),
      reference,
      reason: optional(issueReason, "deposit, correction or refund", "deposit"),
      ...twoPeople("largeIssueMaker", "issueApprover"),
    },
  },
  "deposit.issue-batch": {
    about: "issue the same amount to several accounts under one reference",
    inputs: {
      to: required(accounts, "the accounts"),
      amount: required(won, "won each"),
      reference,
      reason: optional(issueReason, "deposit, correction or refund", "deposit"),
      by: by("issuer"),
    },
  },
  "deposit.transfer": {
    about: "transfer deposit tokens to another account",
    inputs: {
      by: required(account, "the holder"),
      to: required(account, "the payee"),
      amount: required(won, "won"),
    },
  },
  "deposit.approve": {
    about: "let a contract or account take deposit tokens up to an amount",
    inputs: {
      by: required(account, "the holder"),
      spender: required(account, "who may take them"),
      amount: required(won, "won"),
    },
  },
  "deposit.redeem": {
    about: "redeem deposit tokens at par; all that is spendable unless an amount is given",
    inputs: {
      by: required(account, "the holder"),
      amount: optional(text, "won, or all", "all"),
      number: extra(count, "the number of this redemption of the account; the next unless given"),
    },
  },
  "deposit.admit": {
    about: "admit accounts of identified customers, or renew their admission",
    inputs: {
      accounts: required(accounts, "accounts or a group"),
      kind: required(accountKind, "citizen, merchant, agency, contractor or bank"),
      until: required(time, "when the admission ends"),
      by: by("admissionOfficer"),
    },
  },
  "deposit.suspend": {
    about: "suspend an account under a case",
    inputs: {
      account: required(account, "the account"),
      case: caseName,
      by: by("enforcementOfficer"),
    },
  },
  "deposit.reinstate": {
    about: "end a suspension",
    inputs: {
      account: required(account, "the account"),
      case: caseName,
      by: by("admissionOfficer"),
    },
  },
  "deposit.close": {
    about: "close an empty account for ever",
    inputs: { account: required(account, "the account"), by: by("admissionOfficer") },
  },
  "deposit.pause": {
    about: "pause payments and issuing; redemption goes on",
    inputs: { by: by("pauser") },
  },
  "deposit.stop": {
    about: "order the service to stop, as its supervisor",
    inputs: { order: required(count, "the order's number"), by: by("stopOfficer") },
  },
  "deposit.lift": {
    about: "lift the supervisor's stop",
    inputs: { order: required(count, "the order's number"), by: by("stopLifter") },
  },
  "deposit.unpause": {
    about: "end a pause: one proposes, a second person approves",
    inputs: { ...twoPeople("resumer", "resumerChecker") },
  },
  "deposit.limit": {
    about: "limit accounts of one kind; 0 removes a limit, one that is left out stays",
    inputs: {
      kind: required(accountKind, "citizen, merchant, agency, contractor or bank"),
      transfer: extra(won, "the most in one transfer by the holder"),
      daily: extra(won, "the most in transfers by the holder on one Korean day"),
      cap: extra(won, "the highest balance after a transfer or an issue"),
      ...twoPeople("limitsOfficer", "limitsChecker"),
    },
  },
  "deposit.threshold": {
    about: "set what one key issues on a Korean day without a second person; 0: everything",
    inputs: {
      amount: required(won, "won a Korean day"),
      ...twoPeople("limitsOfficer", "limitsChecker"),
    },
  },
} as const satisfies Record<string, Declaration>;
