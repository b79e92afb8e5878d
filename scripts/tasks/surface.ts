import {
  account,
  accountKind,
  accounts,
  count,
  extra,
  issueReason,
  mcc,
  optional,
  period,
  programme,
  region,
  required,
  salesBand,
  text,
  time,
  won,
  type Inputs,
} from "./inputs.ts";

/** A verb's place in the surface: what it does, and what it takes. */
export interface Declaration {
  readonly about: string;
  readonly inputs: Inputs;
}

const by = (officer: string) =>
  optional(account, `who signs; the ${officer} unless named`, officer);
const reference = required(count, "the institution's own number for the act");
const caseName = required(
  text,
  "the case; a hash of it goes on chain, keyed here with the scenario's public seed",
);

/** Every verb that acts on the system: `npx hardhat <folder> <verb>`, and `<folder>.<verb>` as a scenario's step. */
export const surface = {
  "deposit.register": {
    about: "register a contract of the system as an account of the bank",
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
      reason: optional(issueReason, "deposit, interest or correction", "deposit"),
      by: by("issuer"),
    },
  },
  "deposit.issue-batch": {
    about: "issue the same amount to several accounts under one reference",
    inputs: {
      to: required(accounts, "the accounts"),
      amount: required(won, "won each"),
      reference,
      reason: optional(issueReason, "deposit, interest or correction", "deposit"),
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
  "deposit.limit": {
    about: "set the daily limit of citizens' transfers; 0 removes it",
    inputs: { amount: required(won, "won a Korean day"), by: by("limitsOfficer") },
  },
  "deposit.pause": {
    about: "pause payments and issuing; redemption goes on",
    inputs: { by: by("pauser") },
  },
  "deposit.unpause": { about: "end a pause", inputs: { by: by("resumer") } },
  "deposit.stop": {
    about: "order the service to stop, as its supervisor",
    inputs: { order: required(count, "the order's number"), by: by("stopOfficer") },
  },
  "deposit.lift": {
    about: "lift the supervisor's stop",
    inputs: { order: required(count, "the order's number"), by: by("stopLifter") },
  },
  "voucher.enrol": {
    about: "enrol merchants: those of the cast with their facts, or one with the facts given",
    inputs: {
      merchants: required(accounts, "merchants or a group"),
      mcc: extra(mcc, "category, ISO 18245; from the cast unless given"),
      region: extra(region, "district code; from the cast unless given"),
      sales: extra(salesBand, "yearly sales at most; from the cast unless given"),
      by: by("merchantOfficer"),
    },
  },
  "voucher.suspend": {
    about: "suspend a merchant under a case",
    inputs: {
      merchant: required(account, "the merchant"),
      case: caseName,
      by: by("merchantEnforcer"),
    },
  },
  "voucher.reinstate": {
    about: "end a merchant's suspension",
    inputs: {
      merchant: required(account, "the merchant"),
      case: caseName,
      by: by("merchantOfficer"),
    },
  },
  "voucher.delist": {
    about: "take a merchant off the list",
    inputs: { merchant: required(account, "the merchant"), by: by("merchantOfficer") },
  },
  "voucher.open": {
    about:
      "open a programme on terms written in the scenario, funded from an account that approves it",
    inputs: {
      name: required(text, "what the scenario calls the programme"),
      terms: required(text, "the name of its terms"),
      funding: optional(account, "the account it is funded from", "funding"),
      budget: required(won, "won"),
      by: by("programmeSponsor"),
    },
  },
  "voucher.appoint": {
    about: "appoint a programme manager",
    inputs: {
      programme: required(programme, "the programme"),
      manager: optional(account, "the manager", "programmeManager"),
      by: by("programmeController"),
    },
  },
  "voucher.dismiss": {
    about: "dismiss a programme manager",
    inputs: {
      programme: required(programme, "the programme"),
      manager: optional(account, "the manager", "programmeManager"),
      by: by("programmeController"),
    },
  },
  "voucher.grant": {
    about: "grant vouchers to one beneficiary",
    inputs: {
      programme: required(programme, "the programme"),
      holder: required(account, "the beneficiary"),
      amount: required(won, "won"),
      home: extra(region, "home district code; from the cast unless given"),
      reference,
      by: by("programmeManager"),
    },
  },
  "voucher.grant-batch": {
    about: "grant vouchers by a table of amounts, in batches of one home district",
    inputs: {
      programme: required(programme, "the programme"),
      holders: required(accounts, "beneficiaries or a group"),
      amounts: required(text, "the name of the table of amounts"),
      reference: required(count, "the first batch's number; the others follow"),
      by: by("programmeManager"),
    },
  },
  "voucher.spend": {
    about: "pay a merchant with vouchers",
    inputs: {
      by: required(account, "the beneficiary"),
      programme: required(programme, "the programme"),
      merchant: required(account, "the merchant"),
      amount: required(won, "won"),
      receipt: optional(count, "the merchant's receipt number", 0),
    },
  },
  "voucher.transfer": {
    about: "try to pass vouchers to another holder, by way of ERC-1155; it is refused",
    inputs: {
      by: required(account, "the beneficiary"),
      programme: required(programme, "the programme"),
      to: required(account, "another holder"),
      amount: required(won, "won"),
    },
  },
  "voucher.reclaim": {
    about: "send what was left at expiry to the funding account",
    inputs: {
      programme: required(programme, "the programme"),
      holders: required(accounts, "beneficiaries or a group"),
      by: optional(account, "who signs; anyone may", "programmeManager"),
    },
  },
  "voucher.extend": {
    about: "move a programme's expiry further away",
    inputs: {
      programme: required(programme, "the programme"),
      expires: required(time, "the new expiry"),
      by: by("programmeSponsor"),
    },
  },
  "voucher.close": {
    about: "end granting; the ungranted rest goes to the funding account",
    inputs: { programme: required(programme, "the programme"), by: by("programmeManager") },
  },
} as const satisfies Record<string, Declaration>;

export type VerbName = keyof typeof surface;

export const verbNames = Object.keys(surface) as VerbName[];

export function isVerb(name: string): name is VerbName {
  return Object.hasOwn(surface, name);
}
