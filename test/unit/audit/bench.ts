import { expect } from "chai";
import { network } from "hardhat";
import { measure, settingsFor, type Measured } from "../../../scripts/bench/measure.ts";

describe("the measurement of a year", () => {
  let measured: Measured;

  before(async () => {
    const connection = await network.create({ chainType: "l1" });
    measured = await measure(connection, settingsFor(2_000), () => {});
    await connection.close();
  });

  it("has the events that were asked for, and a hundredth more", () => {
    const { events, more, steps } = measured;
    // The last transaction may have a batch more than what was missing.
    expect(events).to.be.within(2_000, 2_050);
    expect(steps.collect.counts["events"]).to.equal(events);
    expect(steps.bare.counts["events"]).to.equal(events);
    expect(more.events).to.be.within(20, 70);
    expect(more.collect.counts["events"]).to.equal(events + more.events);
  });

  it("asks the node for the same ranges of logs with and without the collector", () => {
    const { collect, bare } = measured.steps;
    expect(bare.counts["requests"]).to.equal(collect.counts["ranges"]).and.to.be.greaterThan(0);
  });

  it("has a year in which all happens: payments, refusals, and books that are in order", () => {
    const { books, reconcile, collect } = measured.steps;
    expect(books.counts).to.include({ broken: 0, compared: 0 });
    expect(reconcile.counts).to.include({ broken: 0, differences: 0 });
    expect(reconcile.counts["payments"]).to.equal(books.counts["payments"]);
    expect(books.counts["payments"]).to.be.within(500, 700);
    expect(reconcile.counts["compared"]).to.be.greaterThan(2_000);
    expect(collect.counts["refused"]).to.be.greaterThan(2);
  });

  it("says of each step how long it took, on which machine, and what of both comes to", () => {
    const { steps, more, ratios, machine } = measured;
    for (const { seconds, processor, peak } of [...Object.values(steps), more.collect]) {
      for (const figure of [seconds, processor, peak]) expect(figure).to.be.greaterThan(0);
    }
    expect(ratios.collectOverBare).to.equal(steps.collect.seconds / steps.bare.seconds);
    expect(ratios.moreOverCollect).to.equal(more.collect.seconds / steps.collect.seconds);
    expect(Object.keys(machine)).to.include.members(["node", "ethers", "sqlite", "processor"]);
  });
});
