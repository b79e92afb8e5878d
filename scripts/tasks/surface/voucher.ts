import {
  account,
  accounts,
  count,
  extra,
  mcc,
  optional,
  programme,
  region,
  required,
  salesBand,
  text,
  time,
  won,
} from "../inputs.ts";
import { by, keyed, reference, caseName, type Declaration } from "./words.ts";

/** Merchants and voucher programmes. */
export const voucher = {
  "voucher.enrol": {
    about: "enrol merchants: those of the cast with their facts, or one with the facts given",
    inputs: {
      merchants: required(accounts, "merchants or a group"),
      mcc: extra(mcc, "category, ISO 18245; from the cast unless given"),
      region: extra(region, "district code; from the cast unless given"),
      sales: extra(salesBand, "yearly sales at most; from the cast unless given"),
      business: extra(text, `whose shop it is, from the cast unless given; ${keyed}`),
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
  "voucher.bar": {
    about: "take a merchant off the list, and keep it and its business off until a date",
    inputs: {
      merchant: required(account, "the merchant"),
      until: required(time, "when it may be enrolled anew, within a year"),
      case: caseName,
      by: by("merchantEnforcer"),
    },
  },
  "voucher.delist": {
    about: "take a merchant that closes its shop off the list",
    inputs: { merchant: required(account, "the merchant"), by: by("merchantOfficer") },
  },
  "voucher.open": {
    about:
      "open a programme on terms written in the scenario, funded from an account that approves it, or in trust",
    inputs: {
      name: required(text, "what the scenario calls the programme"),
      terms: required(text, "the name of its terms"),
      funding: extra(account, "the account it is funded from; funding unless named"),
      budget: extra(won, "won"),
      matter: extra(
        text,
        "in place of funding and budget: on what the Treasury owes it money in trust, which is advanced later",
      ),
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
  "voucher.move-to-successor": {
    about: "give the vouchers of a lost key to the key that took its place at the bank",
    inputs: {
      programme: required(programme, "the programme"),
      holder: required(account, "the account that was replaced"),
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
