import type { Audit } from "../read.ts";
import type { Section } from "./model.ts";

export function publicSections(_: Audit): Section[] {
  return [];
}
