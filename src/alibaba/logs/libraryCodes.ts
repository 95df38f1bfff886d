/** Codes of MQTT libraries and SDKs. */
import type { Meaning } from './logStatement.ts';

export const refused = (code: number): Meaning => ({ stage: 'connack', code });

/** PubSubClient's `state()`; negative numbers also as an unsigned byte. */
export const PUB_SUB_STATES: ReadonlyMap<number, Meaning> = new Map<number, Meaning>(
  (
    [
      [-4, { stage: 'connect', detail: 'timeout' }],
      [-3, { stage: 'closed', detail: 'unspecific' }],
      [-2, { stage: 'tcp' }],
      [-1, { stage: 'failed', detail: 'own-disconnect' }],
    ] as const
  ).flatMap(([state, meaning]): readonly [number, Meaning][] => [
    [state, { ...meaning, name: 'PubSubClient' }],
    [state + 256, { ...meaning, name: 'PubSubClient' }],
  ]),
);

/** The vendor's SDK for C up to version 3, and for feature phones of the living platform. */
export const IOT_KIT_CODES: ReadonlyMap<number, Meaning> = new Map<number, Meaning>([
  [-28, { stage: 'tcp' }],
  [-29, { stage: 'connect', detail: 'receive-failed' }],
  [-30, { stage: 'connect', detail: 'send-failed' }],
  [-34, refused(5)],
  [-35, refused(4)],
  [-36, refused(3)],
  [-37, refused(2)],
  [-38, refused(1)],
]);

/** The vendor's Link SDK 4 for C: `-0x0F0B`. */
export const LINK_SDK_PORT: ReadonlyMap<number, Meaning> = new Map<number, Meaning>([
  [0x03, { stage: 'tcp', detail: 'out-of-memory' }],
  [0x04, { stage: 'dns', detail: 'invalid-parameter' }],
  [0x0b, { stage: 'dns' }],
  [0x0c, { stage: 'tcp', detail: 'socket-create' }],
  [0x0d, { stage: 'tcp', detail: 'socket-create' }],
  [0x0e, { stage: 'tcp', detail: 'socket-create' }],
  [0x0f, { stage: 'tcp', detail: 'timeout' }],
  [0x10, { stage: 'tcp' }],
  [0x11, { stage: 'tcp' }],
  [0x12, { stage: 'connect', detail: 'send-failed' }],
  [0x13, { stage: 'connect', detail: 'receive-failed' }],
  [0x14, { stage: 'connect', detail: 'closed-by-server' }],
  [0x15, { stage: 'connect', detail: 'closed-by-server' }],
  [0x16, { stage: 'tls', detail: 'invalid-parameter' }],
  // The documentation's list of frequent codes; headers of other versions have it at 0x0b.
  [0x17, { stage: 'dns' }],
  [0x18, { stage: 'tls', detail: 'certificate' }],
  [0x19, { stage: 'tls', detail: 'certificate' }],
  [0x1a, { stage: 'tls', detail: 'certificate' }],
  [0x1b, { stage: 'tcp', detail: 'socket-create' }],
  [0x1c, { stage: 'tcp' }],
  [0x1d, { stage: 'tls', detail: 'tls-handshake' }],
  [0x1e, { stage: 'connect', detail: 'receive-failed' }],
  [0x1f, { stage: 'connect', detail: 'send-failed' }],
  [0x20, { stage: 'connect', detail: 'closed-by-server' }],
  [0x21, { stage: 'connect', detail: 'closed-by-server' }],
  [0x23, { stage: 'tls', detail: 'tls-handshake' }],
]);

/** Paho C's own results of a connect; positive ones are CONNACK's. */
export const PAHO_C_CODES: ReadonlyMap<number, Meaning> = new Map<number, Meaning>([
  [-1, { stage: 'failed', detail: 'unspecific' }],
  [-2, { stage: 'failed', detail: 'unspecific' }],
  [-3, { stage: 'failed', detail: 'own-disconnect' }],
  ...[-5, -6, -8, -9, -11, -14].map((code): [number, Meaning] => [
    code,
    { stage: 'failed', detail: 'invalid-parameter' },
  ]),
  [-10, { stage: 'tls', detail: 'unspecific' }],
]);

/** jiejieTop's mqttclient. */
export const MQTT_CLIENT_CODES: ReadonlyMap<number, Meaning> = new Map<number, Meaning>([
  [-0x1c, { stage: 'tls', detail: 'certificate' }],
  [-0x1b, { stage: 'tcp', detail: 'socket-create' }],
  [-0x1a, { stage: 'dns' }],
  [-0x19, { stage: 'tcp' }],
  [-4, { stage: 'failed', detail: 'unspecific' }],
  [-1, { stage: 'failed', detail: 'unspecific' }],
]);

/** Reason codes of MQTT 5 that refuse. */
const MQTT_5_CODES = Array.from({ length: 0x20 }, (_none, at) => 0x80 + at);

/** Codes of Paho Java's exceptions beyond CONNACK's. */
export const PAHO_JAVA_CODES: ReadonlyMap<number, Meaning> = new Map<number, Meaning>([
  ...[1, 2, 3, 4, 5, ...MQTT_5_CODES].map((code): [number, Meaning] => [code, refused(code)]),
  [32000, { stage: 'connect', detail: 'timeout' }],
  // The client is connected already; it is disconnecting; it is not connected.
  [32100, { stage: 'connack', code: 0, isInWords: true }],
  [32102, { stage: 'failed', detail: 'own-disconnect' }],
  [32103, { stage: 'tcp' }],
  [32104, { stage: 'failed', detail: 'own-disconnect' }],
  [32109, { stage: 'closed', detail: 'unspecific' }],
]);
