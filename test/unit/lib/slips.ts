import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { ZeroHash } from "ethers";
import { UserError } from "../../../scripts/lib/errors.ts";
import { fileSlips } from "../../../scripts/lib/slips.ts";
import type { SignedSlip } from "../../../scripts/lib/till.ts";

const slip: SignedSlip = {
  ...{ programme: 7n, holder: `0x${"a1".repeat(20)}`, merchant: `0x${"b2".repeat(20)}` },
  ...{ amount: 12_500n, invoice: ZeroHash, purposeHash: ZeroHash },
  ...{ validAfter: 1, validBefore: 9, id: 3, signature: "0x" },
};

describe("signed payments in files", () => {
  let folder = "";
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "gukgo-"));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  it("come back as they were", () => {
    const file = join(folder, "ride.json");
    fileSlips.put(file, slip);
    expect(fileSlips.get(file)).to.deep.equal(slip);
  });

  it("are never written over: one line says so", () => {
    const file = join(folder, "ride.json");
    fileSlips.put(file, slip);
    expect(() => fileSlips.put(file, { ...slip, id: 4 })).to.throw(
      UserError,
      `${file} exists already; name a new file, nothing is written over`,
    );
    expect(fileSlips.get(file).id).to.equal(3);
  });

  it("need a folder that is there, and a name that is none: one line says so", () => {
    const missing = join(folder, "rides", "ride.json");
    writeFileSync(join(folder, "file"), "");
    mkdirSync(join(folder, "taken"));
    expect(() => fileSlips.put(missing, slip)).to.throw(
      UserError,
      `${missing}: there is no folder ${join(folder, "rides")}; make it first`,
    );
    const within = join(folder, "file", "ride.json");
    expect(() => fileSlips.put(within, slip)).to.throw(
      UserError,
      `${within}: ${join(folder, "file")} is no folder`,
    );
    const taken = join(folder, "taken");
    expect(() => fileSlips.put(taken, slip)).to.throw(UserError, `${taken} exists already`);
  });

  it("are told apart from anything else in a file", () => {
    const file = join(folder, "other.json");
    writeFileSync(file, '{ "programme": 1 }');
    expect(() => fileSlips.get(file)).to.throw(UserError, `${file} holds no signed payment`);
    expect(() => fileSlips.get(join(folder, "none"))).to.throw(UserError, "there is no file");
  });
});
