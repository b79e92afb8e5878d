import { expect } from "chai";
import { Result } from "ethers";
import type { Event } from "../../../scripts/audit/collect.ts";
import { ledgerJson } from "../../../scripts/audit/ledger-json.ts";
import { byCategory, ledgerCsv } from "../../../scripts/audit/ledger.ts";
import { auditOf, emptyBooks, payment, refused, somebody } from "../../helpers/books.ts";

const names = new Map([
  [somebody(1), "citizen"],
  [somebody(2), "shop"],
]);

/** A movement of 500 won, as tokens or as vouchers of programme 3. */
function movement(name: "Transfer" | "TransferSingle" | "Approval"): Event {
  const fields = { from: somebody(1), to: somebody(2), value: 500n };
  const args = name === "TransferSingle" ? { operator: somebody(1), ...fields, id: 3n } : fields;
  const where = {
    contract: somebody(9),
    block: 7,
    index: 0,
    transaction: "0xabc",
    time: 1_753_056_000,
  };
  return { ...where, name, args: Result.fromItems(Object.values(args), Object.keys(args)) };
}

describe("a ledger of hand-made books", () => {
  it("adds up what was paid in one category, most won first", () => {
    const books = emptyBooks();
    const paid = [
      [5812, 1_000n],
      [5942, 2_500n],
      [5812, 4_000n],
    ] as const;
    for (const [mcc, amount] of paid) books.payments.push(payment({ mcc, amount }));
    expect(byCategory(auditOf({ books }))).to.deep.equal([
      { mcc: 5812, payments: 2, spent: 5_000n },
      { mcc: 5942, payments: 1, spent: 2_500n },
    ]);
  });

  it("has a row of CSV for each movement of tokens and of vouchers, and for nothing else", () => {
    const events = [movement("Transfer"), movement("Approval"), movement("TransferSingle")];
    expect([...ledgerCsv(auditOf({ events }), names)].join("").split("\n")).to.deep.equal([
      "time KST,block,event,programme,from,to,won,transaction",
      "2025-07-21 09:00:00,7,Transfer,,citizen,shop,500,0xabc",
      "2025-07-21 09:00:00,7,TransferSingle,3,citizen,shop,500,0xabc",
      "",
    ]);
  });

  it("has in JSON what was refused, what differs and whether each law holds", () => {
    const differences = [{ what: "supply", fromEvents: "1", onChain: "2" }];
    const laws = [{ number: 1, name: "supply", figures: "1 = 2", holds: false }];
    const audit = auditOf({ differences, laws, refused: [refused({ error: "EnforcedPause" })] });
    const ledger = JSON.parse(ledgerJson(audit, names)) as Record<string, unknown>;
    expect(ledger["differences"]).to.deep.equal(differences);
    expect(ledger["laws"]).to.deep.equal(laws);
    expect(ledger["refusals"]).to.have.length(1);
  });
});
