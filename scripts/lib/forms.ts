import { getAddress, isAddress, ZeroAddress } from "ethers";
import { offices } from "../../deploy/offices.ts";
import { formatDay, formatKst } from "./clock.ts";
import { categories, formatMcc, regions } from "./codes.ts";
import { formatLine, formatMinistry } from "./lines.ts";
import { fit } from "./text.ts";
import { formatCount, formatWon } from "./won.ts";

/** The languages in which refusals are explained. */
export type Language = "en" | "ko";

/** For whom a value is written. */
export interface Reader {
  /** Names of accounts by their addresses; others are shortened. */
  readonly names: ReadonlyMap<string, string>;
  readonly language: Language;
}

type Form = (value: unknown, reader: Reader) => string;
type Words = Readonly<Record<Language, readonly string[]>>;

const oneOf =
  (words: Words): Form =>
  (value, { language }) =>
    words[language][Number(value)] ?? String(value);

const shortened = (text: string): string =>
  text.length > 13 ? `${text.slice(0, 6)}…${text.slice(-4)}` : text;

const account: Form = (value, { names, language }) => {
  const text = String(value);
  if (!isAddress(text)) return text;
  const zero = { en: "the zero address", ko: "영 주소" }[language];
  return names.get(getAddress(text)) ?? (text === ZeroAddress ? zero : shortened(text));
};

/** The last UTC second of the year 9998 in Korea: later instants are written by people who mean no end. */
const LAST = 253_370_732_399n;

const time: Form = (value, { language }) => {
  const second = BigInt(String(value));
  if (second === 0n) return { en: "never", ko: "없음" }[language];
  if (second > LAST) return { en: "no end", ko: "기한 없음" }[language];
  const [day = "", clock = ""] = formatKst(second).split(" ");
  const short = clock.replace(/:00$/, "");
  if (language === "en") return `${day} ${short} KST`;
  const [year, month, date] = day.split("-").map(Number);
  return `${year}년 ${month}월 ${date}일 ${short}`;
};

const day: Form = (value) => formatDay(BigInt(String(value)));

const UNITS = [
  { seconds: 86_400n, en: "day", ko: "일" },
  { seconds: 3_600n, en: "hour", ko: "시간" },
  { seconds: 60n, en: "minute", ko: "분" },
  { seconds: 1n, en: "second", ko: "초" },
] as const;

const period: Form = (value, { language }) => {
  let left = BigInt(String(value));
  const parts: string[] = [];
  for (const { seconds, en, ko } of UNITS) {
    const many = left / seconds;
    left %= seconds;
    if (many === 0n && (seconds > 1n || parts.length > 0)) continue;
    parts.push(language === "ko" ? `${many}${ko}` : `${many} ${en}${many === 1n ? "" : "s"}`);
  }
  return parts.join(" ");
};

const region: Form = (value) => {
  const code = String(value).padStart(5, "0");
  return regions.get(code) ?? code;
};

const mcc: Form = (value) => {
  const code = formatMcc(BigInt(String(value)));
  return `${code} ${categories.get(code) ?? ""}`.trim();
};

const office: Form = (value, { language }) => {
  const id = BigInt(String(value));
  if (id === 0n) return { en: "administrator", ko: "관리자" }[language];
  const found = Object.entries(offices).find(([, known]) => BigInt(known.id) === id);
  if (found === undefined) return String(id);
  const [name, { korean }] = found;
  return language === "ko" ? korean : name.replace(/[A-Z]/g, (c) => ` ${c.toLowerCase()}`);
};

/** Offices by their bits: bit n is office n. */
const heldOffices: Form = (value, reader) => {
  const held = BigInt(String(value));
  const ids = Array.from({ length: 256 }, (_, n) => n).filter((n) => (held >> BigInt(n)) & 1n);
  return ids.map((id) => office(id, reader)).join(", ");
};

const band = oneOf({
  en: [
    "not certified",
    "up to ₩300,000,000",
    "up to ₩500,000,000",
    "up to ₩1,000,000,000",
    "up to ₩3,000,000,000",
    "over ₩3,000,000,000",
  ],
  ko: ["미확인", "3억원 이하", "5억원 이하", "10억원 이하", "30억원 이하", "30억원 초과"],
});

const kind = oneOf({
  en: ["no kind", "citizen", "merchant", "agency", "contractor", "bank", "system"],
  ko: ["종류 없음", "개인", "가맹점", "기관", "계약상대자", "은행", "시스템"],
});

const side = oneOf({
  en: ["neither side", "maker", "checker"],
  ko: ["없음", "기안자", "승인자"],
});

const officer = oneOf({
  en: ["no officer", "obligating officer", "disbursing officer"],
  ko: ["없음", "재무관", "지출관"],
});

const part = oneOf({
  en: [
    "expiry",
    "categories",
    "districts",
    "merchants",
    "length of a list",
    "limits",
    "days and hours",
    "notice",
    "rebate",
  ],
  ko: ["만료일", "업종", "지역", "가맹점", "목록 길이", "한도", "요일과 시간", "안내문", "환급률"],
});

const awardStatus = oneOf({
  en: ["unknown", "open", "reported", "settled", "cancelled"],
  ko: ["없음", "집행 중", "실적보고", "정산 완료", "교부 취소"],
});

const awardPart = oneOf({
  en: [
    "account",
    "beneficiary",
    "conditions",
    "instalments",
    "cut",
    "own share",
    "interest",
    "end",
    "report's day",
    "category",
    "assets",
    "welfare",
  ],
  ko: [
    "계좌",
    "보조사업자",
    "교부조건",
    "분할 교부액",
    "삭감률",
    "자부담률",
    "이자율",
    "종료일",
    "실적보고 기한",
    "업종",
    "중요재산",
    "복지급여",
  ],
});

const WEEKDAY_NAMES = {
  en: ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
  ko: ["월요일", "화요일", "수요일", "목요일", "금요일", "토요일", "일요일"],
} as const;

const weekday = oneOf(WEEKDAY_NAMES);

/** Days of a week by their bits: bit 0 is Monday. */
const weekdays: Form = (value, { language }) => {
  const bits = Number(value);
  return WEEKDAY_NAMES[language].filter((_, n) => (bits >> n) & 1).join(", ");
};

const twoDigits = (value: bigint): string => String(value).padStart(2, "0");

/** A minute of the day as a clock shows it. */
const minute: Form = (value) => {
  const minutes = BigInt(String(value));
  return `${twoDigits(minutes / 60n)}:${twoDigits(minutes % 60n)}`;
};

/** A second of the day as a clock shows it. */
const second: Form = (value, reader) => {
  const seconds = BigInt(String(value));
  return `${minute(seconds / 60n, reader)}:${twoDigits(seconds % 60n)}`;
};

/** A text of others on one line, without what a terminal would take for a command. */
const text: Form = (value) => fit(String(value).replace(/\p{C}+/gu, " "), 60);

/** How a value is written, by the name of its form. */
export const forms = {
  account,
  awardPart,
  awardStatus,
  band,
  count: (value) => formatCount(BigInt(String(value))),
  day,
  hash: (value) => shortened(String(value)),
  kind,
  line: (value) => formatLine(BigInt(String(value))),
  mcc,
  ministry: (value) => formatMinistry(BigInt(String(value))),
  minute,
  number: (value) => String(value),
  office,
  officer,
  offices: heldOffices,
  part,
  period,
  region,
  second,
  side,
  text,
  time,
  weekday,
  weekdays,
  won: (value) => formatWon(BigInt(String(value))),
} as const satisfies Record<string, Form>;

/** The name of a form. */
export type FormName = keyof typeof forms;

/** Whether a form has this name. */
export const isForm = (name: string): name is FormName => Object.hasOwn(forms, name);

/** Arguments of errors by the form they are written in, where a placeholder names none. */
const argumentsOf: Partial<Record<FormName, string>> = {
  account:
    "account approver attestor authority authorizer by caller checker creditor dualControl from holder initialAdmin issuer maker " +
    "merchant msgsender operator owner payee payer proxy receiver sender signer spender successor target to token trustee",
  band: "band highest salesBand",
  count: "count have holders idsLength length need valuesLength",
  day: "day today",
  hash: "caseId invoice matter noticeHash nonce operationId orderId",
  kind: "kind",
  line: "line",
  mcc: "asked category mcc",
  ministry: "ministry",
  minute: "closesAt opensAt",
  number: "bits id index last month next programme quarter ref sequence tokenId value",
  office: "office roleId",
  officer: "role",
  offices: "held",
  part: "part",
  period: "delay longest shortest",
  region: "home region",
  second: "second",
  side: "side",
  text: "code message selector str",
  time: "attestedUntil beginsAt closedAt deadline doneAt endsAt expiresAt grantedAt readyAt startsAt until validAfter validBefore withdrawnAt",
  weekdays: "weekdays",
  won: "allowance amount balance cap frozen issuable issued left limit most needed others paid proposed rebate spent threshold total unfrozen ungranted",
};

const formByArgument = new Map(
  Object.entries(argumentsOf).flatMap(([form, names]) =>
    names.split(" ").map((name) => [name, form as FormName] as const),
  ),
);

/** The form in which an argument of this name is written, where it always is the same. */
export function formOf(argument: string): FormName | undefined {
  return formByArgument.get(argument);
}
