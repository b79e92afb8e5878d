import { UserError } from "../../lib/errors.ts";
import { formatLine } from "../../lib/lines.ts";
import { formatCount, formatWon } from "../../lib/won.ts";
import type { Asked } from "./asked.ts";
import type { Flow } from "./flow.ts";
import { stepOf, wholeOf, type Step } from "./follow.ts";
import { PAYMENTS, type Kind } from "./kinds.ts";

/** What was found: won of movements, or lines and obligations, or both. */
export interface Item {
  readonly title: string;
  readonly roots: readonly Step[];
  /** Obligations and lines that were asked for themselves. */
  readonly obligations: readonly number[];
  readonly lines: readonly bigint[];
  /** Whether its way ends where money comes home; otherwise it goes on through the Treasury. */
  readonly endsAtHome: boolean;
}

type By<Name extends Asked["by"]> = Extract<Asked, { by: Name }>;

const unknown = ({ written }: Asked, why: string): UserError => new UserError(`${written}: ${why}`);

/** Finds what was asked for; what is not there is refused in one line. */
export function find(flow: Flow, asked: Asked): Item {
  switch (asked.by) {
    case "transaction":
      return transaction(flow, asked);
    case "payment":
      return payment(flow, asked);
    case "receipt":
      return receipt(flow, asked);
    case "grants":
      return grants(flow, asked);
    case "grant":
      return grant(flow, asked);
    case "obligation":
      return obligation(flow, asked);
    case "issue":
      return issue(flow, asked);
    case "line":
      return line(flow, asked);
    case "won":
      return won(flow, asked);
    case "account":
      return held(flow, asked);
  }
}

const item = (title: string, roots: readonly Step[], also: Partial<Item> = {}): Item => ({
  ...{ title, roots, obligations: [], lines: [], endsAtHome: true },
  ...also,
});

/** The movements for which something is so, in order. */
function movesWhere(flow: Flow, isSo: (move: ReturnType<Flow["move"]>) => boolean): number[] {
  const found: number[] = [];
  for (let id = 1; id <= flow.length; id++) if (isSo(flow.move(id))) found.push(id);
  return found;
}

const whole = (flow: Flow, moves: readonly number[]): Step[] =>
  moves.map((move) => wholeOf(flow, move));

function numberOf(flow: Flow, asked: Asked & { hash: string }): number {
  const number = flow.transactions.find(asked.hash);
  if (number === undefined)
    throw unknown(asked, "no such transaction moved won or authority in what was read");
  return number;
}

const inTransaction = (flow: Flow, number: number, kinds?: ReadonlySet<Kind>): number[] =>
  movesWhere(
    flow,
    ({ transaction: one, kind }) => one === number && (kinds === undefined || kinds.has(kind)),
  );

function transaction(flow: Flow, asked: By<"transaction">): Item {
  const number = flow.transactions.find(asked.hash);
  if (number === undefined) return matter(flow, asked);
  const moves = inTransaction(flow, number);
  const { authority } = flow;
  const [obligations, lines] = [new Set<number>(), new Set<bigint>()];
  for (let id = 1; id <= authority.length; id++) {
    const done = authority.at(id);
    if (done.transaction !== number) continue;
    if (done.obligation === 0) lines.add(done.line);
    else obligations.add(done.obligation);
  }
  if (moves.length > 0) return item(`transaction ${asked.hash}`, whole(flow, moves));
  const [first] = obligations;
  if (first !== undefined) return ofObligation(flow, first);
  return ofLine(flow, [...lines][0] ?? 0n);
}

/** What is no transaction may be the matter of an obligation. */
function matter(flow: Flow, asked: By<"transaction">): Item {
  const hash = asked.hash.toLowerCase();
  for (let id = 1; id < flow.authority.obligations; id++)
    if (flow.authority.owed(id).matter === hash) return ofObligation(flow, id);
  throw unknown(
    asked,
    "no transaction of that hash moved won or authority in what was read, and no obligation is on such a matter",
  );
}

/** Those of a transaction, or its n-th; `what` says what is counted. */
function chosen(
  asked: Asked & { number: number | undefined },
  moves: readonly number[],
  what: string,
): readonly number[] {
  const { number } = asked;
  if (moves.length === 0) throw unknown(asked, `that transaction made no ${what}`);
  if (number === undefined) return moves;
  const one = moves[number - 1];
  const has = `${formatCount(moves.length)} ${what}${moves.length === 1 ? "" : "s"}`;
  if (one === undefined) throw unknown(asked, `that transaction made ${has}`);
  return [one];
}

const counted = (moves: readonly number[], what: string): string =>
  moves.length === 1 ? what : `${formatCount(moves.length)} ${what}s`;

function payment(flow: Flow, asked: By<"payment">): Item {
  const all = inTransaction(flow, numberOf(flow, asked), PAYMENTS);
  const moves = chosen(asked, all, "payment");
  const which = asked.number === undefined ? "" : `number ${asked.number} `;
  const title = `${counted(moves, "payment")} ${which}of transaction ${asked.hash}`;
  return item(title, whole(flow, moves));
}

function receipt(flow: Flow, asked: By<"receipt">): Item {
  const moves = movesWhere(
    flow,
    ({ kind, ref }) => (kind === "spent" || kind === "rebated") && ref === asked.receipt,
  );
  if (moves.length === 0) throw unknown(asked, "no payment has a receipt of that number");
  const hashes = new Set(moves.map((id) => flow.transactions.hash(flow.move(id).transaction)));
  if (hashes.size > 1) {
    const some = [...hashes].slice(0, 3).join(", ");
    const more = hashes.size > 3 ? ", …" : "";
    throw unknown(
      asked,
      `${hashes.size} transactions have such a receipt; name one: ${some}${more}`,
    );
  }
  return item(`${counted(moves, "payment")} with receipt ${asked.receipt}`, whole(flow, moves));
}

function grants(flow: Flow, asked: By<"grants">): Item {
  const all = inTransaction(flow, numberOf(flow, asked), new Set<Kind>(["granted"]));
  const moves = chosen(asked, all, "grant");
  const which = asked.number === undefined ? "" : `number ${asked.number} `;
  return item(
    `${counted(moves, "grant")} ${which}of transaction ${asked.hash}`,
    whole(flow, moves),
  );
}

function grant(flow: Flow, asked: By<"grant">): Item {
  const { programme, holder } = asked;
  const purse = flow.purses.find("voucher", holder, programme);
  const moves = movesWhere(flow, ({ kind, to }) => kind === "granted" && to === purse);
  if (moves.length === 0)
    throw unknown(asked, `programme ${programme} granted nothing to that account`);
  const title = `${counted(moves, "grant")} of programme ${programme} to ${holder}`;
  return item(title, whole(flow, moves));
}

function obligation(flow: Flow, asked: By<"obligation">): Item {
  const { authority } = flow;
  const found: number[] = [];
  for (let id = 1; id < authority.obligations; id++) {
    const { creditor, matter: of } = authority.owed(id);
    const isIts = asked.creditor === undefined || creditor === asked.creditor;
    if (isIts && of.toLowerCase() === asked.matter) found.push(id);
  }
  const [one, ...others] = found;
  if (one === undefined) throw unknown(asked, "nothing was obligated on that matter");
  if (others.length > 0) {
    const whose = found.map((id) => authority.owed(id).creditor).join(", ");
    throw unknown(
      asked,
      `on it ${found.length} creditors are owed; name CREDITOR:MATTER: ${whose}`,
    );
  }
  return ofObligation(flow, one);
}

function ofObligation(flow: Flow, id: number): Item {
  const { creditor, matter: on } = flow.authority.owed(id);
  const moves = movesWhere(flow, ({ kind, act }) => {
    return isPaid(kind) && flow.authority.at(act).obligation === id;
  });
  const title = `the obligation to ${creditor} on ${on}`;
  return item(title, whole(flow, moves), { obligations: [id] });
}

const isPaid = (kind: Kind): boolean => kind === "liquidated" || kind === "advanced";

function line(flow: Flow, asked: By<"line">): Item {
  if (!flow.authority.lines.includes(asked.line))
    throw unknown(asked, "nothing was ever appropriated to that line");
  return ofLine(flow, asked.line);
}

function ofLine(flow: Flow, number: bigint): Item {
  const moves = movesWhere(flow, ({ kind, act }) => {
    return isPaid(kind) && flow.authority.at(act).line === number;
  });
  const obligations = new Set<number>();
  for (let id = 1; id <= flow.authority.length; id++) {
    const done = flow.authority.at(id);
    if (done.line === number && done.obligation !== 0) obligations.add(done.obligation);
  }
  const also = { lines: [number], obligations: [...obligations] };
  return item(`line ${formatLine(number)}`, whole(flow, moves), also);
}

function issue(flow: Flow, asked: By<"issue">): Item {
  const issuer =
    asked.issuer === undefined ? undefined : (flow.purses.find("issuer", asked.issuer) ?? -1);
  const moves = movesWhere(flow, ({ kind, ref, from }) => {
    return kind === "issued" && ref === asked.ref && (issuer === undefined || from === issuer);
  });
  if (moves.length === 0) throw unknown(asked, "nothing was issued under that reference");
  const issuers = [...new Set(moves.map((id) => flow.purses.at(flow.move(id).from).account))];
  if (issuers.length > 1)
    throw unknown(
      asked,
      `several keys issued under it; name ISSUER:REFERENCE: ${issuers.join(", ")}`,
    );
  const title = `what ${issuers[0] ?? ""} issued under reference ${asked.ref}`;
  return item(title, whole(flow, moves), { endsAtHome: false });
}

/** Where an account's won lie: the Treasury's that count are those it may pay from. */
function purseOf({ purses, treasury }: Flow, asked: By<"won"> | By<"account">): number {
  const { account } = asked;
  const purse = account === treasury ? purses.find("holdings") : purses.find("account", account);
  if (purse === undefined)
    throw unknown(asked, "no won ever came to that account; vouchers are traced with --grant");
  return purse;
}

/** Won that came to an account, counted from the first that ever came. */
function won(flow: Flow, asked: By<"won">): Item {
  const purse = purseOf(flow, asked);
  const { first, last, account } = asked;
  const roots: Step[] = [];
  let came = 0n;
  for (let id = flow.purses.first.at(purse); id !== 0; id = flow.next(id)) {
    const amount = flow.amount(id);
    const from = first - 1n > came ? first - 1n - came : 0n;
    const to = last - came < amount ? last - came : amount;
    if (from < to) roots.push(stepOf(id, [{ from, to }]));
    came += amount;
  }
  if (last > came) throw unknown(asked, `only ${formatWon(came)} ever came to that account`);
  const balance = flow.purses.balance.at(purse);
  const which =
    first === last
      ? `won ${formatCount(first)}`
      : `won ${formatCount(first)} to ${formatCount(last)}`;
  const title = `${which} of ${formatWon(came)} that ever came to ${account}, which holds the last ${formatWon(balance)}`;
  return item(title, roots, { endsAtHome: false });
}

/** What an account holds now. */
function held(flow: Flow, asked: By<"account">): Item {
  const purse = purseOf(flow, asked);
  const { front, taken, balance } = flow.purses;
  const roots: Step[] = [];
  let from = taken.at(purse);
  for (let id = front.at(purse); id !== 0; id = flow.next(id)) {
    roots.push(stepOf(id, [{ from, to: flow.amount(id) }]));
    from = 0n;
  }
  if (roots.length === 0)
    throw unknown(asked, "that account holds no won now; what passed through it: --won 1 --of it");
  const title = `what ${asked.account} holds, ${formatWon(balance.at(purse))}`;
  return item(title, roots, { endsAtHome: false });
}
