import { formatCount } from "../../lib/won.ts";
import type { Progress } from "./into-file.ts";

/** Where progress is written: the part of a stream that is needed. */
export interface Screen {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

/** Milliseconds before the first line, between lines on a terminal, and between lines elsewhere. */
const QUIET = 2_000;
const OFTEN = 200;
const SELDOM = 10_000;

/** Tells how far the collector is, once it takes longer than two seconds: rewritten in place and dimmed on a terminal. */
export function progressOn(
  screen: Screen,
  isColoured: boolean,
  now: () => number = Date.now,
  doing = "collecting",
): Progress & { end: () => void } {
  return linesOn(screen, isColoured, now, (at: Parameters<Progress>[0], seconds: number) =>
    lineOf(doing, at, seconds),
  );
}

/** The same for the books: how many of what is done, and how many a second. */
export function bookProgressOn(
  screen: Screen,
  isColoured: boolean,
  now: () => number = Date.now,
): ((what: string, done: number) => void) & { end: () => void } {
  return linesOn(screen, isColoured, now, (what: string, done: number, seconds: number) => {
    const rate = formatCount(BigInt(Math.round(done / seconds)));
    return `${what}: ${formatCount(BigInt(done))}, ${rate} a second`;
  });
}

function linesOn<Told extends unknown[]>(
  screen: Screen,
  isColoured: boolean,
  now: () => number,
  words: (...told: [...Told, seconds: number]) => string,
): ((...told: Told) => void) & { end: () => void } {
  const started = now();
  let shown = -Infinity;
  let isShown = false;
  const isTerminal = screen.isTTY === true;
  const tell = (...told: Told) => {
    const time = now();
    const isDue = time - shown >= (isTerminal ? OFTEN : SELDOM);
    if (time - started <= QUIET || !isDue) return;
    shown = time;
    isShown = true;
    const line = words(...told, (time - started) / 1_000);
    if (!isTerminal) screen.write(`${line}\n`);
    else screen.write(`\r\u001b[K${isColoured ? `\u001b[2m${line}\u001b[0m` : line}`);
  };
  const end = () => void (isShown && isTerminal && screen.write("\r\u001b[K"));
  return Object.assign(tell, { end });
}

function lineOf(
  doing: string,
  { first, done, last, events }: Parameters<Progress>[0],
  seconds: number,
): string {
  const blocks = done - first + 1;
  const rate = blocks / seconds;
  const left = Math.ceil((last - done) / rate);
  const share = Math.floor((100 * blocks) / Math.max(1, last - first + 1));
  const where = `block ${formatCount(BigInt(done))} of ${formatCount(BigInt(last))} (${share} %)`;
  const speed = `${formatCount(BigInt(Math.round(rate)))} blocks and ${formatCount(BigInt(Math.round(events / seconds)))} events a second`;
  return `${doing}: ${where}, ${speed}, about ${timeLeft(left)} left`;
}

/** Seconds as a person reads them. */
function timeLeft(seconds: number): string {
  if (seconds < 120) return `${seconds} s`;
  if (seconds < 7_200) return `${Math.ceil(seconds / 60)} min`;
  return `${Math.ceil(seconds / 3_600)} h`;
}
