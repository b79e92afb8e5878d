import { readFileSync } from "node:fs";
import { scenarioFile } from "../../../scripts/sandbox/files.ts";
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
