/** Finds a NUL byte around the text of a payload, another packet after the text, or a text meant as JSON. */
import type { ProtocolVersion } from '../../mqtt/tables/packet.ts';
import { json } from '../../payload/formats/json.ts';
import { nulBegun } from '../../payload/formats/nulBegun.ts';
import { nulEnded } from '../../payload/formats/nulEnded.ts';
import { meantAsJson } from '../../payload/json/meantAsJson.ts';
import type { Finding } from '../findings/findings.ts';
import { clipped } from '../findings/report.ts';
import { packetWithin } from '../outOfStep/packetWithin.ts';

/** Bytes; larger payloads are skipped. */
const LARGEST = 64 << 10;

export type PayloadFinding = Extract<
  Finding,
  { key: 'payload-nul' | 'packet-in-payload' | 'meant-as-json' }
>;

interface Context {
  readonly topic: string;
  readonly version: ProtocolVersion;
  readonly qos: number;
  /** No CONNECT states the version, so a NUL may be the empty properties of MQTT 5. */
  readonly isVersionGuessed: boolean;
}

export function payloadFinding(
  payload: Uint8Array,
  { topic, version, qos, isVersionGuessed }: Context,
): PayloadFinding | undefined {
  // The other findings do not exist without a NUL, and searching for it is cheap.
  const nul = payload.length > LARGEST ? -1 : payload.indexOf(0);
  if (nul < 0) {
    const by = meantAsJson(payload);
    return by && { key: 'meant-as-json', args: { by } };
  }
  if (nul === 0) {
    if (isVersionGuessed || nulBegun.detect?.(payload, false) !== 'sure') return undefined;
    const isJson = isJsonText(payload.subarray(1, endFrom(payload, 1)));
    // With QoS, a topic that is a byte too long takes the first byte of the packet identifier instead.
    const isTopicEnd = qos === 0;
    if (!isTopicEnd && version === 5) return undefined;
    const args = { place: 'before', isJson, count: 1, version, isTopicEnd } as const;
    return { key: 'payload-nul', args };
  }
  if (nulEnded.detect?.(payload, false) === 'sure' && isJsonText(payload.subarray(0, nul))) {
    const count = payload.length - nul;
    const args = { place: 'after', isJson: true, count, version, isTopicEnd: false } as const;
    return { key: 'payload-nul', args };
  }
  const inner = packetWithin(payload, topic, version);
  if (inner === undefined) return undefined;
  const named = inner.topic === undefined ? undefined : clipped(inner.topic);
  return { key: 'packet-in-payload', args: { ...inner, topic: named } };
}

/** Position of the next NUL. */
function endFrom(payload: Uint8Array, start: number): number {
  const end = payload.indexOf(0, start);
  return end < 0 ? payload.length : end;
}

export const isJsonText = (bytes: Uint8Array): boolean => json.detect?.(bytes, false) === 'sure';
