/** A house rule that a machine can keep. */
export interface Check {
  readonly name: string;
  readonly run: () => Findings | Promise<Findings>;
}

/** What a check found. Without problems it has passed; notes are shown either way. */
export interface Findings {
  readonly problems: readonly string[];
  readonly notes?: readonly string[];
}

/** The findings of a check that has nothing else to say. */
export const problems = (found: Iterable<string>): Findings => ({ problems: [...new Set(found)] });
