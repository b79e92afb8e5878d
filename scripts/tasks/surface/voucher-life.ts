import {
  account,
  count,
  extra,
  flag,
  mcc,
  optional,
  programme,
  region,
  required,
  text,
  time,
  won,
} from "../inputs.ts";
import { by, caseName, type Declaration } from "./words.ts";

const which = required(programme, "the programme");
const holder = required(account, "the beneficiary");
const evidence = required(text, "the evidence; a hash of it goes on chain");

/** What happens to vouchers between the grant and the last payment. */
export const voucherLife = {
  "voucher.pause": {
    about: "stop payments and grants of one programme; refunds and reclaims go on",
    inputs: { programme: which, case: caseName, by: by("programmePauser") },
  },
  "voucher.resume": {
    about: "end a programme's pause",
    inputs: { programme: which, case: caseName, by: by("programmeController") },
  },
  "voucher.appoint-attestor": {
    about: "appoint an attestor of evidence",
    inputs: {
      programme: which,
      attestor: optional(account, "the attestor", "evidenceAttestor"),
      by: by("programmeController"),
    },
  },
  "voucher.dismiss-attestor": {
    about: "dismiss an attestor of evidence",
    inputs: {
      programme: which,
      attestor: optional(account, "the attestor", "evidenceAttestor"),
      by: by("programmeController"),
    },
  },
  "voucher.attest": {
    about: "attest a holder's evidence, which the terms ask for before the first payment",
    inputs: { programme: which, holder, evidence, by: by("evidenceAttestor") },
  },
  "voucher.revoke-attestation": {
    about: "take an attestation back, so that nothing is spent until another one",
    inputs: {
      programme: which,
      holder,
      reason: required(text, "the reason; a hash of it goes on chain"),
      by: by("evidenceAttestor"),
    },
  },
  "voucher.consent": {
    about: "consent to the programme's notice",
    inputs: { by: required(account, "the beneficiary"), programme: which },
  },
  "voucher.move-home": {
    about: "record that a holder moved to another district",
    inputs: {
      programme: which,
      holder,
      home: required(region, "the new home district's code"),
      by: by("programmeManager"),
    },
  },
  "voucher.appoint-proxy": {
    about: "let somebody spend a holder's vouchers in the holder's place",
    inputs: {
      programme: which,
      holder,
      proxy: required(account, "who may spend"),
      limit: required(won, "won the proxy may spend"),
      until: required(time, "until when, at most a year ahead"),
      category: extra(mcc, "the only category, ISO 18245; any unless given"),
      consent: extra(
        text,
        "the holder's written consent, where a manager appoints; a hash of it goes on chain",
      ),
      by: extra(account, "who signs: the holder unless named"),
    },
  },
  "voucher.dismiss-proxy": {
    about: "end a proxy",
    inputs: { programme: which, holder, by: extra(account, "who signs: the holder unless named") },
  },
  "voucher.cancel-payment": {
    about: "use up the number of a signed payment, so that it is not settled",
    inputs: {
      by: required(account, "the beneficiary"),
      programme: which,
      id: required(count, "the payment's number"),
    },
  },
  "voucher.open-clawback": {
    about: "hold a part of a holder's vouchers, to be taken back under a case",
    inputs: {
      programme: which,
      holder,
      amount: required(won, "won"),
      case: caseName,
      by: by("clawbackOfficer"),
    },
  },
  "voucher.object-to-clawback": {
    about: "object to a clawback: nothing is taken until it is decided",
    inputs: { by: required(account, "the beneficiary"), programme: which },
  },
  "voucher.decide-clawback": {
    about: "decide an objection to a clawback",
    inputs: {
      programme: which,
      holder,
      upheld: required(flag, "yes: the money is the holder's again"),
      by: by("clawbackReviewer"),
    },
  },
  "voucher.release-clawback": {
    about: "drop a clawback, so that the money is the holder's again",
    inputs: { programme: which, holder, by: by("clawbackOfficer") },
  },
  "voucher.claw-back": {
    about: "take what a clawback holds back to the funding account",
    inputs: { programme: which, holder, by: by("clawbackOfficer") },
  },
} as const satisfies Record<string, Declaration>;
