import { expect } from "chai";
import { network } from "hardhat";
import { readBooks, type Audit } from "../../../scripts/audit/read.ts";
import type { Flow } from "../../../scripts/audit/trace/flow.ts";
import { follow, usedIn, wholeOf } from "../../../scripts/audit/trace/follow.ts";
import { kinds } from "../../../scripts/audit/trace/kinds.ts";
import { flowOf } from "../../../scripts/audit/trace/read.ts";
import { serveJsonRpc } from "../../../scripts/lib/serve.ts";
import { scenarioFile } from "../../../scripts/sandbox/files.ts";
import { play, readScenario } from "../../../scripts/sandbox/play.ts";
import type { Deployed } from "../../helpers/fixtures.ts";
import { playBudget } from "./budget-history.ts";
import { playHistory } from "./history.ts";
import { playVouchers } from "./voucher-history.ts";

/** What a reader makes of a story that was played. */
async function read({ connection, addresses }: Pick<Deployed, "connection" | "addresses">) {
  const served = await serveJsonRpc(connection.provider);
  const audit = await readBooks({ url: served.url, addresses });
  await served.close();
  return audit;
}

/** What a reader makes of a shipped scenario. */
async function played(name: string): Promise<Audit> {
  const connection = await network.create({ chainType: "l1" });
  const scenario = readScenario(scenarioFile(name));
  const { system } = await play(connection, scenario, { progress: () => {} });
  return read({ connection, addresses: system.addresses });
}

const stories: Readonly<Record<string, () => Promise<Audit>>> = {
  ...Object.fromEntries(
    [
      ...["livelihood-coupon-2025", "expense-card-sejong-2026", "childcare-voucher"],
      ...["deposit-enforcement", "year-end"],
    ].map((name) => [name, () => played(name)]),
  ),
  "the story of every event of deposits": async () => read(await playHistory()),
  "the story of every event of vouchers": async () => read(await playVouchers()),
  "the story of every event of the budget": async () => read(await playBudget()),
};

/** What lies in purses of these kinds, whole won. */
function sumOf({ purses }: Flow, ...wanted: readonly string[]): bigint {
  let sum = 0n;
  for (let id = 1; id < purses.length; id++)
    if (wanted.includes(purses.at(id).kind)) sum += purses.balance.at(id);
  return sum;
}

describe("the ways of won, in every scenario and story", () => {
  const seen = new Set<string>();

  for (const [name, tell] of Object.entries(stories)) {
    describe(name, () => {
      let audit: Audit;
      let flow: Flow;

      before(async () => {
        audit = await tell();
        flow = flowOf(audit.events, audit.addresses);
      });

      it("leaves in every account what its balance is", () => {
        const { programmes, treasury } = audit.addresses;
        for (const [account, { balance }] of audit.books.accounts) {
          if (account === programmes || account === treasury) continue;
          const purse = flow.purses.find("account", account) ?? 0;
          expect(flow.purses.balance.at(purse), account).to.equal(balance);
        }
      });

      it("leaves in the vault by programme and holder what the vouchers are, and nothing else", () => {
        const { accounts, programmes } = audit.books;
        for (const [id, { ungranted, vouchers }] of programmes) {
          const rest = flow.purses.find("programme", "", id) ?? 0;
          expect(flow.purses.balance.at(rest), `rest of ${id}`).to.equal(ungranted);
          for (const [holder, { balance }] of vouchers) {
            const purse = flow.purses.find("voucher", holder, id) ?? 0;
            expect(flow.purses.balance.at(purse), `${holder} in ${id}`).to.equal(balance);
          }
        }
        const vault = accounts.get(audit.addresses.programmes)?.balance ?? 0n;
        expect(sumOf(flow, "programme", "voucher", "late")).to.equal(vault);
        expect(sumOf(flow, "late")).to.equal(0n);
      });

      it("leaves in the Treasury its holdings and what is unattributed", () => {
        const { holdings, unattributed } = audit.books.budget.treasury;
        expect(sumOf(flow, "holdings")).to.equal(holdings);
        expect(sumOf(flow, "unattributed")).to.equal(unattributed);
      });

      it("makes of every movement as much as came, and of no won two", () => {
        for (let id = 1; id <= flow.length; id++) {
          const { kind, amount, to } = flow.move(id);
          seen.add(kind);
          const [first, after] = flow.links(id);
          let came = 0n;
          for (let link = first; link < after; link++) came += flow.linkAmount.at(link);
          expect(came, `${kind} ${id}`).to.equal(kind === "issued" ? 0n : amount);
          const used = usedIn(flow, wholeOf(flow, id));
          const went = used.reduce((sum, one) => sum + one.amount, 0n);
          expect(went <= amount, `${kind} ${id}`).to.equal(true);
          if (to === 0) expect(went, `${kind} ${id}`).to.equal(0n);
        }
      });

      it("has in open lots what lies in each purse", () => {
        const open = new Map<number, bigint>();
        for (let id = 1; id <= flow.length; id++) {
          const { amount, to } = flow.move(id);
          const used = usedIn(flow, wholeOf(flow, id));
          const left = used.reduce((rest, one) => rest - one.amount, amount);
          open.set(to, (open.get(to) ?? 0n) + left);
        }
        for (let id = 1; id < flow.purses.length; id++)
          expect(open.get(id) ?? 0n, `purse ${id}`).to.equal(flow.purses.balance.at(id));
      });

      it("follows every won of every issue to its end: redeemed, or where it lies", () => {
        const issues = [];
        for (let id = 1; id <= flow.length; id++)
          if (flow.kind(id) === "issued") issues.push(wholeOf(flow, id));
        const { ends } = follow(flow, issues, "forth");
        const { supply } = audit.books;
        const sums = { redeemed: 0n, held: 0n };
        for (const [id, amount] of ends)
          sums[flow.move(id).to === 0 ? "redeemed" : "held"] += amount;
        expect(sums).to.deep.equal({
          redeemed: supply.redeemed,
          held: supply.issued - supply.redeemed,
        });
      });

      it("follows every movement back to issues of as many won", () => {
        for (let id = 1; id <= flow.length; id++) {
          const { ends } = follow(flow, [wholeOf(flow, id)], "back");
          let sum = 0n;
          for (const [end, amount] of ends) {
            expect(flow.kind(end)).to.equal("issued");
            sum += amount;
          }
          expect(sum, `${flow.kind(id)} ${id}`).to.equal(flow.amount(id));
        }
      });
    });
  }

  // After the stories: tests of a suite run before those of the suites in it.
  describe("together", () => {
    it("have every kind of movement there is", () => {
      expect([...seen].toSorted()).to.deep.equal(kinds.toSorted());
    });
  });
});
