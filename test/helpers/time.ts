/** The UTC second of a Korean wall-clock time, `kst("2025-07-21T09:00:00")`: UTC+9, no daylight saving. */
export const kst = (text: string): number => Date.parse(`${text}+09:00`) / 1000;

/** Seconds in a day. */
export const day = 86_400;
