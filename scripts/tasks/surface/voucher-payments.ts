import {
  account,
  accounts,
  count,
  extra,
  flag,
  list,
  optional,
  period,
  programme,
  required,
  text,
  won,
} from "../inputs.ts";
import type { Declaration } from "./words.ts";

const holder = required(account, "the beneficiary");
const merchant = required(account, "the merchant");
const amount = required(won, "won");
const receipt = optional(count, "the merchant's receipt number", 0);
const papers = {
  invoice: extra(text, "the invoice; a keyed hash of it goes on chain, and it can be refunded"),
  total: extra(won, "what the invoice asks for, won; the amount unless given"),
  purpose: extra(text, "what it is for; a keyed hash of it goes on chain"),
};

/** Payments beyond the plain one. */
export const voucherPayments = {
  "voucher.buy": {
    about: "pay a merchant with vouchers, with an invoice or a purpose, or as the holder's proxy",
    inputs: {
      by: required(account, "the beneficiary, or who may spend in its place"),
      holder: extra(account, "the beneficiary, where a proxy pays"),
      programme: required(programme, "the programme"),
      merchant,
      amount,
      receipt,
      ...papers,
    },
  },
  "voucher.spend-mixed": {
    about:
      "pay with vouchers of several programmes, earliest expiry first, and own money for the rest",
    inputs: {
      by: holder,
      programmes: extra(
        list,
        "the programmes; all unless given that have vouchers of the payer and have not expired, without rebates, 16 at most",
      ),
      merchant,
      amount,
      own: optional(won, "the most that own money may pay", 0),
      receipt,
      ...papers,
    },
  },
  "voucher.spend-with-rebate": {
    about: "pay with own money, and get the programme's share back at once",
    inputs: {
      by: holder,
      programme: required(programme, "the programme"),
      merchant,
      amount,
      receipt,
      ...papers,
      invoice: extra(text, "the invoice, which a rebate needs; a keyed hash of it goes on chain"),
    },
  },
  "voucher.sign": {
    about: "have a holder sign a payment on a phone; nothing is sent",
    inputs: {
      by: holder,
      programme: required(programme, "the programme"),
      merchant,
      amount,
      id: required(count, "the holder's number for it in this programme, from 1"),
      slip: required(text, "what the signed payment is called; on the command line, a new file"),
      valid: optional(period, "for how long it is valid", "10m"),
      ...papers,
    },
  },
  "voucher.settle": {
    about:
      "settle signed payments, in batches that fit a transaction: what is refused harms no other",
    inputs: {
      by: required(account, "who sends: the merchant, an acquirer or anyone"),
      slips: required(list, "signed payments by their names; on the command line, files"),
      all: optional(flag, "all or none, in one transaction", "no"),
    },
  },
  "voucher.refund": {
    about: "give back a part of what was paid with an invoice",
    inputs: {
      by: required(account, "the merchant, or the key that took its place"),
      payee: extra(account, "to whom the invoice was paid, where the key was replaced"),
      invoice: required(text, "the invoice"),
      total: required(won, "what the invoice asks for, won"),
      amount,
      holder: extra(account, "whose payment, where several paid on it"),
      programme: extra(programme, "of which programme, where several paid on it"),
    },
  },
  "voucher.allow-own-money": {
    about: "approve the voucher contract for own money, for mixed payments, rebates and refunds",
    inputs: { by: required(accounts, "holders, merchants or a group"), amount },
  },
} as const satisfies Record<string, Declaration>;
