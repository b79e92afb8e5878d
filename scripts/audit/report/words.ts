import type { Language } from "../../lib/forms.ts";

/** What is said in both languages. */
export type Text = Readonly<Record<Language, string>>;

export const languages: readonly Language[] = ["en", "ko"];

export const text = (en: string, ko: string): Text => ({ en, ko });

/** A figure, a code or a hash reads the same in both. */
export const same = (written: string): Text => text(written, written);

/** A text made of others, language by language. */
export const join = (write: (language: Language) => string): Text => text(write("en"), write("ko"));
