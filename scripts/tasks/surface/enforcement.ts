import { account, count, extra, optional, required, text, time, won, flag } from "../inputs.ts";
import { by, twoPeople, caseName, orderName, basis, type Declaration } from "./words.ts";

/** Cases, orders, protected accounts, recovery. */
export const enforcement = {
  "deposit.enforcer": {
    about: "appoint who suspends, freezes and carries out ordered transfers; or dismiss",
    inputs: {
      account: optional(account, "the enforcement officer", "enforcementOfficer"),
      appointed: optional(flag, "yes, or no to dismiss", "yes"),
      by: by("enforcementController"),
    },
  },
  "deposit.freeze": {
    about: "freeze money of an account under a case, or raise or prolong a freeze",
    inputs: {
      account: required(account, "the account"),
      case: caseName,
      basis,
      amount: required(text, "won, or all"),
      until: extra(time, "a midnight in Korea from which it no longer counts; no end unless given"),
      by: by("enforcementOfficer"),
    },
  },
  "deposit.unfreeze": {
    about: "release what a case freezes; all of it unless an amount is given",
    inputs: {
      account: required(account, "the account"),
      case: caseName,
      amount: optional(text, "won, or all", "all"),
      by: by("admissionOfficer"),
    },
  },
  "deposit.open-case": {
    about: "open a case in which set-frozen then sets the amount; two people",
    inputs: {
      account: required(account, "the account"),
      case: caseName,
      basis,
      until: extra(time, "a midnight in Korea from which it no longer counts; no end unless given"),
      ...twoPeople("orderOfficer", "orderChecker"),
    },
  },
  "deposit.set-frozen": {
    about: "make an amount the frozen total, by the case that two people opened (ERC-7943)",
    inputs: {
      account: required(account, "the account"),
      amount: required(won, "won"),
      by: by("enforcementOfficer"),
    },
  },
  "deposit.order-transfer": {
    about: "order that money be taken from an account for another; two people",
    inputs: {
      from: required(account, "the account it is taken from"),
      to: required(account, "the account it goes to"),
      amount: required(won, "won"),
      order: orderName,
      case: extra(text, "the case whose frozen money it takes first"),
      basis,
      ...twoPeople("orderOfficer", "orderChecker"),
    },
  },
  "deposit.withdraw-order": {
    about: "take back an ordered transfer that was not carried out; two people",
    inputs: {
      from: required(account, "the account it was to be taken from"),
      to: required(account, "the account it was to go to"),
      amount: required(won, "won"),
      ...twoPeople("orderOfficer", "orderChecker"),
    },
  },
  "deposit.force-transfer": {
    about: "carry out an ordered transfer (ERC-7943)",
    inputs: {
      from: required(account, "the account it is taken from"),
      to: required(account, "the account it goes to"),
      amount: required(won, "won"),
      by: by("enforcementOfficer"),
    },
  },
  "deposit.redeem-by-order": {
    about: "redeem an account's money under an order; two people",
    inputs: {
      account: required(account, "the account"),
      amount: optional(text, "won, or all", "all"),
      order: orderName,
      basis,
      number: extra(count, "the number of this redemption of the account; the next unless given"),
      ...twoPeople("orderOfficer", "orderChecker"),
    },
  },
  "deposit.protect": {
    about: "make an empty account one for livelihood benefits, which no debt reaches",
    inputs: { account: required(account, "the account"), by: by("admissionOfficer") },
  },
  "deposit.unprotect": {
    about: "make an empty protected account an ordinary one",
    inputs: { account: required(account, "the account"), by: by("admissionOfficer") },
  },
  "deposit.benefit-payer": {
    about: "list a public body that may pay benefits into protected accounts; or take it off",
    inputs: {
      account: required(account, "the public body's account"),
      listed: optional(flag, "yes, or no to take it off the list", "yes"),
      by: by("systemRegistrar"),
    },
  },
  "deposit.link-bank-account": {
    about: "record to which bank account the redemptions of an account go",
    inputs: {
      account: required(account, "the account"),
      bank: required(text, "the bank account; a keyed hash of it goes on chain"),
      by: by("admissionOfficer"),
    },
  },
  "deposit.recover": {
    about: "stop an account whose key is lost, and name the key that takes its place; two people",
    inputs: {
      account: required(account, "the account"),
      successor: required(account, "the holder's new account, never used here"),
      case: caseName,
      ...twoPeople("recoveryOfficer", "recoveryChecker"),
    },
  },
  "deposit.object": {
    about: "end a recovery of one's own account: the key is not lost",
    inputs: { by: required(account, "the holder") },
  },
  "deposit.complete-recovery": {
    about:
      "move all of an account in recovery to its successor, once the holder can no longer object",
    inputs: {
      account: required(account, "the account"),
      by: optional(account, "who signs; anyone may", "recoveryOfficer"),
    },
  },
} as const satisfies Record<string, Declaration>;
