/** Reason codes of MQTT 5 (2.4) and return codes of MQTT 3.1 and 3.1.1: names and valid packets. */
import type { ProtocolVersion, Sender } from './packet.ts';

/** Packets that carry a reason code or return code. */
export type ReasonPlace =
  | 'connack'
  | 'puback'
  | 'pubrec'
  | 'pubrel'
  | 'pubcomp'
  | 'suback'
  | 'unsuback'
  | 'disconnect'
  | 'auth';

/** A code and its packet. */
export interface PlacedCode {
  readonly place: ReasonPlace;
  readonly code: number;
  readonly version: ProtocolVersion;
}

/** Servers end connections with this code, which clients may not know. */
export const KEEP_ALIVE_TIMEOUT = 0x8d;
export const SESSION_TAKEN_OVER = 0x8e;

/** Table 2.6. Names that depend on the packet are in `OWN_NAMES`. */
const NAMES = {
  0x00: 'Success',
  0x01: 'Granted QoS 1',
  0x02: 'Granted QoS 2',
  0x04: 'Disconnect with Will Message',
  0x10: 'No matching subscribers',
  0x11: 'No subscription existed',
  0x18: 'Continue authentication',
  0x19: 'Re-authenticate',
  0x80: 'Unspecified error',
  0x81: 'Malformed Packet',
  0x82: 'Protocol Error',
  0x83: 'Implementation specific error',
  0x84: 'Unsupported Protocol Version',
  0x85: 'Client Identifier not valid',
  0x86: 'Bad User Name or Password',
  0x87: 'Not authorized',
  0x88: 'Server unavailable',
  0x89: 'Server busy',
  0x8a: 'Banned',
  0x8b: 'Server shutting down',
  0x8c: 'Bad authentication method',
  0x8d: 'Keep Alive timeout',
  0x8e: 'Session taken over',
  0x8f: 'Topic Filter invalid',
  0x90: 'Topic Name invalid',
  0x91: 'Packet Identifier in use',
  0x92: 'Packet Identifier not found',
  0x93: 'Receive Maximum exceeded',
  0x94: 'Topic Alias invalid',
  0x95: 'Packet too large',
  0x96: 'Message rate too high',
  0x97: 'Quota exceeded',
  0x98: 'Administrative action',
  0x99: 'Payload format invalid',
  0x9a: 'Retain not supported',
  0x9b: 'QoS not supported',
  0x9c: 'Use another server',
  0x9d: 'Server moved',
  0x9e: 'Shared Subscriptions not supported',
  0x9f: 'Connection rate exceeded',
  0xa0: 'Maximum connect time',
  0xa1: 'Subscription Identifiers not supported',
  0xa2: 'Wildcard Subscriptions not supported',
} as const;

const NAME_BY_CODE: ReadonlyMap<number, string> = new Map(
  Object.entries(NAMES).map(([code, name]) => [Number(code), name]),
);

const OWN_NAMES: Partial<Record<ReasonPlace, ReadonlyMap<number, string>>> = {
  suback: new Map([[0x00, 'Granted QoS 0']]),
  disconnect: new Map([[0x00, 'Normal disconnection']]),
};

/** 3.1.1 section 3.2.2.3. */
const CONNECT_RETURN_CODES: readonly string[] = [
  'Connection Accepted',
  'Connection Refused, unacceptable protocol version',
  'Connection Refused, identifier rejected',
  'Connection Refused, Server unavailable',
  'Connection Refused, bad user name or password',
  'Connection Refused, not authorized',
];

/** 3.1.1 section 3.9.3. */
const SUBACK_RETURN_CODES: ReadonlyMap<number, string> = new Map([
  [0x00, 'Granted QoS 0'],
  [0x01, 'Granted QoS 1'],
  [0x02, 'Granted QoS 2'],
  [0x80, 'Failure'],
]);

const PUBLISH_ANSWERS: readonly number[] = [0x00, 0x10, 0x80, 0x83, 0x87, 0x90, 0x91, 0x97, 0x99];
const RELEASES: readonly number[] = [0x00, 0x92];

/**
 * Codes that each MQTT 5 packet may carry (3.2.2.2, 3.4.2.1 and so on). 0x8C in DISCONNECT is only in the
 * table of 2.4.
 */
const VALID: Record<ReasonPlace, ReadonlySet<number>> = {
  connack: new Set([
    0x00, 0x80, 0x81, 0x82, 0x83, 0x84, 0x85, 0x86, 0x87, 0x88, 0x89, 0x8a, 0x8c, 0x90, 0x95, 0x97,
    0x99, 0x9a, 0x9b, 0x9c, 0x9d, 0x9f,
  ]),
  puback: new Set(PUBLISH_ANSWERS),
  pubrec: new Set(PUBLISH_ANSWERS),
  pubrel: new Set(RELEASES),
  pubcomp: new Set(RELEASES),
  suback: new Set([0x00, 0x01, 0x02, 0x80, 0x83, 0x87, 0x8f, 0x91, 0x97, 0x9e, 0xa1, 0xa2]),
  unsuback: new Set([0x00, 0x11, 0x80, 0x83, 0x87, 0x8f, 0x91]),
  disconnect: new Set([
    0x00, 0x04, 0x80, 0x81, 0x82, 0x83, 0x87, 0x89, 0x8b, 0x8c, 0x8d, 0x8e, 0x8f, 0x90, 0x93, 0x94,
    0x95, 0x96, 0x97, 0x98, 0x99, 0x9a, 0x9b, 0x9c, 0x9d, 0x9e, 0x9f, 0xa0, 0xa1, 0xa2,
  ]),
  auth: new Set([0x00, 0x18, 0x19]),
};

/** Codes that only one side may send (3.14.2.1, 3.15.2.1). */
const CLIENT_ONLY: Partial<Record<ReasonPlace, ReadonlySet<number>>> = {
  disconnect: new Set([0x00, 0x04]),
  auth: new Set([0x19]),
};
const SERVER_ONLY: Partial<Record<ReasonPlace, ReadonlySet<number>>> = {
  disconnect: new Set([
    0x87, 0x89, 0x8b, 0x8c, 0x8d, 0x8e, 0x8f, 0x9a, 0x9b, 0x9c, 0x9d, 0x9e, 0x9f, 0xa0, 0xa1, 0xa2,
  ]),
  auth: new Set([0x00]),
};

/** 0x80 and above [2.4]. A missing code means success. */
export function isFailure(code = 0): boolean {
  return code >= 0x80;
}

/** True if the standard defines the code for that packet. */
export function isReasonCodeValid(
  place: ReasonPlace,
  code: number,
  version: ProtocolVersion,
): boolean {
  if (version === 5) return VALID[place].has(code);
  if (place === 'connack') return code < CONNECT_RETURN_CODES.length;
  if (place === 'suback') return version === 3 ? code <= 2 : SUBACK_RETURN_CODES.has(code);
  return false;
}

/** The only side that may send the code in that packet of MQTT 5; undefined if both may. */
export function reasonCodeSender(place: ReasonPlace, code: number): Sender | undefined {
  if (CLIENT_ONLY[place]?.has(code)) return 'client';
  return SERVER_ONLY[place]?.has(code) ? 'server' : undefined;
}

/** The MQTT 5 codes that a client may send. */
export function clientReasonCodes(place: ReasonPlace): readonly number[] {
  return [...VALID[place]].filter((code) => reasonCodeSender(place, code) !== 'server');
}

/** The standard's name of the code in that packet; undefined if not defined there. */
export function reasonCodeName(
  place: ReasonPlace,
  code: number,
  version: ProtocolVersion,
): string | undefined {
  if (!isReasonCodeValid(place, code, version)) return undefined;
  if (version === 5) return OWN_NAMES[place]?.get(code) ?? NAME_BY_CODE.get(code);
  return place === 'connack' ? CONNECT_RETURN_CODES[code] : SUBACK_RETURN_CODES.get(code);
}

/** `0x86`. */
export function hexByte(value: number): string {
  return `0x${value.toString(16).toUpperCase().padStart(2, '0')}`;
}

/** Decimal before MQTT 5, as in the standard. */
export function reasonCodeNumber(code: number, version: ProtocolVersion): string {
  return version === 5 || code > 9 ? hexByte(code) : code.toString();
}

/** Text for people: `0x86 Bad User Name or Password`. */
export function reasonCodeText(place: ReasonPlace, code: number, version: ProtocolVersion): string {
  return `${reasonCodeNumber(code, version)} ${reasonCodeName(place, code, version) ?? 'not defined'}`;
}
