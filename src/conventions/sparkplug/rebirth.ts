/** Writes a host's request for a rebirth of an edge node. */

import { readOpened } from '../../payload/formats/sparkplug/sparkplugCompressed.ts';
import { writeMetrics } from '../../payload/formats/sparkplug/sparkplugMetrics.ts';
import { topicOf } from './topics.ts';

export const REBIRTH = 'Node Control/Rebirth';

/** @param wall ms since 1970 */
export function rebirthRequest(
  group: string,
  node: string,
  wall: number,
): { readonly topic: string; readonly payload: Uint8Array } {
  const timestamp = Math.round(wall);
  const payload = writeMetrics({
    timestamp,
    metrics: [{ name: REBIRTH, timestamp, type: 'Boolean', saysType: true, value: true }],
  });
  return { topic: topicOf({ group, node, device: undefined }, 'CMD'), payload };
}

/** Whether an NCMD requests a rebirth. */
export function asksForRebirth(payload: Uint8Array): boolean {
  return readOpened(payload).metrics.some(({ name, value }) => name === REBIRTH && value === true);
}
