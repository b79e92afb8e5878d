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
  console.log(json ? jsonOf(traced) : textOf(traced, { names: named, all }).join("\n"));
  if (svg !== undefined && !json) console.log(`\nThe drawing is in ${svg}.`);
}
