import { readNames } from "../../audit/names.ts";
import { askedOf, type Written } from "../../audit/trace/asked.ts";
import { jsonOf } from "../../audit/trace/json.ts";
import { textOf } from "../../audit/trace/text.ts";
import { flowOf } from "../../audit/trace/read.ts";
import { svgOf } from "../../audit/trace/svg.ts";
import { traceIn } from "../../audit/trace/trace.ts";
import type { Place } from "./place.ts";
import { readSource, type Source } from "./source.ts";
import { writeWhole } from "./write.ts";

interface Args extends Written, Source {
  readonly svg?: string | undefined;
  readonly names?: string | undefined;
  readonly all?: boolean;
  readonly json?: boolean;
}

/** Traces one item from where its won came from to where they went. Sends nothing. */
export default async function trace(args: Args, place: Place): Promise<void> {
  const { svg, names, all = false, json = false } = args;
  // What was written badly is refused before anything is read.
  const asked = askedOf(args);
  const named = names === undefined ? new Map<string, string>() : readNames(names);
  const { events, addresses } = await readSource(args, place);
  const traced = traceIn(flowOf(events, addresses), asked);
  if (svg !== undefined) writeWhole(svg, svgOf(traced));
  if (json) return printParts(jsonOf(traced));
  console.log(textOf(traced, { names: named, all }).join("\n"));
  if (svg !== undefined) console.log(`\nThe drawing is in ${svg}.`);
}

const A_PIECE = 65_536;

/** Prints what may be longer than one text can be, piece by piece, no faster than it is read. */
async function printParts(parts: Iterable<string>): Promise<void> {
  let piece = "";
  for (const part of parts) {
    piece += part;
    if (piece.length < A_PIECE) continue;
    if (!process.stdout.write(piece)) await drained();
    piece = "";
  }
  process.stdout.write(piece);
}

const drained = () =>
  new Promise<void>((resolve) => {
    process.stdout.once("drain", resolve);
  });
