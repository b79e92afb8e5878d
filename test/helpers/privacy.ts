import { getBytes } from "ethers";
import { digitsKinds, textKinds, type Kind } from "./personal.ts";

/** A value that stands on chain, under the name its contract gives it; without one where nothing names it. */
export interface Value {
  readonly name: string;
  readonly type: string;
  readonly value: unknown;
}

/** The input of one transaction or one event: as bytes, and decoded as far as it can be. */
export interface Trace {
  readonly where: string;
  readonly bytes: string;
  readonly values: readonly Value[];
}

/** Something that may name, reach or number a person. */
export interface Finding {
  readonly kind: Kind;
  readonly text: string;
  readonly where: string;
}

/** Everything in `traces` that may be personal, but for texts that are `known` to be none. */
export function personalIn(traces: readonly Trace[], known: readonly string[] = []): Finding[] {
  return traces.flatMap((trace) => {
    const { where } = trace;
    const texts = textsOf(trace).map((text) => known.reduce((rest, word) => cut(rest, word), text));
    const inTexts = texts.flatMap((text) => textKinds(text).map((kind) => ({ kind, text, where })));
    const inNumbers = trace.values.flatMap((value) =>
      numberKinds(value).map((kind) => ({ kind, text: `${value.name} ${number(value)}`, where })),
    );
    return [...inTexts, ...inNumbers];
  });
}

/** The text without a known word, and with something in its place that joins nothing. */
const cut = (text: string, word: string): string => text.replaceAll(word, "\u0000");

/** What was decoded as text, and what reads as text in the bytes. */
function textsOf({ bytes, values }: Trace): string[] {
  const written = values.flatMap(({ type, value }) => (type === "string" ? [String(value)] : []));
  const raw = runsOf(getBytes(bytes))
    .filter(isText)
    .map(({ text }) => text);
  return [...new Set([...written, ...raw])];
}

/** Printable UTF-8 in a row: ASCII and Hangul syllables. */
interface Run {
  readonly text: string;
  readonly length: number;
  /** It begins where a word does and ends in zeros: so a text stands in calldata and events, and a hash hardly ever. */
  readonly isWhole: boolean;
}

/** The length in bytes of the printable character at `at`; 0 where there is none. */
function printable(bytes: Uint8Array, at: number): number {
  const [a = 0, b = 0, c = 0] = bytes.subarray(at, at + 3);
  if (a >= 0x20 && a < 0x7f) return 1;
  const isThree = a >> 4 === 0xe && b >> 6 === 2 && c >> 6 === 2;
  const code = ((a & 15) << 12) | ((b & 63) << 6) | (c & 63);
  return isThree && code >= 0xac00 && code <= 0xd7a3 ? 3 : 0;
}

/** Runs from where they begin, and the rest of each from where a word begins within it. */
function runsOf(bytes: Uint8Array): Run[] {
  const runs: Run[] = [];
  for (let start = 0; start < bytes.length; start += 1) {
    let end = start;
    for (let step = printable(bytes, end); step > 0; step = printable(bytes, end)) end += step;
    if (end === start) continue;
    runs.push(run(bytes, start, end));
    for (let at = start + 1; at <= end - SHORTEST; at += 1) {
      if (beginsWord(bytes, at)) runs.push(run(bytes, at, end));
    }
    start = end;
  }
  return runs;
}

function run(bytes: Uint8Array, start: number, end: number): Run {
  const text = Buffer.from(bytes.subarray(start, end)).toString("utf8");
  const ends = (bytes[end] ?? 0) === 0 && (bytes[end + 1] ?? 0) === 0;
  return { text, length: end - start, isWhole: ends && beginsWord(bytes, start) };
}

/** Words begin at the start of an event's data, after the four bytes of a call, and counted from a deployment's end. */
const beginsWord = ({ length }: Uint8Array, at: number): boolean =>
  [0, 4, length % 32].includes(at % 32);

/** Two syllables, as the shortest names have. */
const SHORTEST = 6;

/**
 * Long enough to be no accident. In two million random bytes, about what a scenario leaves, two syllables in a row occur
 * about once, and not as a whole word; three syllables, nine digits, or a name within twelve printable bytes do not.
 */
const isText = ({ text, length, isWhole }: Run): boolean =>
  (isWhole && length >= SHORTEST) || length >= 12 || /[가-힣]{3}|[\d-]{9}|\S{2}@\S{3}/.test(text);

/** Names of values that are whole won or instants: these are large numbers without being anybody's. */
const AMOUNT =
  /amount|value|budget|allowance|limit|balance|threshold|cap$|daily|transfer|issuable/i;
const INSTANT = /(?:at|until|time|after|before|deadline|timepoint|since|validity)$/i;

/** A number as decoded, or as `bytes32` and the like hold one; undefined where the value is none. */
function number({ type, value }: Value): bigint | undefined {
  if (/^u?int/.test(type)) return BigInt(value as bigint);
  const size = Number(/^bytes(\d+)$/.exec(type)?.[1] ?? 0);
  if (size < 16) return undefined;
  const found = BigInt(String(value));
  return found < 2n ** 64n ? found : undefined;
}

function numberKinds(value: Value): Kind[] {
  const found = number(value);
  if (found === undefined || found < 0n) return [];
  if (AMOUNT.test(value.name) || INSTANT.test(value.name)) return [];
  return digitsKinds(found.toString());
}
