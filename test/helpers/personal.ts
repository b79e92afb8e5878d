/** What may name, reach or number a person. */
export type Kind =
  | "Korean name"
  | "romanised name"
  | "telephone number"
  | "resident number"
  | "business number"
  | "account number"
  | "e-mail address";

/** Korean family names in Latin letters that are no English words. */
const FAMILY =
  "Kim|Gim|Lee|Rhee|Pak|Choi|Choe|Jung|Jeong|Chung|Kang|Yoon|Yun|Jang|Lim|Seo|Suh|Shin|Kwon|Gwon|Hwang|Ahn|" +
  "Ryu|Yoo|Hong|Jeon|Bae|Baek|Paik|Heo|Hur|Shim|Noh|Roh|Kwak|Seong|Joo|Woo|Koo|Hyun|Byun|Yeom|Namgung|Hwangbo";

const NAMES = [
  // Two words with capitals, as Park Seojun and Gildong Hong; or all in capitals.
  /[A-Z][a-z]+,? [A-Z][a-z]+/,
  new RegExp(`(?:${FAMILY.toUpperCase()}|PARK|SONG|MOON|SON|HAN|OH|CHO|KO|NAM|YANG|HA),? [A-Z]{2}`),
  // A family name beside another word, however written.
  new RegExp(`\\b(?:${FAMILY})[ _.,-]{1,2}[a-z]{2,}`, "i"),
  new RegExp(`[a-z]{2,}[ _.,-]{1,2}(?:${FAMILY})\\b`, "i"),
  new RegExp(`(?:${FAMILY})[A-Z][a-z]+`),
];

const isOneOf =
  (patterns: readonly RegExp[]) =>
  (text: string): boolean =>
    patterns.some((pattern) => pattern.test(text));

const digitsAt = (pattern: RegExp, text: string): string[] =>
  [...text.matchAll(pattern)].map(([found]) => found.replace(/\D/g, ""));

/** Day of birth, then the century and the sex, as 800101-1234567. */
const isResident = (digits: string): boolean =>
  /^\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])[1-8]\d{6}$/.test(digits);

/** A business number's last digit follows from the others. */
function isBusiness(digits: string): boolean {
  if (!/^[1-9]\d{9}$/.test(digits)) return false;
  const all = [...digits].map(Number);
  const weights = [1, 3, 7, 1, 3, 7, 1, 3, 5];
  const sum = weights.reduce((total, weight, n) => total + weight * (all[n] ?? 0), 0);
  const carried = Math.floor(((all[8] ?? 0) * 5) / 10);
  return (10 - ((sum + carried) % 10)) % 10 === all[9];
}

/** Digits in groups as a bank writes an account: 110-234-567890. A date has fewer. */
const isAccount = (digits: string): boolean => digits.length >= 10 && digits.length <= 16;

const TEXT: Readonly<Record<Kind, (text: string) => boolean>> = {
  "Korean name": isOneOf([/[가-힣] ?[가-힣]/]),
  "romanised name": isOneOf(NAMES),
  "telephone number": isOneOf([
    /(?<!\d)0\d{1,2}[- .]?\d{3,4}[- .]?\d{4}(?!\d)/,
    /\+?(?<!\d)82[- .]?\d{1,2}[- .]?\d{3,4}[- .]?\d{4}(?!\d)/,
  ]),
  "resident number": (text) => digitsAt(/(?<!\d)\d{6}-?\d{7}(?!\d)/g, text).some(isResident),
  "business number": (text) =>
    /(?<!\d)\d{3}-\d{2}-\d{5}(?!\d)/.test(text) ||
    digitsAt(/(?<!\d)\d{10}(?!\d)/g, text).some(isBusiness),
  "account number": (text) =>
    digitsAt(/(?<!\d)\d{2,6}(?:-\d{1,8}){2,3}(?!\d)|(?<!\d)\d{10,16}(?!\d)/g, text).some(isAccount),
  "e-mail address": isOneOf([/[\w.+-]+@[\w-]+(?:\.[\w-]+)+/]),
};

/** What a text may hold. */
export const textKinds = (text: string): Kind[] =>
  (Object.keys(TEXT) as Kind[]).filter((kind) => TEXT[kind](text));

/** What a number may be that lost its leading zeros. */
const NUMBER: Partial<Record<Kind, (digits: string) => boolean>> = {
  "telephone number": (digits) => /^(?:82)?10\d{8}$/.test(digits),
  "resident number": (digits) =>
    digits.length >= 10 && digits.length <= 13 && isResident(digits.padStart(13, "0")),
  "business number": isBusiness,
  "account number": (digits) => digits.length >= 11 && digits.length <= 16,
};

/** What a whole number may be. */
export const digitsKinds = (digits: string): Kind[] =>
  (Object.keys(NUMBER) as Kind[]).filter((kind) => NUMBER[kind]?.(digits));
