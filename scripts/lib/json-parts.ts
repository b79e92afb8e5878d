/** What JSON.stringify does with a value before it writes it. */
type Before = (value: unknown) => unknown;

/**
 * An object as JSON, indented by two, part by part: the bytes of JSON.stringify and a line's end. What is walked, and is neither a
 * text nor known to `before`, is a list of which one element is made at a time.
 */
export function* jsonParts(value: object, before: Before): Generator<string> {
  yield "{";
  let comma = "";
  for (const [key, part] of Object.entries(value) as [string, unknown][]) {
    const texts = isWalked(part) ? listParts(part, before) : whole(part, before);
    let name = `${comma}\n  ${JSON.stringify(key)}: `;
    for (const text of texts) {
      yield name + text;
      name = "";
      comma = ",";
    }
  }
  yield comma === "" ? "}\n" : "\n}\n";
}

const isWalked = (value: unknown): value is Iterable<unknown> =>
  typeof value === "object" &&
  value !== null &&
  Symbol.iterator in value &&
  !(value instanceof Map || value instanceof Set);

/** Nothing for what JSON leaves out. */
function* whole(value: unknown, before: Before): Generator<string> {
  const text = textOf(value, before, "\n  ");
  if (text !== undefined) yield text;
}

function* listParts(items: Iterable<unknown>, before: Before): Generator<string> {
  let opening = "[";
  for (const item of items) {
    yield `${opening}\n    ${textOf(item, before, "\n    ") ?? "null"}`;
    opening = ",";
  }
  yield opening === "[" ? "[]" : "\n  ]";
}

/** A value's JSON, each line after `line`: within texts JSON has no line's end. */
function textOf(value: unknown, before: Before, line: string): string | undefined {
  // Of what JSON leaves out there is no text, whatever the types say.
  const text = JSON.stringify(value, (_, part: unknown) => before(part), 2) as string | undefined;
  return text?.replaceAll("\n", line);
}
