/** Rules of the standard: the severity of a breach and the server's answer to it. */

/** `malformed`: the format is broken. `protocol`: a rule is broken. `caution`: legal, but unwise or suspicious. */
export type Severity = 'malformed' | 'protocol' | 'caution';

/**
 * `v4` and `v5` are the statement's numbers in MQTT 3.1.1 and 5.0. A rule that the standard states without a
 * number has only the number of its section. `reason` is MQTT 5's reason code for the breach.
 */
export interface Rule {
  readonly v4?: string;
  readonly v5?: string;
  readonly severity: Severity;
  readonly reason: number;
  readonly text: string;
}

export const MALFORMED = { severity: 'malformed', reason: 0x81 } as const;
export const PROTOCOL = { severity: 'protocol', reason: 0x82 } as const;
export const CAUTION = { severity: 'caution', reason: 0x82 } as const;
