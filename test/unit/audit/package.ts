import { expect } from "chai";
import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { auditVerbs } from "../../../scripts/tasks/audit/surface.ts";
import { watched, type Watched } from "../../helpers/collecting.ts";

const FILE = "out/collected.sqlite";

interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** An environment without what this project's own commands add to it. */
function plainEnvironment(): NodeJS.ProcessEnv {
  const added = /^(npm_|HARDHAT_|HH_|NODE_OPTIONS$|GUKGO_)/;
  const own = Object.entries(process.env).filter(([name]) => !added.test(name));
  const path = [dirname(process.execPath), process.env["PATH"]].join(delimiter);
  return { ...Object.fromEntries(own), PATH: path, NO_COLOR: "1" };
}

const run = (program: string, args: readonly string[], cwd: string): Promise<Ended> =>
  new Promise((resolve) => {
    execFile(program, args, { cwd, env: plainEnvironment() }, (error, out, err) => {
      const code = error === null ? 0 : typeof error.code === "number" ? error.code : 1;
      resolve({ code, out, err });
    });
  });

/** It ended well. What took over two seconds said so on stderr. */
function expectWell({ code, err }: Ended): void {
  expect({ code, err }).to.deep.include({ code: 0 });
  expect(err).not.to.match(/error/i);
}

/** Packs the clone as it is and installs the archive in an empty folder. */
async function installed(folder: string): Promise<void> {
  const root = join(import.meta.dirname, "../../..");
  const built = await run(process.execPath, ["scripts/package/build.ts"], root);
  expect(built, "the package is built").to.deep.equal({ code: 0, out: "", err: "" });
  const pack = ["pack", "--ignore-scripts", "--silent", "--pack-destination", folder];
  expect((await run("npm", pack, root)).code).to.equal(0);
  const [archive = ""] = readdirSync(folder);
  writeFileSync(join(folder, "package.json"), '{ "type": "module", "private": true }\n');
  const install = ["install", "--prefer-offline", "--no-audit", "--no-fund", join(folder, archive)];
  expect((await run("npm", install, folder)).code).to.equal(0);
}

describe("the packed package, installed in an empty folder", () => {
  let folder: string;
  let chain: Watched;
  const command = (...args: string[]) =>
    run(join(folder, "node_modules/.bin/gukgo-audit"), args, folder);

  before(async function () {
    this.timeout(180_000);
    folder = mkdtempSync(join(tmpdir(), "gukgo-package-"));
    await installed(folder);
    chain = await watched();
    writeFileSync(join(folder, "addresses.json"), JSON.stringify(chain.bank.addresses));
  });

  after(async () => {
    await chain.served.close();
    rmSync(folder, { recursive: true });
  });

  it("has no compiler and no Hardhat beside it", () => {
    const packages = readdirSync(join(folder, "node_modules"));
    expect(packages).to.include("gukgo");
    expect(packages.filter((name) => /hardhat|solc|typescript|nomicfoundation/.test(name))).to.be
      .empty;
  });

  it("lists every audit command, and what each takes", async () => {
    const { code, out } = await command("--help");
    expect(code).to.equal(0);
    for (const verb of auditVerbs) {
      expect(out).to.match(new RegExp(`^  ${verb} `, "m"));
      const help = await command(verb, "--help");
      expect(help.code).to.equal(0);
      expect(help.out).to.include(`Usage: gukgo-audit ${verb}`);
    }
  });

  it("collects from a URL and addresses, and rebuilds the books from the file and from the chain", async () => {
    const { url } = chain.served;
    const first = await command("collect", "--url", url, "--addresses", "addresses.json");
    expectWell(first);
    expect(first.out).to.match(/^collected blocks 0 to \d+ in .*; out\/collected\.sqlite has /);
    const alone = await command("ledger");
    expectWell(alone);
    expect(alone.out).to.match(/^Ledger of out\/collected\.sqlite, up to block \d+\nNo chain was/);
    const compared = await command("ledger", "--url", url, "--addresses", "addresses.json");
    expectWell(compared);
    expect(compared.out).to.match(
      /Law 9 events +holds +[\d,]+ values rebuilt from events, 0 differ/,
    );
  });

  it("runs every other command on the file", async () => {
    const { url } = chain.served;
    const { citizen } = chain.bank;
    for (const [said, ...args] of [
      [/^Trial balance, /, "books"],
      [/\nAll that was compared agrees\.\n$/, "reconcile", "--from", FILE, "--url", url],
      [/^Trace of /, "trace", citizen.address, "--svg", "trace.svg"],
      [/^wrote out\/report\.html\n$/, "report"],
      [/out\/export/, "export"],
      [/^33 files with /, "verify", "--from", FILE],
    ] as const) {
      const ended = await command(...args);
      expectWell(ended);
      expect(ended.out, args.join(" ")).to.match(said);
    }
    expect(readFileSync(join(folder, "out/report.html"), "utf8")).to.include("</html>");
    expect(readFileSync(join(folder, "trace.svg"), "utf8")).to.include("</svg>");
  });

  it("says in one line what is wrong with what it was given", async () => {
    const told = async (...args: string[]) => {
      const { code, out, err } = await command(...args);
      expect({ code, out }, args.join(" ")).to.deep.equal({ code: 1, out: "" });
      expect(err.trimEnd().split("\n"), args.join(" ")).to.have.length(1);
      return err;
    };
    expect(await told("colect")).to.equal(
      'error: no command is called "colect"; run: gukgo-audit --help\n',
    );
    expect(await told("collect", "--urk", "x")).to.equal(
      "error: Unknown option '--urk'; run: gukgo-audit collect --help\n",
    );
    expect(await told("collect", "x")).to.equal(
      'error: "x" is one too many; run: gukgo-audit collect --help\n',
    );
    expect(await told("collect", "--url", "here")).to.include("--url: expected http://");
    mkdirSync(join(folder, "empty"), { recursive: true });
    expect(await told("ledger", "--from", "empty")).to.include("empty: ");
    expect(await told("ledger", "--url", chain.served.url)).to.include("--addresses FILE");
  });

  it("has typed factories and ABIs", async () => {
    writeFileSync(
      join(folder, "use.js"),
      `import { readFileSync } from "node:fs";
      import { DepositToken__factory } from "gukgo";
      const abi = JSON.parse(readFileSync(new URL(import.meta.resolve("gukgo/abi/DepositToken.json"))));
      console.log(DepositToken__factory.createInterface().getFunction("redeem") !== null, abi.some(({ name }) => name === "redeem"));`,
    );
    const { out } = await run(process.execPath, ["use.js"], folder);
    expect(out).to.equal("true true\n");
    const types = join(folder, "node_modules/gukgo/dist/typechain-types/index.d.ts");
    expect(readFileSync(types, "utf8")).to.include("DepositToken__factory");
  });
});
