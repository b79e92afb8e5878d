import { chunks } from "../../lib/chunks.ts";
import { UserError } from "../../lib/errors.ts";
import { Fault, type Ask, type Question } from "./ask.ts";
import { kindOf } from "./faults.ts";

/** A provider that answers for fewer blocks only. */
export class RangeRefused extends Error {
  override readonly name = "RangeRefused";
  readonly fault: Fault;
  constructor(fault: Fault) {
    super(fault.message);
    this.fault = fault;
  }
}

/** Milliseconds before each further try. */
const PAUSES = [500, 1_000, 2_000, 4_000, 8_000, 16_000] as const;
/** A wait that a provider asks for is kept up to this. */
const LONGEST = 60_000;
/** Tries after which a failure without an answer is taken for a range that is too wide. */
const TRIES = 3;

export interface Patience {
  readonly pauses?: readonly number[];
  readonly wait?: (milliseconds: number) => Promise<unknown>;
}

const sleep = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));
const NO_CHAIN = /ECONNREFUSED|ENOTFOUND|EAI_AGAIN|Invalid URL/;

/** Asks a node, and asks again where that may help; what does not pass is one line that says what to do. */
export class Asker {
  readonly #ask: Ask;
  readonly #where: string;
  readonly #pauses: readonly number[];
  readonly #wait: (milliseconds: number) => Promise<unknown>;
  #hasAnswered = false;
  /** Questions in one request. */
  questions: number;
  /** Requests sent so far. */
  requests = 0;

  constructor(ask: Ask, where: string, questions: number, { pauses, wait }: Patience = {}) {
    this.#ask = ask;
    this.#where = where;
    this.#pauses = pauses ?? PAUSES;
    this.#wait = wait ?? sleep;
    this.questions = Math.max(1, questions);
  }

  /** One question. */
  async one<T>(method: string, params: readonly unknown[]): Promise<T> {
    return (await this.many([{ method, params }]))[0] as T;
  }

  /** One question about a range of blocks; {RangeRefused} where fewer of them may be answered. */
  async range<T>(method: string, params: readonly unknown[], isOne: boolean): Promise<T> {
    for (let tries = 0; ; tries += 1) {
      const said = await this.#try([{ method, params }]);
      const [first] = said instanceof Fault ? [said] : said;
      if (first === undefined) throw new Error("no answer to one question");
      if (!(first instanceof Fault)) return first.result as T;
      if (kindOf(first, true) === "range") throw new RangeRefused(first);
      if (isSlow(first) && !isOne && tries + 1 >= TRIES) throw new RangeRefused(first);
      await this.#pause(first, tries, method);
    }
  }

  /**
   * The answers in the questions' order. Where `takes` takes a fault for an answer, it is one.
   * As many questions go into one request as the provider lets.
   */
  async many(
    questions: readonly Question[],
    takes: (fault: Fault) => boolean = () => false,
  ): Promise<unknown[]> {
    const answers = new Array<unknown>(questions.length);
    let left = questions.map((question, n) => ({ question, n }));
    for (let tries = 0; left.length > 0;) {
      const before = left.length;
      const { failed, fault, isWhole } = await this.#round(left, answers, takes);
      left = failed;
      if (fault === undefined) continue;
      if (left.length < before) tries = 0;
      if (isWhole && this.#splits(fault, tries)) continue;
      await this.#pause(fault, tries, left[0]?.question.method ?? "");
      tries += 1;
    }
    return answers;
  }

  /** Asks each question once, request by request, up to the first request that has a fault. */
  async #round(
    left: readonly { question: Question; n: number }[],
    answers: unknown[],
    takes: (fault: Fault) => boolean,
  ) {
    const parts = chunks(left, this.questions);
    for (const [at, part] of parts.entries()) {
      const said = await this.#try(part.map(({ question }) => question));
      const later = parts.slice(at + 1).flat();
      if (said instanceof Fault) return { failed: [...part, ...later], fault: said, isWhole: true };
      const failed: typeof part = [];
      let fault: Fault | undefined;
      for (const [index, one] of part.entries()) {
        const answer = said[index];
        if (answer instanceof Fault && !takes(answer)) {
          failed.push(one);
          fault ??= answer;
        } else answers[one.n] = answer instanceof Fault ? answer : answer?.result;
      }
      if (fault !== undefined) return { failed: [...failed, ...later], fault, isWhole: false };
    }
    return { failed: [], fault: undefined, isWhole: false };
  }

  async #try(questions: readonly Question[]): Promise<Fault | Awaited<ReturnType<Ask>>> {
    this.requests += 1;
    try {
      const said = await this.#ask(questions);
      this.#hasAnswered = true;
      return said;
    } catch (error) {
      if (error instanceof Fault) return error;
      throw error;
    }
  }

  /** Whether fewer questions in a request may help, as it was refused as a whole; they are then fewer from now on. */
  #splits(fault: Fault, tries: number): boolean {
    const isLater = kindOf(fault, false) === "later" && (!isSlow(fault) || tries + 1 < TRIES);
    if (this.questions === 1 || isLater) return false;
    this.questions = Math.floor(this.questions / 2);
    return true;
  }

  async #pause(fault: Fault, tries: number, method: string): Promise<void> {
    const pause = this.#pauses[tries];
    if (!this.#hasAnswered && NO_CHAIN.test(fault.message)) {
      throw new UserError(
        `no chain answers at ${this.#where} (${fault.message}); name another with --url`,
      );
    }
    if (kindOf(fault, false) === "final") {
      throw new UserError(
        `the provider at ${this.#where} does not take ${method}: ${told(fault)}; name another with --url`,
      );
    }
    if (pause === undefined) {
      throw new UserError(
        `the provider at ${this.#where} does not answer ${method}, asked ${tries + 1} times: ${told(fault)}; ` +
          "run the same command later, it goes on where it stopped",
      );
    }
    await this.#wait(Math.min(LONGEST, Math.max(pause, (fault.after ?? 0) * 1_000)));
  }

  /** Waits for a chain that changes while it is read, or for nodes of one provider to agree. */
  async settle(times: number, why: string): Promise<void> {
    const pause = times === 1 ? 0 : this.#pauses[times - 2];
    if (pause === undefined) {
      throw new UserError(
        `the provider at ${this.#where} contradicts itself, asked ${times} times (${why}); ` +
          "run the same command later, it goes on where it stopped",
      );
    }
    await this.#wait(pause);
  }

  /** The line for a range of one block that is refused. */
  tooMuch(block: number, fault: Fault): UserError {
    return new UserError(
      `the provider at ${this.#where} refuses block ${block} alone: ${told(fault)}; name another with --url`,
    );
  }
}

/** A gateway that gave up may have been asked for too much. */
const isSlow = ({ status, message }: Fault): boolean =>
  (status !== undefined && status >= 500) || message.startsWith("timeout");

/** What a provider said, on one line. */
export function told({ message, code }: Fault): string {
  const line = message.replace(/\s+/g, " ").slice(0, 200);
  return code === undefined ? line : `${line} (${code})`;
}
