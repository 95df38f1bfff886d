/** Numbers in the answers of modules with AT commands, by their manuals. */
import type { Meaning } from './logStatement.ts';

/** `+CMQTTCONNECT: 0,n`; 27 to 31 are CONNACK's return codes 1 to 5. */
export const SIMCOM_CODES: ReadonlyMap<number, Meaning> = new Map<number, Meaning>([
  [0, { stage: 'connack', code: 0 }],
  [1, { stage: 'failed', detail: 'unspecific' }],
  [2, { stage: 'at', detail: 'invalid-parameter' }],
  [3, { stage: 'tcp' }],
  [4, { stage: 'tcp', detail: 'socket-create' }],
  [5, { stage: 'tcp', detail: 'unspecific' }],
  [6, { stage: 'connect', detail: 'receive-failed' }],
  [7, { stage: 'tcp', detail: 'network-closed' }],
  [8, { stage: 'tcp', detail: 'network-closed' }],
  [9, { stage: 'tcp', detail: 'network-closed' }],
  [10, { stage: 'at', detail: 'invalid-parameter' }],
  [11, { stage: 'tcp', detail: 'network-closed' }],
  [12, { stage: 'at', detail: 'invalid-parameter' }],
  [13, { stage: 'at', detail: 'invalid-parameter' }],
  [14, { stage: 'at', detail: 'busy' }],
  [15, { stage: 'tcp', detail: 'unspecific' }],
  [16, { stage: 'tcp', detail: 'send-failed' }],
  [17, { stage: 'failed', detail: 'timeout' }],
  [18, { stage: 'at', detail: 'invalid-parameter' }],
  [19, { stage: 'at', detail: 'busy' }],
  [20, { stage: 'at', detail: 'not-ready' }],
  [21, { stage: 'at', detail: 'busy' }],
  [22, { stage: 'at', detail: 'packet-too-large' }],
  [23, { stage: 'at', detail: 'busy' }],
  [24, { stage: 'failed', detail: 'unspecific' }],
  [25, { stage: 'dns' }],
  [26, { stage: 'connect', detail: 'closed-by-server' }],
  ...[1, 2, 3, 4, 5].map((code): [number, Meaning] => [code + 26, { stage: 'connack', code }]),
  [32, { stage: 'tls', detail: 'tls-handshake' }],
  [33, { stage: 'tls', detail: 'certificate-missing' }],
  [34, { stage: 'tls', detail: 'unspecific' }],
  [35, { stage: 'closed', detail: 'unspecific' }],
]);

/** `+QMTOPEN: 0,n`. */
export const QMTOPEN: ReadonlyMap<number, Meaning> = new Map<number, Meaning>([
  [-1, { stage: 'tcp' }],
  [0, { stage: 'tcp', isProgress: true }],
  [1, { stage: 'at', detail: 'invalid-parameter' }],
  [2, { stage: 'at', detail: 'busy' }],
  [3, { stage: 'tcp', detail: 'network-closed' }],
  [4, { stage: 'dns' }],
  [5, { stage: 'tcp' }],
]);

/** `+QMTSTAT: 0,n`. */
export const QMTSTAT: ReadonlyMap<number, Meaning> = new Map<number, Meaning>([
  [1, { stage: 'closed', detail: 'closed-by-server' }],
  [2, { stage: 'closed', detail: 'keep-alive-lost' }],
  [3, { stage: 'connect', detail: 'send-failed' }],
  [4, { stage: 'connect', detail: 'timeout' }],
  [5, { stage: 'closed', detail: 'own-disconnect' }],
  [6, { stage: 'closed', detail: 'send-failed' }],
  [7, { stage: 'closed', detail: 'network-closed' }],
  [8, { stage: 'closed', detail: 'own-disconnect' }],
]);

/** `+QMTCONN: 0,n` without a return code: the link is open, but the packet was repeated, or not sent. */
export const QMTCONN: ReadonlyMap<number, Meaning> = new Map<number, Meaning>([
  [1, { stage: 'connect', detail: 'timeout' }],
  [2, { stage: 'connect', detail: 'send-failed' }],
]);

/** `+QMTCONN: 0,n` as the answer to `AT+QMTCONN?`: n is a state, and only 3 tells of an answer. */
export const QMTCONN_STATE: ReadonlyMap<number, Meaning> = new Map<number, Meaning>([
  [3, { stage: 'connack', code: 0 }],
]);

/** `+MQTTURC: "conn",0,n`. */
export const MQTTURC: ReadonlyMap<number, Meaning> = new Map<number, Meaning>([
  [0, { stage: 'connack', code: 0 }],
  [1, { stage: 'failed', detail: 'timeout' }],
  [2, { stage: 'closed', detail: 'own-disconnect' }],
  // The server refused; the module does not report the code of CONNACK.
  [3, { stage: 'connack' }],
  [4, { stage: 'closed', detail: 'closed-by-server' }],
  [5, { stage: 'closed', detail: 'unspecific' }],
  [6, { stage: 'tcp', detail: 'network-closed' }],
]);

/** `+MQTTSTATU :n`. */
export const MQTTSTATU: ReadonlyMap<string, Meaning> = new Map<string, Meaning>([
  ['1', { stage: 'connack', code: 0 }],
  ['2', { stage: 'tcp', isProgress: true }],
]);
