/** A JSON-RPC question. */
export interface Question {
  readonly method: string;
  readonly params: readonly unknown[];
}

/** What a node said that is no result: its error, or what kept it from answering. */
export class Fault extends Error {
  override readonly name = "Fault";
  /** The node's own number; none where no JSON-RPC answer came. */
  readonly code: number | undefined;
  /** The status of the HTTP answer, where it was none of success. */
  readonly status: number | undefined;
  readonly data: unknown;
  /** Seconds after which the node wants to be asked again. */
  readonly after: number | undefined;

  constructor(message: string, more: Partial<Pick<Fault, "code" | "status" | "data" | "after">>) {
    super(message);
    this.code = more.code;
    this.status = more.status;
    this.data = more.data;
    this.after = more.after;
  }
}

/** An answer to each question, in their order; throws where none came to any. */
export type Ask = (questions: readonly Question[]) => Promise<(Fault | { result: unknown })[]>;

interface Said {
  readonly id?: number | null;
  readonly result?: unknown;
  readonly error?: { readonly code?: number; readonly message?: string; readonly data?: unknown };
}

/** Milliseconds that an answer may take. */
const PATIENCE = 60_000;

/** Asks the node at `url`, several questions in one request. The URL may name a user and a password. */
export function askAt(url: string, patience = PATIENCE): Ask {
  const { username, password, ...parts } = partsOf(url);
  const headers: Record<string, string> = { "content-type": "application/json" };
  if (username !== "") {
    const pair = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
    headers["authorization"] = `Basic ${Buffer.from(pair).toString("base64")}`;
  }
  return async (questions) => {
    const asked = questions.map((question, id) => ({ jsonrpc: "2.0", id, ...question }));
    const body = JSON.stringify(asked.length === 1 ? asked[0] : asked);
    const signal = AbortSignal.timeout(patience);
    const text = await fetch(parts.href, { method: "POST", headers, body, signal }).then(
      async (response) => bodyOf(response, await response.text()),
      (error: unknown) => {
        throw unanswered(error);
      },
    );
    return answersIn(text, questions.length);
  };
}

function partsOf(url: string): { href: string; username: string; password: string } {
  const parsed = new URL(url);
  const { username, password } = parsed;
  Object.assign(parsed, { username: "", password: "" });
  return { href: parsed.href, username, password };
}

/** The text of an answer; a status other than success is a fault, unless JSON-RPC says more. */
function bodyOf({ ok, status, statusText, headers }: Response, text: string): string {
  if (ok || (status !== 429 && /^\s*[[{].*"error"/s.test(text))) return text;
  const after = Number(headers.get("retry-after") ?? Number.NaN);
  const message = `HTTP ${status} ${messageIn(text) ?? statusText}`.trim();
  throw new Fault(message, { status, ...(Number.isFinite(after) ? { after } : {}) });
}

function messageIn(text: string): string | undefined {
  const [, message] = /"message"\s*:\s*"((?:[^"\\]|\\.)*)"/.exec(text) ?? [];
  return message;
}

function answersIn(text: string, count: number): (Fault | { result: unknown })[] {
  const parsed = parsedOf(text);
  const list = Array.isArray(parsed) ? (parsed as Said[]) : [parsed as Said];
  const single = count === 1 || !Array.isArray(parsed) ? list[0] : undefined;
  // One error in place of many answers is about the request as a whole.
  if (count > 1 && single !== undefined) throw faultOf(single);
  const byId = new Map(list.map((said) => [Number(said.id), said]));
  return Array.from({ length: count }, (_, id) => {
    const said = single ?? byId.get(id);
    if (said === undefined) return new Fault("the node left a question unanswered", {});
    return said.error === undefined && "result" in said ? { result: said.result } : faultOf(said);
  });
}

function parsedOf(text: string): unknown {
  try {
    const parsed: unknown = JSON.parse(text);
    if (typeof parsed === "object" && parsed !== null) return parsed;
  } catch {
    // told below
  }
  throw new Fault(`the answer is no JSON-RPC: ${text.slice(0, 60).replaceAll("\n", " ")}`, {});
}

function faultOf({ error }: Said): Fault {
  const { code, message = "an answer with neither a result nor an error", data } = error ?? {};
  return new Fault(message, { data, ...(code === undefined ? {} : { code }) });
}

/** Why no answer came: the innermost cause says it. */
function unanswered(error: unknown): Fault {
  const { name, cause } = error as { name?: string; cause?: { code?: string; message?: string } };
  if (name === "TimeoutError") return new Fault("timeout: no answer came in time", {});
  return new Fault(cause?.code ?? cause?.message ?? (error as Error).message, {});
}
