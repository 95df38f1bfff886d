/** Meanings of the numbers that modules and libraries print, by their manuals and headers. */
import type { Detail, Meaning } from './logStatement.ts';

export type Numbers = ReadonlyMap<number, Meaning>;

type Row = readonly [number: number, stage: Meaning['stage'], detail?: Detail];

const numbers = (...rows: readonly Row[]): Numbers =>
  new Map(rows.map(([number, stage, detail]) => [number, { stage, ...(detail && { detail }) }]));

const connack = (code: number): Meaning => ({ stage: 'connack', code });

/** CONNACK's codes of MQTT 3.1.1, at the numbers that a program uses for them. */
const codes = (first: number): Numbers =>
  new Map([1, 2, 3, 4, 5].map((code) => [first + code - 1, connack(code)]));

/** CONNACK's codes themselves, those of MQTT 5 included. */
export const CODES: Numbers = new Map([
  [0, connack(0)],
  ...codes(1),
  ...Array.from({ length: 0x20 }, (_one, at) => [0x80 + at, connack(0x80 + at)] as const),
]);

/** Reason codes of DISCONNECT in MQTT 5. */
export const DISCONNECT_CODES: Numbers = numbers(
  [0x8b, 'closed', 'closed-by-server'],
  [0x8d, 'closed', 'keep-alive-lost'],
  [0x8e, 'closed', 'taken-over'],
  [0x93, 'closed', 'closed-by-server'],
  [0x98, 'closed', 'closed-by-server'],
);

/** `+CMQTTCONNECT: 0,n` of SIMCom; 27 to 31 are CONNACK's return codes 1 to 5. */
export const SIMCOM: Numbers = new Map([
  [0, connack(0)],
  ...numbers(
    [1, 'failed'],
    [2, 'at', 'invalid-parameter'],
    [3, 'tcp'],
    [4, 'tcp', 'socket-create'],
    [5, 'tcp'],
    [6, 'connect'],
    [7, 'tcp', 'network-closed'],
    [8, 'tcp', 'network-closed'],
    [9, 'tcp', 'network-closed'],
    [10, 'at', 'invalid-parameter'],
    [11, 'tcp', 'network-closed'],
    [12, 'at', 'invalid-parameter'],
    [13, 'at', 'invalid-parameter'],
    [14, 'at'],
    [15, 'tcp'],
    [16, 'tcp', 'send-failed'],
    [17, 'failed', 'timeout'],
    [18, 'at', 'invalid-parameter'],
    [19, 'at'],
    [20, 'at'],
    [21, 'at'],
    [22, 'at', 'invalid-parameter'],
    [23, 'at'],
    [24, 'failed'],
    [25, 'dns'],
    [26, 'connect', 'closed-by-server'],
  ),
  ...codes(27),
  ...numbers([32, 'tls'], [33, 'tls', 'certificate'], [34, 'tls'], [35, 'closed', 'unspecific']),
]);

/** `+QMTOPEN: 0,n` of Quectel. */
export const QMTOPEN: Numbers = numbers(
  [-1, 'tcp'],
  [0, 'tcp', 'opened'],
  [1, 'at', 'invalid-parameter'],
  [2, 'at'],
  [3, 'tcp', 'network-closed'],
  [4, 'dns'],
  [5, 'tcp'],
);

/** `+QMTCONN: 0,n` without a return code: the packet was repeated, or not sent. */
export const QMTCONN: Numbers = numbers([1, 'connect', 'timeout'], [2, 'connect', 'send-failed']);

/** `+QMTSTAT: 0,n` of Quectel. */
export const QMTSTAT: Numbers = numbers(
  [1, 'closed', 'closed-by-server'],
  [2, 'closed', 'keep-alive-lost'],
  [3, 'connect', 'send-failed'],
  [4, 'connect', 'timeout'],
  [5, 'closed', 'own-disconnect'],
  [6, 'closed', 'send-failed'],
  [7, 'closed', 'network-closed'],
  [8, 'closed', 'own-disconnect'],
);

/** The answer of Air modules to `AT+MQTTSTATU`: offline, signed in, TCP alone. */
export const MQTTSTATU: Numbers = new Map([
  ...numbers([0, 'failed'], [2, 'tcp', 'opened']),
  [1, connack(0)],
]);

/** The answer of ESP-AT to `AT+MQTTCONN?`. */
export const ESP_STATES: Numbers = new Map([
  ...numbers([3, 'failed']),
  ...[4, 5, 6].map((state) => [state, connack(0)] as const),
]);

const PUB_SUB_STATES = [
  [-4, { stage: 'connect', detail: 'timeout' }],
  [-3, { stage: 'closed', detail: 'unspecific' }],
  [-2, { stage: 'tcp', cause: 'pubsub-no-tcp' }],
  [-1, { stage: 'failed', detail: 'own-disconnect' }],
] as const satisfies readonly (readonly [number, Meaning])[];

/** PubSubClient's `state()`; negative numbers also as an unsigned byte. */
export const PUB_SUB: Numbers = new Map(
  PUB_SUB_STATES.flatMap(([state, meaning]) => {
    const named = { ...meaning, name: 'PubSubClient' };
    return [[state, named] as const, [state + 256, named] as const];
  }),
);

/** A code after words about connecting. */
export const CODES_OR_STATES: Numbers = new Map([...CODES, ...PUB_SUB]);

/** Paho C's own results of a connect, and CONNACK's codes. */
export const PAHO_C: Numbers = new Map([
  ...codes(1),
  ...numbers(
    [-1, 'failed', 'unspecific'],
    [-2, 'failed', 'unspecific'],
    [-3, 'failed', 'own-disconnect'],
    [-5, 'failed', 'invalid-parameter'],
    [-6, 'failed', 'invalid-parameter'],
    [-8, 'failed', 'invalid-parameter'],
    [-9, 'failed', 'invalid-parameter'],
    [-10, 'tls', 'unspecific'],
    [-11, 'failed', 'invalid-parameter'],
    [-14, 'failed', 'invalid-parameter'],
  ),
]);

/** Codes of Paho Java's exceptions. */
export const PAHO_JAVA: Numbers = new Map([
  ...CODES,
  [0, { stage: 'failed', detail: 'unspecific' }],
  ...numbers([32000, 'connect', 'timeout'], [32103, 'tcp'], [32104, 'failed', 'own-disconnect']),
  [32109, { stage: 'closed', detail: 'unspecific', wasAccepted: true }],
  [32202, { stage: 'connack', code: 0, cause: 'too-many-in-flight' }],
]);

/** The vendor's SDK for C up to version 3. */
export const IOT_KIT: Numbers = new Map([
  ...numbers([-28, 'tcp'], [-29, 'connect'], [-30, 'connect', 'send-failed']),
  ...codes(-38),
]);

/** The vendor's Link SDK 4 for C: `-0x0F0B`. */
export const LINK_SDK: Numbers = numbers(
  [0x03, 'tcp'],
  [0x04, 'dns', 'invalid-parameter'],
  [0x0b, 'dns'],
  [0x0c, 'tcp', 'socket-create'],
  [0x0d, 'tcp', 'socket-create'],
  [0x0e, 'tcp', 'socket-create'],
  [0x0f, 'tcp', 'timeout'],
  [0x10, 'tcp'],
  [0x11, 'tcp'],
  [0x12, 'connect', 'send-failed'],
  [0x13, 'connect'],
  [0x14, 'connect', 'closed-by-server'],
  [0x15, 'connect', 'closed-by-server'],
  [0x16, 'tls', 'invalid-parameter'],
  // The documentation's list of frequent codes; headers of other versions have it at 0x0b.
  [0x17, 'dns'],
  [0x18, 'tls', 'certificate'],
  [0x19, 'tls', 'certificate'],
  [0x1a, 'tls', 'certificate'],
  [0x1b, 'tcp', 'socket-create'],
  [0x1c, 'tcp'],
  [0x1d, 'tls'],
  [0x1e, 'connect'],
  [0x1f, 'connect', 'send-failed'],
  [0x20, 'connect', 'closed-by-server'],
  [0x21, 'connect', 'closed-by-server'],
  [0x23, 'tls'],
);

/** Errors of mbedTLS that name a cause, without their sign. */
export const MBED_TLS: Numbers = numbers(
  [0x2700, 'tls', 'certificate'],
  [0x3000, 'tls', 'certificate'],
  [0x7280, 'tls', 'closed-by-server'],
);

/** Results of `on_disconnect` of Paho for Python. */
export const PAHO_PYTHON: Numbers = new Map([
  [7, { stage: 'closed', detail: 'unspecific', wasAccepted: true }],
  [16, { stage: 'closed', detail: 'keep-alive-lost' }],
]);

/** Errors of Zephyr's sockets, which have the numbers of newlib. */
export const ZEPHYR_ERRORS: Numbers = numbers(
  [-104, 'connect', 'closed-by-server'],
  [-111, 'tcp'],
  [-114, 'tcp'],
  [-116, 'connect', 'timeout'],
  [-118, 'tcp'],
  [-128, 'connect', 'closed-by-server'],
);
