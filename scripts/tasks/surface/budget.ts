import { institution, line, ministry, months, officerRole, quarter } from "../budget-inputs.ts";
import { account, accounts, extra, flag, optional, required, text, time, won } from "../inputs.ts";
import { by, caseName, keyed, type Declaration } from "./words.ts";

const which = required(line, "the budget line: year-ministry-programme-item");
const amount = required(won, "won");
const creditor = required(account, "the creditor");
const matter = required(text, `what binds the government, such as a contract; ${keyed}`);
const act = required(text, "the act of the Assembly; a hash of it goes on chain");
const code = required(ministry, "the ministry's code, 1 to 999");
const officer = required(account, "the officer");
const papers = extra(text, "the papers on which it is paid; a hash of them goes on chain");

/** From the appropriation to the lapse: what the finance ministry and the ministries' officers do. */
export const budget = {
  "budget.register-ministry": {
    about: "register a ministry's code, and whose offices it has",
    inputs: {
      ministry: code,
      institution: optional(institution, "whose offices it has", "spendingMinistry"),
      by: by("appropriator"),
    },
  },
  "budget.appoint-officer": {
    about: "appoint an obligating or a disbursing officer of a ministry; nobody is ever both",
    inputs: {
      ministry: code,
      officer,
      role: required(officerRole, "obligating or disbursing"),
      by: by("officerAppointer"),
    },
  },
  "budget.dismiss-officer": {
    about: "end an officer's appointment",
    inputs: { ministry: code, officer, by: by("officerAppointer") },
  },
  "budget.set-trustee": {
    about: "list a contract that holds money in trust, or take it off the list",
    inputs: {
      trustee: optional(account, "the contract", "programmes"),
      listed: optional(flag, "yes, or no to take it off", "yes"),
      by: by("appropriator"),
    },
  },
  "budget.exclude": {
    about: "exclude a creditor, to whom nothing is obligated until a date; what is owed is paid",
    inputs: {
      creditor,
      until: required(time, "until when; a time that is over ends the exclusion"),
      case: caseName,
      by: by("exclusionOfficer"),
    },
  },
  "budget.appropriate": {
    about: "record what the Assembly appropriates to a line",
    inputs: { line: which, amount, act, by: by("appropriator") },
  },
  "budget.reduce": {
    about: "take back what is not allotted of an appropriation",
    inputs: { line: which, amount, act, by: by("appropriator") },
  },
  "budget.transfer": {
    about: "transfer what is not allotted to another line of the same year and ministry",
    inputs: {
      from: required(line, "the line that has less afterwards"),
      to: required(line, "the line that has more"),
      amount,
      approval: required(text, "the approval; a hash of it goes on chain"),
      by: by("transferOfficer"),
    },
  },
  "budget.allot": {
    about: "allot a part of an appropriation for a quarter that has begun",
    inputs: {
      line: which,
      quarter: required(quarter, "1 to 4"),
      amount,
      by: by("allotmentOfficer"),
    },
  },
  "budget.withdraw-allotment": {
    about: "take back what is allotted, and neither reserved nor obligated",
    inputs: { line: which, amount, by: by("allotmentOfficer") },
  },
  "budget.plan": {
    about: "set what may be paid from a line in each month; months not named get nothing",
    inputs: {
      line: which,
      months: required(months, "won for each month, such as 7: 1_000_000, 9-12: 500_000"),
      by: by("allotmentOfficer"),
    },
  },
  "budget.reserve": {
    about: "set a part of a line aside for an obligation that will come",
    inputs: { line: which, amount, matter, by: by("obligatingOfficer") },
  },
  "budget.unreserve": {
    about: "make what is reserved available again",
    inputs: { line: which, amount, matter, by: by("obligatingOfficer") },
  },
  "budget.obligate": {
    about: "obligate a part of a line to a creditor, once for each matter",
    inputs: {
      line: which,
      creditor,
      matter,
      amount,
      reserved: optional(won, "of it, what was reserved before", 0),
      payees: extra(accounts, "who may be paid in the creditor's place, such as subcontractors"),
      inTrust: optional(flag, "yes: the creditor is a contract that holds it for others", "no"),
      by: by("obligatingOfficer"),
    },
  },
  "budget.deobligate": {
    about: "end a part of what is still owed on an obligation",
    inputs: { creditor, matter, amount, by: by("obligatingOfficer") },
  },
  "budget.carry-over": {
    about: "have the next year's line owe what is still owed, once, after the year's end",
    inputs: { creditor, matter, by: by("allotmentOfficer") },
  },
  "budget.lapse": {
    about: "end a line once the books of its year are closed, 10 February",
    inputs: {
      line: which,
      by: optional(account, "who signs; anyone may", "allotmentOfficer"),
    },
  },
  "budget.pay": {
    about: "pay what is owed, without a fraction under ten won",
    inputs: {
      creditor,
      matter,
      amount,
      papers,
      payee: extra(account, "who is paid in the creditor's place, as the obligation allows"),
      invoice: extra(
        text,
        "the creditor's invoice, in place of papers; a keyed hash of it goes on chain",
      ),
      total: extra(won, "what the invoice asks for, won; the amount unless given"),
      by: by("disbursingOfficer"),
    },
  },
  "budget.advance": {
    about: "advance what is owed in trust, to the won",
    inputs: {
      trustee: optional(account, "the contract that holds it", "programmes"),
      matter,
      amount,
      papers,
      by: by("disbursingOfficer"),
    },
  },
  "budget.return": {
    about: "return a part of what was paid on an obligation to the Treasury",
    inputs: { by: required(account, "who returns it"), creditor, matter, amount },
  },
  "budget.receive-revenue": {
    about: "pay revenue to the Treasury",
    inputs: {
      by: required(account, "who pays"),
      amount,
      reference: extra(text, "the payer's reference; a hash of it goes on chain"),
    },
  },
  "budget.attribute": {
    about: "make what a bare transfer brought revenue",
    inputs: {
      amount,
      papers: required(text, "the papers; a hash of them goes on chain"),
      by: by("revenueOfficer"),
    },
  },
  "budget.send-back": {
    about: "send back what a bare transfer brought",
    inputs: {
      to: required(account, "to whom"),
      amount,
      papers: required(text, "the papers; a hash of them goes on chain"),
      by: by("revenueOfficer"),
    },
  },
} as const satisfies Record<string, Declaration>;
