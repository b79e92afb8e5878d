import type { Fault } from "./ask.ts";

/** What a fault asks for: fewer blocks, fewer questions at once, another try later, or another provider. */
export type Kind = "range" | "batch" | "later" | "final";

/** What a provider refuses by the width of a range: the widest may be named. */
const WIDE = [
  /block range/i,
  /(blocks?|requested|limited to).{0,40}\brange\b/i,
  /\brange\b.{0,40}(too (wide|large|big|long)|exceed|limit|not supported|maximum)/i,
  /(max(imum)?|exceeds?|limit(ed)?).{0,40}\brange\b/i,
  /ranges? over/i,
  /too many blocks/i,
  /up to an? [\d,]+[kKmM]? blocks?/i,
];

/** What it refuses by how much the answer holds, or how long it takes. */
const MUCH = [
  /(more than|exceeds?|over|limit(ed)?( (of|to))?|max(imum)?( of)?) [\d,]+[kKmM]? (results|logs|events)/i,
  /(too many|max(imum)?|number of) (results|logs|events)/i,
  /(logs?|results?|query|response|body|content|entity|size).{0,60}(exceed|too (large|big|long)|larger than|limit)/i,
  /too (large|big)/i,
  /time(d)?[ -]?out|deadline exceeded|took too long|took more than/i,
];

const RATE =
  /rate[ -]?limit|too many requests|requests? per|per second|request count|quota|capacity|throttl|compute units|credits/i;
const BATCH = /batch/i;

/** Numbers by which providers say that an answer would be too much. */
const MUCH_CODES = new Set([-32005, -32008, -32020]);
/** No such method, no such parameters, no access: asking again changes nothing. */
const FINAL_CODES = new Set([-32601, -32600, -32602, -32604]);
const FINAL_STATUS = new Set([400, 401, 403, 404, 405, 407, 410]);

/** Sorts a fault that came to a question about a range of blocks, or to another one. */
export function kindOf({ message, code, status }: Fault, isRange: boolean): Kind {
  if (status === 429 || code === 429 || RATE.test(message)) return "later";
  if (BATCH.test(message)) return "batch";
  const isMuch = status === 413 || (code !== undefined && MUCH_CODES.has(code));
  const isRefusal = isMuch || [...WIDE, ...MUCH].some((pattern) => pattern.test(message));
  if (isRefusal) return isRange ? "range" : status === 413 || isMuch ? "batch" : "later";
  if (status !== undefined) return FINAL_STATUS.has(status) ? "final" : "later";
  return code !== undefined && FINAL_CODES.has(code) ? "final" : "later";
}

/** Whether the width of the range was refused, and not what the answer holds: a shorter one is needed everywhere. */
export const isWidth = ({ message }: Fault): boolean =>
  WIDE.some((pattern) => pattern.test(message)) &&
  !/\d (results|logs|events)|response size|too many (results|logs)/i.test(message);

/** How many blocks the provider says that it would answer for: those of a range it offers, or the most it takes. */
export function namedBlocks({ message, data }: Fault): number | undefined {
  const text = `${message} ${typeof data === "string" ? data : JSON.stringify(data ?? "")}`;
  return offered(text) ?? limit(text);
}

/** `try with this block range [0x1, 0x64]`, or `retry with the range 1-100`. */
function offered(text: string): number | undefined {
  const [, from, to] =
    /range[^[\d]{0,30}\[\s*"?(0x[\da-f]+|\d+)"?\s*,\s*"?(0x[\da-f]+|\d+)"?\s*\]/i.exec(text) ??
    /range[^\d[]{0,12}(\d+)\s*-\s*(\d+)/i.exec(text) ??
    /"from"\s*:\s*"?(0x[\da-f]+|\d+)"?.{0,40}"to"\s*:\s*"?(0x[\da-f]+|\d+)/i.exec(text) ??
    [];
  if (from === undefined || to === undefined) return undefined;
  const blocks = Number(to) - Number(from) + 1;
  return blocks >= 1 ? blocks : undefined;
}

const NUMBER = String.raw`([\d][\d,_]*[kKmM]?)`;

/** What names the widest range, in the words of several providers. */
const LIMITS = [
  new RegExp(String.raw`limited to an? ${NUMBER}( blocks?)? range`, "i"),
  new RegExp(String.raw`up to an? ${NUMBER} blocks? range`, "i"),
  new RegExp(
    String.raw`max(?:imum)?(?: allowed)?(?: block)?(?: range)?(?: is)?(?: set to)?:? ${NUMBER}`,
    "i",
  ),
  new RegExp(
    String.raw`(?:range|limit)s?(?: (?:is|of|over|to|limit|exceeded))*:? ${NUMBER}(?! (?:results|logs))`,
    "i",
  ),
  new RegExp(String.raw`${NUMBER}[ -]blocks?\b`, "i"),
];

function limit(text: string): number | undefined {
  for (const pattern of LIMITS) {
    const [, written] = pattern.exec(text) ?? [];
    if (written !== undefined) return countOf(written);
  }
  return undefined;
}

function countOf(written: string): number | undefined {
  const unit = /k$/i.test(written) ? 1_000 : /m$/i.test(written) ? 1_000_000 : 1;
  const blocks = Number(written.replace(/[,_kKmM]/g, "")) * unit;
  return Number.isSafeInteger(blocks) && blocks >= 1 ? blocks : undefined;
}
