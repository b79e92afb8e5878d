import type { Language } from "../../lib/forms.ts";
import { formatCount } from "../../lib/won.ts";

const UNITS: Readonly<Record<Language, readonly (readonly [number, string])[]>> = {
  en: [
    [1e12, "tn"],
    [1e9, "bn"],
    [1e6, "m"],
    [1e3, "k"],
  ],
  ko: [
    [1e12, "조"],
    [1e8, "억"],
    [1e4, "만"],
  ],
};

/** A round amount on an axis, such as 50m or 5,000만. */
export function axisAmount(value: number, language: Language): string {
  const unit = UNITS[language].find(([one]) => value >= one);
  if (unit === undefined) return formatCount(value);
  const [size, name] = unit;
  const whole = value / size;
  const written = Number.isInteger(whole) ? formatCount(whole) : String(Number(whole.toFixed(2)));
  return `${written}${name}`;
}
