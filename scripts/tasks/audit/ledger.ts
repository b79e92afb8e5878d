import { plainHeading } from "../../audit/headings.ts";
import { prepare, publishAs, type Publication } from "../ledger-out.ts";
import type { Place } from "./place.ts";
import { FILE } from "./source-options.ts";
import { readSource, type Source } from "./source.ts";

interface Args extends Source, Publication {}

/** Rebuilds the books from the events of a chain or of a file, and prints them. Sends nothing. */
export default async function ledger(
  { out, json = false, ...source }: Args,
  place: Place,
): Promise<void> {
  prepare({ out });
  const audit = await readSource(source, place);
  const url = source.url ?? place.url;
  const known = await place.known?.(audit.addresses, url);
  const heading =
    known?.heading ?? plainHeading(audit, source.from ?? (url === undefined ? FILE : "a chain"));
  publishAs(audit, heading, { out, json }, known?.names);
}
