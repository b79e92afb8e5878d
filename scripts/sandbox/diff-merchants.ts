import { forms } from "../lib/forms.ts";
import type { Facts, PurposeInput } from "../lib/stage.ts";
import type { Words } from "../lib/terms-words.ts";
import type { Cast } from "./cast.ts";
import type { Scenario } from "./scenario.ts";
import { merchantRefusal } from "./terms.ts";
import { categoryOf, districtOf, inForm } from "./wording.ts";

/** One of the two files, with one programme's terms; none where the file has no such programme. */
export interface SideOf {
  readonly scenario: Scenario;
  readonly cast: Cast;
  readonly purpose: PurposeInput | undefined;
}

/** A merchant that holders of some home districts may pay in one file and not in the other. */
export interface MerchantChange {
  readonly merchant: string;
  readonly category: Words;
  readonly district: string;
  readonly band: Words;
  /** Home districts of the holders, by code; `all` where it is every one. */
  readonly homes: readonly number[] | "all";
  /** Why the file that refuses does so. */
  readonly reason: string;
}

/** How many merchants holders of one home district may pay. */
export interface DistrictChange {
  readonly home: number;
  readonly district: string;
  readonly before: number;
  readonly after: number;
  readonly gained: number;
  readonly lost: number;
}

interface Verdict {
  readonly merchant: string;
  readonly home: number;
  readonly before: string | undefined;
  readonly after: string | undefined;
}

/** Said of a merchant or programme that one file does not have. */
const ABSENT = "not in this file";

/** Which merchants the terms newly refuse and allow, and how many each home district has. */
export function merchantChanges(before: SideOf, after: SideOf) {
  const homes = unite(homesIn(before), homesIn(after));
  const merchants = unite(membersIn(before), membersIn(after));
  const verdicts = merchants.flatMap((merchant) =>
    homes.map((home) => ({
      merchant,
      home,
      before: verdict(before, merchant, home),
      after: verdict(after, merchant, home),
    })),
  );
  const isRefused = (one: Verdict) => one.before === undefined && one.after !== undefined;
  const isAllowed = (one: Verdict) => one.before !== undefined && one.after === undefined;
  const refused = rowsOf(verdicts.filter(isRefused), ({ after: reason }) => reason);
  const allowed = rowsOf(verdicts.filter(isAllowed), ({ before: reason }) => reason);
  return {
    refused: refused.map((row) => described(before, row, homes.length)),
    allowed: allowed.map((row) => described(after, row, homes.length)),
    districts: homes
      .map((home) => districtChange(home, verdicts))
      .filter(({ gained, lost }) => gained + lost > 0),
  };
}

function unite<T>(one: readonly T[], other: readonly T[]): T[] {
  return [...new Set([...one, ...other])];
}

const factsOf = ({ cast }: SideOf, group: string): Facts[] =>
  (cast.groups.get(group) ?? []).flatMap((account) => cast.facts.get(account) ?? []);

const homesIn = (side: SideOf): number[] => factsOf(side, "citizens").map(({ home }) => home ?? 0);
const membersIn = (side: SideOf): string[] => factsOf(side, "merchants").map(({ name }) => name);

/** Why a merchant is refused to holders of a home district, or nothing. */
function verdict({ cast, purpose }: SideOf, merchant: string, home: number): string | undefined {
  const account = cast.addresses.get(merchant) ?? "";
  const facts = cast.facts.get(account);
  if (purpose === undefined || facts === undefined) return ABSENT;
  return merchantRefusal(purpose, { name: "", region: home, home }, facts, account);
}

interface Row {
  readonly merchant: string;
  readonly reason: string;
  readonly homes: number[];
}

/** The verdicts as one row for each merchant and reason. */
function rowsOf(
  verdicts: readonly Verdict[],
  reasonOf: (verdict: Verdict) => string | undefined,
): Row[] {
  const rows = new Map<string, Row>();
  for (const one of verdicts) {
    const { merchant, home } = one;
    const reason = reasonOf(one) ?? "";
    const key = `${merchant}/${reason}`;
    const row = rows.get(key) ?? { merchant, reason, homes: [] };
    row.homes.push(home);
    rows.set(key, row);
  }
  return [...rows.values()];
}

/** A row with what is known of its merchant; `homes` are all there are. */
function described({ cast, scenario }: SideOf, row: Row, homes: number): MerchantChange {
  const facts = cast.facts.get(cast.addresses.get(row.merchant) ?? "");
  return {
    merchant: row.merchant,
    category: categoryOf(scenario, facts?.mcc ?? 0),
    district: districtOf(facts?.region ?? 0),
    band: inForm("band", facts?.sales ?? 0),
    homes: row.homes.length === homes ? "all" : row.homes,
    reason: row.reason,
  };
}

function districtChange(home: number, all: readonly Verdict[]): DistrictChange {
  const own = all.filter((one) => one.home === home);
  const count = (fits: (one: Verdict) => boolean) => own.filter(fits).length;
  return {
    home,
    district: forms.region(home, { names: new Map(), language: "ko" }),
    before: count(({ before }) => before === undefined),
    after: count(({ after }) => after === undefined),
    gained: count(({ before, after }) => before !== undefined && after === undefined),
    lost: count(({ before, after }) => before === undefined && after !== undefined),
  };
}
