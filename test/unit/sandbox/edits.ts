import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import type { NetworkConnection } from "hardhat/types/network";
import { UserError } from "../../../scripts/lib/errors.ts";
import { scenarioFile } from "../../../scripts/sandbox/files.ts";
import { play, readScenario } from "../../../scripts/sandbox/play.ts";
import { verbNames } from "../../../scripts/tasks/surface.ts";

/** One edit of the coupon's file, and what is to be said of it. */
export interface Mistake {
  readonly what: string;
  readonly find: string;
  readonly replace: string;
  /** The edited file's text on whose line the complaint stands: the first place where it occurs. */
  readonly at: string;
  /** What follows `file:line`. */
  readonly says: string;
}

/** The text of the coupon's file. */
export function couponText(): string {
  return readFileSync(scenarioFile("livelihood-coupon-2025"), "utf8");
}

/** The coupon's file up to its steps. */
export function couponHead(): string {
  const text = couponText();
  return text.slice(0, text.indexOf("\nsteps:"));
}

/** The text with its first `find` replaced. A test whose edit finds nothing says so. */
export function edited(text: string, find: string, replace: string): string {
  if (!text.includes(find)) throw new Error(`the file has no "${find}"`);
  return text.replace(find, () => replace);
}

/** The number of the line on which `mark` first occurs. */
export function lineOf(text: string, mark: string): number {
  const at = text.indexOf(mark);
  if (at === -1) throw new Error(`the file has no "${mark}"`);
  return text.slice(0, at).split("\n").length;
}

/** The verbs of one folder, as a complaint lists them. */
export function verbsOf(folder: string): string {
  return verbNames.filter((name) => name.startsWith(`${folder}.`)).join(", ");
}

/** What is said of a value that is no instant, and of one that is no amount. */
export const instant = "expected an instant such as 2025-12-01T00:00:00+09:00 or +30s";
export const wholeWon = "expected whole won such as 300_000";

/** Writes a scenario's file into a folder that is removed after the block's tests, and gives its path. */
export function scratch(): (text: string) => string {
  let folder = "";
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "gukgo-"));
  });
  after(() => {
    rmSync(folder, { recursive: true });
  });
  return (text) => {
    const file = join(folder, "scenario.yaml");
    writeFileSync(file, text);
    return file;
  };
}

/** What a promise fails with, if it fails. */
export async function failure(run: Promise<unknown>): Promise<unknown> {
  return run.then(
    () => undefined,
    (error: unknown) => error,
  );
}

/** A connection that notes whatever is asked of it. */
function untouched(): { readonly connection: NetworkConnection<"l1">; readonly asked: string[] } {
  const asked: string[] = [];
  const connection = new Proxy({} as NetworkConnection<"l1">, {
    get: (_, name) => {
      asked.push(String(name));
      return undefined;
    },
  });
  return { connection, asked };
}

/** Reading and playing this file ends with this one line, which is the user's to mend, before any chain is asked. */
export async function expectComplaint(file: string, message: string): Promise<void> {
  const { connection, asked } = untouched();
  const run = async () => play(connection, readScenario(file), { progress: () => {} });
  const error = await failure(run());
  expect(error).to.be.instanceOf(UserError);
  expect((error as UserError).message).to.equal(file + message);
  expect(asked).to.deep.equal([]);
}

/** One test for each mistake. */
export function tellsEach(mistakes: readonly Mistake[]): void {
  const write = scratch();
  for (const { what, find, replace, at, says } of mistakes) {
    it(`is told whole and before any chain is asked: ${what}`, async () => {
      const text = edited(couponText(), find, replace);
      await expectComplaint(write(text), `:${lineOf(text, at)}${says}`);
    });
  }
}
