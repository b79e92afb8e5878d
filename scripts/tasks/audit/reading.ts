import { mustHave, readingAt, readingOf, type Reading } from "../../audit/reading.ts";
import type { Place } from "./place.ts";
import { addressesAt, defaultFile, urlOf, type Source } from "./source.ts";

/** Reads the events of a source and makes no books of them: what is wrong in them is for the reader to find. */
export async function readEvents({ from, ...given }: Source, place: Place): Promise<Reading> {
  const named = given.url ?? place.url;
  const url = named === undefined ? undefined : urlOf(named);
  if (from === undefined && url !== undefined)
    return readingAt(url, await addressesAt(given.addresses, url, place));
  const file = from ?? defaultFile(place);
  const reading = readingOf(file);
  if (url !== undefined) await mustHave(url, file, reading);
  return reading;
}
