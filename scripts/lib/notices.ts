import { getAddress } from "ethers";
import { forms, type Reader } from "./forms.ts";
import type { Log } from "./stage.ts";
import type { System } from "./system.ts";

/** What events say besides what was asked for, by name. */
const NOTICES: Readonly<Record<string, Readonly<Record<Reader["language"], string>>>> = {
  SplitSuspected: {
    en: "Flagged: small obligations from {line} to {creditor} within 30 days add up to {sum:won}.",
    ko: "표시: 30일 안에 {creditor} 상대방에게 나눈 소액 원인행위의 합계가 {sum:won}입니다({line}).",
  },
  FractionDropped: {
    en: "Dropped: {fraction:won}, a fraction under ten won.",
    ko: "버림: 10원 미만 끝수 {fraction:won}은 지급하지 않았습니다.",
  },
};

const VALUE = /\{(\w+)(?::(won))?\}/g;

/** One line for each event of an act on the budget that an officer should know of. */
export function noticesOf(system: System, logs: readonly Log[], reader: Reader): string[] {
  const { ledger, treasury, addresses } = system;
  return logs.flatMap(({ address, topics, data }) => {
    const from = [ledger, treasury].find(
      (_, n) => getAddress(address) === [addresses.ledger, addresses.treasury][n],
    );
    const event = from?.interface.parseLog({ topics: [...topics], data });
    const words = NOTICES[event?.name ?? ""]?.[reader.language];
    if (event === undefined || event === null || words === undefined) return [];
    const args = event.args.toObject() as Readonly<Record<string, unknown>>;
    const written = words.replace(VALUE, (_, name: string, form?: string) => {
      const kind = form === "won" ? "won" : name === "line" ? "line" : "account";
      return forms[kind](args[name], reader);
    });
    return [written];
  });
}
