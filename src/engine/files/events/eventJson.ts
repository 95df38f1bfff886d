/** Parses events from untrusted JSON. undefined: the value is not an event. */

import type { PacketProblem } from '../../../mqtt/dissect/dissection.ts';
import { breachOf, breachText } from '../../../mqtt/statements/breachWords.ts';
import { isProtocolVersion } from '../../../mqtt/tables/packetNames.ts';
import { faultsOf } from '../../faults/faultsText.ts';
import type {
  CaptureEvent,
  Carrier,
  Endpoint,
  SensorDatagram,
  SeriesPlace,
  StreamGap,
  WithheldPacket,
} from './captureEvents.ts';

export type Json = Readonly<Record<string, unknown>>;
type EventOf<K extends CaptureEvent['kind']> = Extract<CaptureEvent, { kind: K }>;

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const isFiniteNumber = (value: unknown): value is number =>
  typeof value === 'number' && Number.isFinite(value);

/** A count of streams, packets or bytes, or a port. */
export const isCount = (value: unknown): value is number =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;

const CARRIERS: readonly Carrier[] = ['tcp', 'websocket', 'tls', 'other'];
const SEVERITIES: readonly PacketProblem['severity'][] = ['malformed', 'protocol', 'caution'];

/** Depth limit of settings: ours have two levels. Deep values cannot be posted to a worker or written. */
const DEEPEST = 20;

function isShallow(value: unknown, levels = DEEPEST): boolean {
  if (typeof value !== 'object' || value === null) return true;
  return levels > 0 && Object.values(value).every((one) => isShallow(one, levels - 1));
}

export const oneOf = <T>(known: readonly T[], value: unknown): T | undefined =>
  known.find((one) => one === value);

export function parseOrigin({ wallClock, series }: Json): EventOf<'origin'> | undefined {
  if (!isFiniteNumber(wallClock)) return undefined;
  const place = parseSeries(series);
  return { kind: 'origin', wallClock, ...(place && { series: place }) };
}

function parseSeries(value: unknown): SeriesPlace | undefined {
  if (!isRecord(value)) return undefined;
  const { id, number } = value;
  return typeof id === 'string' && isCount(number) ? { id, number } : undefined;
}

/** Time base of the following records, µs. */
export function parseBase({ time }: Json): number | undefined {
  return isFiniteNumber(time) ? time : undefined;
}

function parseEndpoint(value: unknown): Endpoint | undefined {
  if (!isRecord(value)) return undefined;
  const { address, port } = value;
  return typeof address === 'string' && isCount(port) ? { address, port } : undefined;
}

export function parseOpened(json: Json): EventOf<'opened'> | undefined {
  const { stream, time, version, settings } = json;
  const carrier = oneOf(CARRIERS, json['carrier']);
  if (!isCount(stream) || !isFiniteNumber(time) || carrier === undefined) return undefined;
  const client = parseEndpoint(json['client']);
  const server = parseEndpoint(json['server']);
  return {
    kind: 'opened',
    stream,
    time,
    carrier,
    ...(client && { client }),
    ...(server && { server }),
    ...(json['serverUnknown'] === true && { serverUnknown: true }),
    ...(typeof version === 'number' && isProtocolVersion(version) && { version }),
    ...(json['versionInferred'] === true && { versionInferred: true }),
    ...(isRecord(settings) && isShallow(settings) && { settings }),
    ...(json['fromStart'] === true && { fromStart: true }),
    ...(json['hasBothSides'] === true && { hasBothSides: true }),
  };
}

/** Only valid gaps of a list. */
export function parseGaps(value: unknown): readonly StreamGap[] {
  const list: readonly unknown[] = Array.isArray(value) ? value : [];
  return list.flatMap((one) => {
    if (!isRecord(one)) return [];
    const { direction, bytes } = one;
    if ((direction !== 'in' && direction !== 'out') || !isCount(bytes)) return [];
    return [{ direction, bytes }];
  });
}

export function parseMark({ packet, text }: Json): EventOf<'mark'> | undefined {
  return isCount(packet) && typeof text === 'string' ? { kind: 'mark', packet, text } : undefined;
}

export function parseWithheld(json: Json, bytes: Uint8Array): WithheldPacket | undefined {
  const { stream, direction, time, masked, topic, mark } = json;
  if (!isCount(stream) || !isFiniteNumber(time) || bytes.length === 0) return undefined;
  if (direction !== 'in' && direction !== 'out') return undefined;
  return {
    kind: 'withheld',
    stream,
    direction,
    time,
    bytes,
    faults: faultsOf(json['faults']),
    ...(masked === true && { masked: true as const }),
    ...(typeof topic === 'string' && { topic }),
    ...(typeof mark === 'string' && { mark }),
  };
}

export function parseDatagram(json: Json, bytes: Uint8Array): SensorDatagram | undefined {
  const { stream, direction, time, client, gateway, named } = json;
  if (!isCount(stream) || !isFiniteNumber(time) || bytes.length === 0) return undefined;
  if (direction !== 'in' && direction !== 'out') return undefined;
  if (typeof client !== 'string' || typeof gateway !== 'string') return undefined;
  const more = typeof named === 'string' ? { named } : {};
  return { kind: 'datagram', stream, direction, time, client, gateway, bytes, ...more };
}

/** Writes a problem as `parseProblem` reads it. */
export const problemText = (problem: PacketProblem): string => JSON.stringify(problemJson(problem));

function problemJson({ breach, offset, length, inside, ...rest }: PacketProblem): Json {
  const more = inside && { inside: inside.map(problemJson) };
  return { ...rest, message: breachText(breach), offset, length, ...more };
}

export function parseProblem(json: Json, isInside = false): PacketProblem | undefined {
  const { rule, statement, message, offset, length } = json;
  const inside = isInside ? [] : parseInside(json['inside']);
  const severity = oneOf(SEVERITIES, json['severity']);
  if (severity === undefined || typeof statement !== 'string' || typeof message !== 'string') {
    return undefined;
  }
  if (!isCount(offset) || !isCount(length)) return undefined;
  return {
    ...(typeof rule === 'string' && { rule }),
    severity,
    statement,
    breach: breachOf(message),
    offset,
    length,
    ...(inside.length > 0 && { inside }),
  };
}

/** Only valid problems of a list. */
function parseInside(value: unknown): readonly PacketProblem[] {
  const list: readonly unknown[] = Array.isArray(value) ? value : [];
  return list.flatMap((one) => (isRecord(one) ? (parseProblem(one, true) ?? []) : []));
}
