/** Problems of the beginning of a packet whose end is missing. */
import type { PacketProblem } from './dissection.ts';

/** Rules about missing bytes of a packet, which its own bytes do not show. */
export const PARTIAL_RULES: ReadonlySet<string> = new Set(['captureGap', 'captureEnd', 'cutOff']);

/** Rules that missing bytes break; no problem of the sender. */
const OF_MISSING_BYTES: ReadonlySet<string> = new Set([
  'packetSize',
  'truncated',
  'propertyLength',
]);

/** True for the beginning of a packet. Other bytes that were not cut belong to no packet. */
export const isBeginning = (problems: readonly PacketProblem[]): boolean =>
  problems.some(({ rule }) => PARTIAL_RULES.has(rule ?? ''));

/** Adds the reason why bytes are missing, which explains some of the problems of the bytes. */
export function withMissing(
  noted: PacketProblem,
  shown: readonly PacketProblem[],
): PacketProblem[] {
  const found = noted.inside ?? shown;
  if (noted.severity === 'malformed')
    return [noted, ...found.filter((one) => one.rule !== noted.rule)];
  return [noted, ...found.filter(({ rule }) => rule === undefined || !OF_MISSING_BYTES.has(rule))];
}
