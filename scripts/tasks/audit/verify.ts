import { readManifest, type Manifest } from "../../audit/export/manifest.ts";
import { faultsAgainst, faultsIn } from "../../audit/export/verify.ts";
import { readNames } from "../../audit/names.ts";
import { hashAt, hashIn } from "../../audit/reading.ts";
import { UserError } from "../../lib/errors.ts";
import { formatCount } from "../../lib/won.ts";
import type { Place } from "./place.ts";
import { readEvents } from "./reading.ts";
import { urlOf, type Source } from "./source.ts";

interface Args extends Source {
  readonly folder?: string | undefined;
  readonly names?: string | undefined;
}

/** Checks the files of an export against its manifest and, where a source is named, against what is made anew from it. */
export default async function verify(args: Args, place: Place): Promise<void> {
  const { folder } = args;
  if (folder === undefined || folder === "")
    throw new UserError(`name the folder of an export: ${place.program} verify FOLDER`);
  const manifest = readManifest(folder);
  const faults = await faultsIn(folder, manifest);
  const isNamed = args.from !== undefined || (args.url ?? place.url) !== undefined;
  if (isNamed) faults.push(...(await against(args, place, manifest)));
  for (const fault of faults) console.log(fault);
  if (faults.length > 0) process.exitCode = 1;
  else console.log(summaryOf(manifest, isNamed));
}

async function against(args: Args, place: Place, manifest: Manifest): Promise<string[]> {
  const names = args.names === undefined ? undefined : readNames(args.names);
  const { number } = manifest.block;
  const reading = await readEvents(args, place);
  const url = args.url ?? place.url;
  const hash =
    number > reading.head
      ? undefined
      : args.from === undefined && url !== undefined
        ? await hashAt(urlOf(url), number)
        : hashIn(args.from ?? "", number);
  return faultsAgainst(manifest, { reading, hash, names });
}

function summaryOf({ files, block }: Manifest, isNamed: boolean): string {
  const rows = files.reduce((sum, file) => sum + file.rows, 0);
  const whole = `${files.length} files with ${formatCount(rows)} rows are as the manifest says, none is missing and none more`;
  const anew = isNamed
    ? `block ${block.number} is the source's, and the export made anew is the same byte for byte`
    : "no source was named: whether they are the chain's was not asked";
  return `${whole}; ${anew}.`;
}
