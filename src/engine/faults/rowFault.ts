/** What was done to a packet on purpose, by a rule of the broker. Can be posted between threads. */

export const FAULT_ACTIONS = [
  'delay',
  'drop',
  'duplicate',
  'hold',
  'edit',
  'answer',
  'cut',
  'silent',
  'step',
  'release',
  'overflow',
  'made',
] as const;

/**
 * As the broker's rules name them. `step`: it waited in step mode; `release`: it was let go by hand;
 * `overflow`: too much waited, and the connection was cut; `made`: the rule made this packet, a second
 * copy or an answer in the broker's place.
 */
export type FaultActionName = (typeof FAULT_ACTIONS)[number];

export interface RowFault {
  /** Name of the rule. */
  readonly rule: string;
  readonly action: FaultActionName;
}

export function isFaultAction(value: unknown): value is FaultActionName {
  return FAULT_ACTIONS.some((action) => action === value);
}
