import type { Addresses } from "../../lib/system.ts";
import { walked } from "../../lib/walks.ts";
import type { Event } from "../collect.ts";
import { decode, type History, type HistoryLog } from "../decode.ts";
import type { Finding, FoundEvent } from "./finding.ts";

/** A log in words: whose it is, what it says, and with what. */
interface Named {
  readonly contract: string;
  readonly name: string;
  /** By the argument's name, as text; the data where no ABI reads it. */
  readonly args: ReadonlyMap<string, string>;
}

const NOT_MINED = { time: 0, isAlone: true };

/** Reads single logs. The ABIs are made once, for the first of them. */
export class Namer {
  readonly #addresses: Addresses;
  readonly #names: ReadonlyMap<string, string>;
  #log: HistoryLog | undefined;
  #events: Iterable<Event> | undefined;

  constructor(addresses: Addresses) {
    this.#addresses = addresses;
    this.#names = new Map(
      Object.entries(addresses).map(([name, at]) => [String(at).toLowerCase(), name]),
    );
  }

  /** What a log says, in words. */
  of(log: HistoryLog): Named {
    const contract = this.#names.get(log.address) ?? log.address;
    const event = this.#decoded(log);
    if (event === undefined) {
      const args = new Map([
        ["topics", log.topics.join(" ")],
        ["data", log.data],
      ]);
      return { contract, name: "an event that no ABI has", args };
    }
    const args = Object.entries(event.args.toObject()).map(
      ([name, value]) => [name, inText(value)] as const,
    );
    return { contract, name: event.name, args: new Map(args) };
  }

  #decoded(log: HistoryLog): Event | undefined {
    this.#log = log;
    try {
      this.#events ??= decode(this.#history(), this.#addresses).events;
      for (const event of this.#events) return event;
    } catch {
      // What was altered may be what no ABI reads.
    }
    return undefined;
  }

  /** A history that has, at each walk, the log that is asked about. */
  #history(): History {
    const now = () => (this.#log === undefined ? [] : [{ ...this.#log, ...NOT_MINED }]);
    return { head: 0, logs: walked(() => now().values()), refused: [], accepted: [] };
  }
}

const inText = (value: unknown): string =>
  Array.isArray(value) ? `[${value.map(inText).join(", ")}]` : String(value);

const CHANGES = {
  deleted: "is on the chain and not in the file: it was deleted",
  added: "is in the file and not on the chain: it was added",
} as const;

/** An event that only one side has. */
export function lonely(log: HistoryLog, change: "deleted" | "added", namer: Namer): Finding {
  const { contract, name, args } = namer.of(log);
  const said = [...args].map(([what, value]) => `${what} ${value}`).join(", ");
  const what = `${placeOf(log)}: ${name} of ${contract} ${CHANGES[change]} (${said})`;
  return { of: "events", what, event: foundAt(log, { change, contract, name, differs: [] }) };
}

/** An event that both sides have, and not alike. */
export function altered(here: HistoryLog, chain: HistoryLog, namer: Namer): Finding {
  const [ours, theirs] = [namer.of(here), namer.of(chain)];
  const differs = differencesOf(here, chain, ours, theirs);
  const said = differs
    .map(({ name, here: has, chain: is }) => `${name} is ${has} in the file, ${is} on the chain`)
    .join("; ");
  const what = `${placeOf(chain)}: ${theirs.name} of ${theirs.contract} was altered: ${said}`;
  const { contract, name } = theirs;
  return {
    of: "events",
    what,
    event: foundAt(chain, { change: "altered", contract, name, differs }),
  };
}

function differencesOf(here: HistoryLog, chain: HistoryLog, ours: Named, theirs: Named) {
  const pairs: [name: string, here: string, chain: string][] = [
    ["contract", ours.contract, theirs.contract],
    ["event", ours.name, theirs.name],
    ["transaction", here.transaction, chain.transaction],
    ["place in the block", String(here.index), String(chain.index)],
  ];
  if (ours.name === theirs.name)
    for (const [name, value] of theirs.args)
      pairs.push([name, ours.args.get(name) ?? "none", value]);
  const found = pairs
    .filter(([, has, is]) => has !== is)
    .map(([name, has, is]) => ({ name, here: has, chain: is }));
  if (found.length > 0) return found;
  // Bytes that mean the same: no argument tells them apart.
  return [{ name: "data", here: here.data, chain: chain.data }];
}

const foundAt = (
  { block, index }: HistoryLog,
  rest: Omit<FoundEvent, "block" | "log">,
): FoundEvent => ({ block, log: index, ...rest });

const placeOf = ({ block, index }: HistoryLog): string => `block ${block}, log ${index}`;
