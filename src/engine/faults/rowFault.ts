/** A fault that a rule of the broker injected into a packet. Can be posted between threads. */

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
 * The broker's names of fault actions. `step`: the packet waited in step mode. `release`: the user released
 * it. `overflow`: too many packets waited, and the connection was closed. `made`: the rule created this
 * packet, as a second copy or instead of the broker's answer.
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
