/** Reasons why the rules cannot judge the content of a packet. */
import type { PacketProblem } from '../../mqtt/dissect/dissection.ts';

/**
 * `boundary`: it is unknown whether a packet begins there. `masked`: its secrets were overwritten, and
 * everything else with them. `gap` and `capture-end`: the capture lacks a part of it. `other-protocol`: the
 * side does not speak MQTT.
 */
export const UNJUDGED = ['boundary', 'masked', 'gap', 'capture-end', 'other-protocol'] as const;
export type Unjudged = (typeof UNJUDGED)[number];

const OF_RULES: Readonly<Record<string, Unjudged>> = {
  captureGap: 'gap',
  captureEnd: 'capture-end',
  unframed: 'other-protocol',
  overwritten: 'masked',
};

/** Undefined if the problem of the incomplete packet is itself a judgement about its sender. */
export function whyUnjudged({ rule, severity }: PacketProblem): Unjudged | undefined {
  const why = OF_RULES[rule ?? ''];
  if (why !== undefined) return why;
  return rule === undefined && severity === 'caution' ? 'boundary' : undefined;
}
