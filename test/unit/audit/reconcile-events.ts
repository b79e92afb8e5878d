import { expect } from "chai";
import { join } from "node:path";
import type { DatabaseSync } from "node:sqlite";
import { EventFragment, type Interface } from "ethers";
import type { HistoryLog } from "../../../scripts/audit/decode.ts";
import { deployed, type Deployed } from "../../helpers/fixtures.ts";
import { folders } from "../../helpers/collecting.ts";
import { abisOf, filed, rowOf, saying, type Filed } from "../../helpers/reconciled.ts";
import { playBudget } from "./budget-history.ts";
import { otherThan } from "./findings.ts";
import { playHistory } from "./history.ts";
import { playVouchers } from "./voucher-history.ts";

const standard = "declared by a standard, and emitted by nothing of ours";

/** Events of the contracts' ABIs that no story has: why. */
const NEVER: Readonly<Record<string, string>> = {
  "programmes TransferBatch": standard,
  "programmes URI": standard,
  "programmes ApprovalForAll": standard,
  "programmes EIP712DomainChanged": standard,
  "token EIP712DomainChanged": standard,
  "authority RoleAdminChanged": "every office stays with the administrator",
};

/** An authority of its own, in the place of one of the system's, that sets what no office of the system sets. */
async function playSettings(): Promise<Pick<Deployed, "connection" | "addresses">> {
  const { connection, addresses } = await deployed();
  const { ethers } = connection;
  const [deployer] = await ethers.getSigners();
  const authority = await ethers.deployContract("Authority", [deployer, [], []]);
  const at = await authority.getAddress();
  await authority.labelRole(7n, "clerk");
  await authority.setRoleGuardian(7n, 8n);
  await authority.setGrantDelay(7n, 60n);
  await authority.setTargetAdminDelay(addresses.token, 60n);
  await authority.setTargetClosed(addresses.token, true);
  return { connection, addresses: { ...addresses, spendingMinistry: at } };
}

interface Place {
  readonly story: Filed;
  readonly log: HistoryLog;
  readonly abi: Interface;
  readonly event: EventFragment;
}

describe("a file that was tampered with, compared with the chain", () => {
  const { next, remove } = folders();
  const places = new Map<string, Place>();
  const stories: Filed[] = [];

  before(async function () {
    // Several stories are played.
    this.timeout(180_000);
    const folder = next();
    for (const play of [playHistory, playVouchers, playBudget, playSettings]) {
      const story = await filed(await play(), join(folder, `${play.name}.sqlite`));
      stories.push(story);
      const abis = abisOf(story.system);
      for (const log of story.chain.logs) {
        const { type, abi } = abis.get(log.address)!;
        const event = abi.getEvent(log.topics[0]!);
        if (event !== null) places.set(`${type} ${event.name}`, { story, log, abi, event });
      }
    }
  });

  after(async () => {
    remove();
    for (const { close } of stories) await close();
  });

  it("has every event of every contract's ABI in one of the stories, but for those that are listed", () => {
    const known = new Set<string>();
    for (const { type, abi } of abisOf(stories[0]!.system).values())
      for (const fragment of abi.fragments)
        if (fragment instanceof EventFragment) known.add(`${type} ${fragment.name}`);
    const told = [...known].filter((name) => !(name in NEVER));
    expect(told.filter((name) => !places.has(name))).to.deep.equal([]);
    expect([...places.keys()].filter((name) => !told.includes(name))).to.deep.equal([]);
    expect([...known]).to.include.members(Object.keys(NEVER));
  });

  it("is the chain's as it was collected", () => {
    for (const story of stories) expect(story.after(() => {})).to.deep.equal([]);
  });

  /** What is found after an edit of the row of a log. */
  const found = ({ story, log }: Place, edit: (database: DatabaseSync, where: string) => void) =>
    story.after((database) => {
      edit(database, `WHERE block = ${log.block} AND position = ${log.index}`);
    }, log.block);

  it("has one event less, whichever its type: it is named, with where it was", () => {
    for (const [name, place] of places) {
      const findings = found(place, (database, where) => database.exec(`DELETE FROM log ${where}`));
      const [type, event] = name.split(" ");
      expect(findings, name).to.have.length(1);
      const contract = findings[0]?.event?.contract ?? "";
      expect(type === "authority" || type === "dualControl" || type === contract, name).to.equal(
        true,
      );
      expect(findings[0]?.event, name).to.deep.equal({
        ...{ change: "deleted", block: place.log.block, log: place.log.index },
        ...{ contract, name: event, differs: [] },
      });
      expect(findings[0]?.what, name).to.match(
        new RegExp(`log \\d+: ${event} of .* it was deleted`),
      );
    }
  });

  it("has one event more, whichever its type: it is named", () => {
    const columns = "contract, hash, topics, data";
    for (const [name, place] of places) {
      const findings = found(place, (database, where) =>
        database.exec(
          `INSERT INTO log (block, position, ${columns}) SELECT block, 1000000, ${columns} FROM log ${where}`,
        ),
      );
      expect(findings, name).to.have.length(1);
      expect(findings[0]?.event, name).to.deep.include({
        ...{ change: "added", block: place.log.block, name: name.split(" ")[1] },
      });
    }
  });

  it("has one argument altered, of whichever type: event and argument are named", () => {
    let altered = 0;
    for (const [name, place] of places) {
      for (const [position, { name: argument }] of place.event.inputs.entries()) {
        const other = (was: unknown) => (was === "0x" ? "0x01" : otherThan(was));
        const row = rowOf(saying(place.log, place.abi, place.event, position, other));
        const findings = found(place, (database, where) =>
          database
            .prepare(`UPDATE log SET topics = ?, data = ? ${where}`)
            .run(row.topics, row.data),
        );
        const what = `${name}, ${argument}`;
        expect(findings, what).to.have.length(1);
        expect(findings[0]?.event, what).to.deep.include({
          change: "altered",
          name: name.split(" ")[1],
        });
        expect(
          findings[0]?.event?.differs.map((part) => part.name),
          what,
        ).to.deep.equal([argument]);
        altered += 1;
      }
    }
    expect(altered).to.be.above(300);
  });

  it("has an event of another contract, of another transaction, or in another place", () => {
    const place = places.get("token Transfer")!;
    const edits: Record<string, string> = {
      contract: "contract = (contract + 1) % 3",
      transaction: "hash = zeroblob(32)",
      "place in the block": "position = position + 1000",
    };
    for (const [what, edit] of Object.entries(edits)) {
      const findings = found(place, (database, where) =>
        database.exec(`UPDATE log SET ${edit} ${where}`),
      );
      expect(
        findings[0]?.event?.differs.map(({ name }) => name),
        what,
      ).to.include(what);
    }
  });

  it("has an event of bytes that no ABI reads", () => {
    const place = places.get("token CaseOpened")!;
    const findings = found(place, (database, where) =>
      database.exec(`UPDATE log SET data = zeroblob(3) ${where}`),
    );
    expect(findings[0]?.what).to.match(
      /CaseOpened of token was altered: event is an event that no ABI has/,
    );
  });
});
