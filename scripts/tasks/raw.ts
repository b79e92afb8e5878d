/** A word or number as its text; nothing for anything else. */
export const asText = (raw: unknown): string =>
  typeof raw === "string" || typeof raw === "number" || typeof raw === "bigint" ? String(raw) : "";

/** What was found where something else was expected. */
export const describe = (raw: unknown): string => {
  if (raw === undefined || raw === null || raw === "") return "nothing";
  if (typeof raw === "boolean") return String(raw);
  return typeof raw === "object" ? "a structure" : `"${asText(raw)}"`;
};

/** Said where `150,000` has become the value 150 and a field called 000. */
export const COMMA = "a comma ends a value here; write thousands as 150_000";
