import { caseFile, type Bank, type People } from "./bank.ts";

/** What stops a payment on the bank's side: its name, what brings it about, and the error with its arguments. */
export type Stop = readonly [
  what: string,
  arrange: (system: Bank) => Promise<unknown>,
  reason: (system: Bank) => readonly [string, ...unknown[]],
];

/** What stops every payment, and what stops those to `payee`, who is called `called`. */
export const stopsOf = (payee: keyof People, called: string): readonly Stop[] => [
  [
    "the bank has paused",
    ({ token, officers }) => token.connect(officers.pauser).pause(),
    () => ["EnforcedPause"],
  ],
  [
    "the supervisor has stopped the service",
    ({ token, officers }) => token.connect(officers.stopOfficer).orderStop(1n),
    () => ["StoppedBySupervisor"],
  ],
  [
    `${called} is suspended`,
    ({ token, officers, [payee]: account }) =>
      token.connect(officers.enforcementOfficer).suspend(account, caseFile),
    ({ [payee]: { address } }) => ["SuspendedAccount", address],
  ],
  [
    `${called} is closed`,
    ({ token, officers, [payee]: account }) =>
      token.connect(officers.admissionOfficer).close(account),
    ({ [payee]: { address } }) => ["ClosedAccount", address],
  ],
];
