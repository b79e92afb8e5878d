import { expect } from "chai";
import { Result } from "ethers";
import { collect, type Held, type Event } from "../../../scripts/audit/collect.ts";
import { serveJsonRpc, type Served } from "../../../scripts/lib/serve.ts";
import type { Played } from "../../../scripts/sandbox/play.ts";
import { alteredWords, unaskedViews, viewsAsked, wordsWithout } from "../../helpers/storage.ts";
import { findings as found, Remembering } from "./findings.ts";
import { playHistory, type History } from "./history.ts";
import { TOLD as BUDGET } from "./budget-history.ts";
import { TOLD } from "./voucher-history.ts";

describe("the reader, given a history that was tampered with", () => {
  let made: History;
  let played: Played;
  let served: Served;
  let client: Remembering;
  let history: Held;
  let names: string[];

  before(async () => {
    made = await playHistory();
    ({ played } = made);
    const { connection } = made;
    served = await serveJsonRpc(connection.provider);
    client = new Remembering(served.url, undefined, { staticNetwork: true });
    history = await collect(client, played.system.addresses);
    const { addresses } = played.system;
    const { token, calendar, registry, invoices, programmes } = addresses;
    const books = [token, calendar, registry, invoices, programmes].map((address) =>
      address.toLowerCase(),
    );
    const ours = history.events.filter(({ contract }) => books.includes(contract.toLowerCase()));
    names = [...new Set(ours.map(({ name }) => name))];
  });

  after(async () => {
    client.destroy();
    await served.close();
  });

  const findings = (story: Held) => found(client, played.system.addresses, story);

  /** The history with its first or last event of this type edited. */
  const change = (
    name: string,
    edit: (event: Event) => Event[],
    which: "first" | "last" = "last",
  ): Held => {
    const isIt = (event: Event) => event.name === name;
    const { events } = history;
    const at = which === "last" ? events.findLastIndex(isIt) : events.findIndex(isIt);
    if (at === -1) throw new Error(`the history has no ${name}`);
    return { ...history, events: events.flatMap((event, n) => (n === at ? edit(event) : [event])) };
  };

  it("finds nothing in the history as it is", async () => {
    expect(await findings(history)).to.deep.equal([]);
  });

  it("asks each view that the list of variables names, and finds a storage word that is not as events say", async () => {
    const story = { connection: made.connection, addresses: played.system.addresses };
    const asked = await viewsAsked(story, history);
    const { altered, found: seen, families } = await alteredWords(story, history);
    expect(seen).to.have.members(altered);
    for (const contract of [
      ...["Authority", "DualControl", "DepositToken"],
      ...["BusinessCalendar", "InvoiceRegister", "MerchantRegistry"],
    ]) {
      expect(await unaskedViews(contract, asked), contract).to.deep.equal([]);
      expect(wordsWithout(contract, families), contract).to.deep.equal([]);
    }
    expect([...families]).to.include("VoucherProgramme._named");
  });

  it("has seen every type of event that the contracts' books are made of", () => {
    const { token, calendar, registry, invoices, programmes } = played.system;
    const known = [token, calendar, registry, invoices, programmes].flatMap(
      ({ interface: { fragments } }) =>
        fragments.flatMap((fragment) =>
          fragment.type === "event" && "name" in fragment ? [String(fragment.name)] : [],
        ),
    );
    // ERC-1155's and ERC-5267's, which are never emitted.
    const never = ["TransferBatch", "URI", "ApprovalForAll", "EIP712DomainChanged"];
    const elsewhere = [...never, ...TOLD, ...BUDGET];
    const expected = known.filter((name) => !elsewhere.includes(name));
    expect(names.toSorted()).to.deep.equal([...new Set(expected)].toSorted());
  });

  it("finds an appointment to an office, an assignment and an approval that are missing", async () => {
    for (const name of ["RoleGranted", "RoleRevoked", "TargetFunctionRoleUpdated", "Approval"]) {
      const without = change(name, () => []);
      expect(await findings(without), name).not.to.deep.equal([]);
    }
  });

  it("finds a person, a checking office, a dual control and a proposal's event that are missing", async () => {
    for (const name of [
      ...["OfficeChecked", "PersonBound", "DualControlSet"],
      ...["ProposalMade", "ProposalApproved", "ProposalWithdrawn"],
    ]) {
      for (const which of ["first", "last"] as const) {
        const without = change(name, () => [], which);
        expect(await findings(without), `${which} ${name}`).not.to.deep.equal([]);
      }
    }
  });

  it("finds an approval by the maker's own person, and a second one", async () => {
    const events: Record<string, (event: Event) => Event[]> = {
      alone: (event) => {
        const [id, maker] = event.args.toArray() as unknown[];
        const args = Result.fromItems([id, maker, maker], ["id", "maker", "checker"]);
        return [{ ...event, args }];
      },
      twice: (event) => [event, event],
    };
    for (const [what, edit] of Object.entries(events)) {
      const altered = change("ProposalApproved", edit);
      expect(await findings(altered), what).not.to.deep.equal([]);
    }
  });

  /** The same event with other arguments. */
  const withArgs = (event: Event, edits: Record<string, unknown>): Event => {
    const args = { ...event.args.toObject(), ...edits };
    return { ...event, args: Result.fromItems(Object.values(args), Object.keys(args)) };
  };

  it("calls law 7 broken where money left that was frozen", async () => {
    // The freeze without its end: what was redeemed on the day it ended was still frozen.
    const { events } = change("CaseFrozen", (event) => [withArgs(event, { until: 0n })], "first");
    const redeemed = events.findIndex(({ name }) => name === "DepositRedeemed");
    const endless = { ...history, events: events.slice(0, redeemed + 1), accepted: [] };
    expect(await findings(endless)).to.include("law 7");
  });

  it("calls law 7 broken where a protected account or one of the system is frozen", async () => {
    const { addresses } = played.system;
    const cases = { "citizen-005": 1n, programmes: 2n };
    for (const [name, basis] of Object.entries(cases)) {
      const account = played.cast.addresses.get(name) ?? addresses.programmes;
      const added = (event: Event) => [event, withArgs(event, { account, basis, amount: 5n })];
      const more = change("CaseFrozen", added);
      expect(await findings(more), name).to.include("law 7");
    }
  });

  it("calls law 10 broken where maker and checker are one person", async () => {
    const { limitsOfficer, limitsChecker } = played.cast.officers;
    const bound = history.events.filter(({ name }) => name === "PersonBound");
    const maker = bound.find(({ args }) => args[0] === limitsOfficer);
    const events = history.events.map((event) => {
      const isChecker = event.name === "PersonBound" && event.args[0] === limitsChecker;
      return isChecker ? withArgs(event, { person: maker?.args[1] as string }) : event;
    });
    expect(await findings({ ...history, events })).to.include("law 10");
  });

  it("finds one deleted event, whichever it is", async () => {
    const missed: string[] = [];
    for (const [deleted, { name, block }] of history.events.entries()) {
      const events = history.events.filter((_, n) => n !== deleted);
      const found = await findings({ ...history, events });
      if (found.length === 0) missed.push(`${name} in block ${block}`);
    }
    expect(missed).to.deep.equal([]);
    // Some two hundred of them are found only when all books are compared with the chain.
  }).timeout(300_000);

  it("finds one altered amount, account, number or instant, in any event that has one", async () => {
    const alter = (value: unknown): unknown => (typeof value === "bigint" ? value + 1n : value);
    for (const name of [
      "Transfer",
      "TransferSingle",
      "ReserveAttested",
      "IssuanceAllowanceSet",
      "AccountAdmitted",
      "LimitsSet",
      "IssueThresholdSet",
      "CaseFrozen",
      "CaseOpened",
      "CaseSet",
      "CaseReduced",
      "Frozen",
      "TransferOrdered",
      "ForcedTransfer",
      "RecoveryOpened",
      "RedemptionOrdered",
      "LargeIssueApproved",
      "DepositRedeemed",
      "HolidayAnnounced",
      "HolidayWithdrawn",
      "MerchantEnrolled",
      "VoucherGranted",
      "ExpiryExtended",
    ]) {
      const altered = change(
        name,
        (event) => {
          const values = event.args.toArray() as unknown[];
          // The last whole number of the event: an amount, an instant, a code or a number.
          const at = values.findLastIndex((value) => typeof value === "bigint");
          const args = Result.fromItems(
            values.map((value, n) => (n === at ? alter(value) : value)),
            Object.keys(event.args.toObject()),
          );
          return [{ ...event, args }];
        },
        "last",
      );
      expect(await findings(altered), name).not.to.deep.equal([]);
    }
  });

  it("finds one added movement of money or vouchers", async () => {
    for (const name of [
      "Transfer",
      "TransferSingle",
      "DepositIssued",
      "DepositRedeemed",
      "VoucherGranted",
      "VoucherSpent",
      "VoucherReclaimed",
    ]) {
      const doubled = change(name, (event) => [event, event]);
      expect(await findings(doubled), name).not.to.deep.equal([]);
    }
  });
});
