/**
 * Maps the number 0 to undefined: packets sent while the recording is stopped have no number in the capture.
 */
import type { PublishOutcome } from './publishOutcome.ts';
export function recordedNumber(packet: number): number | undefined {
  return packet === 0 ? undefined : packet;
}

export function recordedOutcome(outcome: PublishOutcome): PublishOutcome {
  const isUnrecorded = 'packet' in outcome && outcome.packet === 0;
  return isUnrecorded ? { ...outcome, packet: undefined } : outcome;
}
