import type { Governed } from "./offices.ts";

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
    receiveAdvance: "checked: the Treasury only",
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
  AppropriationLedger: {
    lapse: "the books of the year are closed, whoever says so",
    liquidate: "checked: the Treasury only",
    giveBack: "checked: the Treasury only",
  },
  Treasury: {
    receiveReturn:
      "the caller's own money, on what was paid; on what is held in trust its holder only",
    receiveRevenue: "the caller's own money",
  },
};
