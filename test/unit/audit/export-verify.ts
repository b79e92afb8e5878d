import { createHash } from "node:crypto";
import {
  appendFileSync,
  cpSync,
  mkdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { id } from "ethers";
import hre from "hardhat";
import { collectInto } from "../../../scripts/audit/store/into-file.ts";
import { folders, pay, watched, type Watched } from "../../helpers/collecting.ts";
import { heard } from "../../helpers/printed.ts";

interface Manifest {
  block: { number: number; hash: string };
  chain: { genesis: string };
  files: { file: string; bytes: number; sha256: string; rows: number }[];
}

describe("npx hardhat audit verify", () => {
  const { next, remove } = folders();
  let chain: Watched;
  let folder: string;
  let from: string;
  let whole: string;
  let copies = 0;

  const run = (verb: string, args: object) =>
    heard("en", () => hre.tasks.getTask(["audit", verb]).run({ ...args }));
  const verify = (of: string, args: object = {}) => run("verify", { folder: of, ...args });

  before(async () => {
    chain = await watched();
    folder = next();
    from = join(folder, "bank.sqlite");
    const { addresses } = chain.bank;
    await collectInto({ url: chain.served.url, file: from, addresses, until: { block: "latest" } });
    whole = join(folder, "whole");
    await run("export", { from, out: whole, format: "csv,json" });
  });

  after(async () => {
    remove();
    await chain.served.close();
  });

  /** A copy of the export, to which something is done. */
  function copy(harm: (path: string) => void): string {
    const path = join(folder, `copy-${(copies += 1)}`);
    cpSync(whole, path, { recursive: true });
    harm(path);
    return path;
  }

  /** The export with another manifest. */
  const withManifest = (edit: (manifest: Manifest) => void): string =>
    copy((path) => {
      const file = join(path, "manifest.json");
      const manifest = JSON.parse(readFileSync(file, "utf8")) as Manifest;
      edit(manifest);
      writeFileSync(file, JSON.stringify(manifest));
    });

  it("ends with 0 and a summary where nothing is wrong", async () => {
    const { out, error, exitCode } = await verify(whole);
    expect([error, exitCode]).to.deep.equal(["", undefined]);
    expect(out).to.match(
      /^22 files with [\d,]+ rows are as the manifest says, none is missing and none more; no source was named: .*\.\n$/,
    );
  });

  it("makes the export anew from its file, and from the chain after it has grown", async () => {
    const summary =
      /; block \d+ is the source's, and the export made anew is the same byte for byte\.\n$/;
    expect((await verify(whole, { from })).out).to.match(summary);
    const addresses = join(folder, "addresses.json");
    writeFileSync(addresses, JSON.stringify(chain.bank.addresses));
    await pay(chain.bank, 1n);
    const { out, exitCode } = await verify(whole, { url: chain.served.url, addresses });
    expect(out).to.match(summary);
    expect(exitCode).to.equal(undefined);
  });

  const harms: Readonly<Record<string, [harm: (path: string) => void, fault: RegExp]>> = {
    "a file that is missing": [
      (path) => rmSync(join(path, "accounts.csv")),
      /^accounts\.csv: it is missing\n$/,
    ],
    "a file that is longer": [
      (path) => appendFileSync(join(path, "accounts.csv"), "x"),
      /^accounts\.csv: it has \d+ bytes, and had \d+\n$/,
    ],
    "a figure that is another": [
      (path) => {
        const file = join(path, "journal.csv");
        const text = readFileSync(file, "utf8");
        writeFileSync(file, text.replace("1000000", "2000000"));
      },
      /^journal\.csv: its SHA-256 is [0-9a-f]{64}, and was [0-9a-f]{64}\n$/,
    ],
    "a file that is one more": [
      (path) => writeFileSync(join(path, "notes.txt"), ""),
      /^notes\.txt: it is not in the manifest\n$/,
    ],
    "a folder in the place of a file": [
      (path) => {
        rmSync(join(path, "laws.json"));
        mkdirSync(join(path, "laws.json"));
      },
      /^laws\.json: it is no file\n$/,
    ],
    "a link in the place of a file": [
      (path) => {
        rmSync(join(path, "laws.json"));
        symlinkSync(join(whole, "laws.json"), join(path, "laws.json"));
      },
      /^laws\.json: it is no file\n$/,
    ],
  };

  for (const [what, [harm, fault]] of Object.entries(harms)) {
    it(`ends with 1 and one line for ${what}`, async () => {
      const { out, exitCode } = await verify(copy(harm));
      expect(out).to.match(fault);
      expect(exitCode).to.equal(1);
    });
  }

  it("has a line for each of several faults", async () => {
    const path = copy((at) => {
      rmSync(join(at, "laws.csv"));
      writeFileSync(join(at, "more.csv"), "");
    });
    expect((await verify(path)).out).to.equal(
      "laws.csv: it is missing\nmore.csv: it is not in the manifest\n",
    );
  });

  it("finds a file that stands twice in the manifest", async () => {
    const path = withManifest(({ files }) => files.push(...files.slice(0, 1)));
    expect((await verify(path)).out).to.equal("journal.csv: it stands twice in the manifest\n");
  });

  it("finds files and a manifest that were altered together, by the source", async () => {
    const path = copy((at) => {
      const file = join(at, "laws.csv");
      writeFileSync(file, "law,name,holds,figures\r\n");
      const manifest = JSON.parse(readFileSync(join(at, "manifest.json"), "utf8")) as Manifest;
      const entry = manifest.files.find(({ file: name }) => name === "laws.csv");
      const sha256 = createHash("sha256").update(readFileSync(file)).digest("hex");
      Object.assign(entry ?? {}, { bytes: 24, sha256 });
      writeFileSync(join(at, "manifest.json"), JSON.stringify(manifest));
    });
    expect((await verify(path)).exitCode).to.equal(undefined);
    const { out, exitCode } = await verify(path, { from });
    expect(out).to.match(
      /^laws\.csv: made anew it is another \(8 rows, and 8 in the manifest\)\n$/,
    );
    expect(exitCode).to.equal(1);
  });

  it("finds a file left out of folder and manifest, by the source", async () => {
    const path = withManifest((manifest) => {
      manifest.files = manifest.files.filter(({ file }) => file !== "refunds.csv");
    });
    rmSync(join(path, "refunds.csv"));
    expect((await verify(path, { from })).out).to.equal(
      "refunds.csv: made anew it is there, and the manifest has none\n",
    );
  });

  it("finds a block that is not the chain's, and one that it does not have", async () => {
    const other = withManifest(({ block }) => (block.hash = id("another")));
    expect((await verify(other, { from })).out).to.match(
      /^block \d+: its hash is 0x[0-9a-f]{64} at the source, and 0x[0-9a-f]{64} in the manifest\n$/,
    );
    const later = withManifest(({ block }) => (block.number = 1_000_000));
    expect((await verify(later, { from })).out).to.equal(
      "block 1000000: the source has no such block\n",
    );
    const elsewhere = withManifest((manifest) => (manifest.chain.genesis = id("another")));
    expect((await verify(elsewhere, { from })).out).to.match(
      /^the export is of chain 31337 with block 0 /,
    );
  });

  it("asks for the names of an export that has names, and takes them", async () => {
    const names = join(folder, "names.csv");
    writeFileSync(names, `account,name\n${chain.bank.bookshop.address},Bookshop\n`);
    const path = join(folder, "named");
    await run("export", { from, out: path, names, withNames: true, format: "csv" });
    expect((await verify(path, { from })).out).to.equal(
      "the export has names; to make it anew name their file with --names\n",
    );
    expect((await verify(path, { from, names })).exitCode).to.equal(undefined);
  });

  it("ends with 1 and one line where there is no manifest, or it is none", async () => {
    for (const path of [
      join(folder, "nowhere"),
      copy((at) => writeFileSync(join(at, "manifest.json"), "{")),
      copy((at) => writeFileSync(join(at, "manifest.json"), "{}")),
      withManifest(({ files }) => Object.assign(files[0] ?? {}, { file: "../whole/laws.csv" })),
    ]) {
      const { error, exitCode } = await verify(path);
      expect(error).to.match(
        /^error: .*manifest\.json: it (cannot be read \(.*\); name the folder of an audit export|is no manifest of an audit export)\n$/,
      );
      expect(exitCode).to.equal(1);
    }
  });
});
