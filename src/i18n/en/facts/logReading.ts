/** The four answers about a log: how far it came, who says so, which rule it breaks, the signature. */
import type { BrokenRules } from '../../../alibaba/logs/brokenRules.ts';
import type { Detail, LogStatement, Speaker } from '../../../alibaba/logs/logStatement.ts';
import type { SignatureVerdicts } from '../../../alibaba/logs/verdict.ts';
import type { Stage } from '../../../alibaba/stages.ts';
import type { Words } from '../../../base/message.ts';
import { countedCauses } from './logCauses.ts';

const DETAILS: Readonly<Record<Detail, string>> = {
  certificate: 'the certificate was not accepted',
  'client-silent': 'the broker received nothing from the client in time',
  'closed-by-client': 'closed from the client’s side, or on the way',
  'closed-by-server': 'the server closed the connection',
  'invalid-parameter': 'a parameter is invalid',
  'keep-alive-lost': 'no answer to PINGREQ',
  'network-closed': 'the data connection of the module is not open',
  'not-tls': 'the answer is not TLS: this port is one without TLS',
  opened: 'TCP connected',
  'own-disconnect': 'the device itself disconnected, or was not connected',
  'send-failed': 'sending failed',
  'socket-create': 'the socket could not be created',
  'taken-over': 'another connection of this device took over',
  timeout: 'timeout',
  unspecific: 'without a reason',
};

const STAGES: Readonly<Record<Exclude<Stage, 'connack' | 'http'>, string>> = {
  at: 'AT command refused by the module; CONNECT was not sent',
  dns: 'DNS: the host name was not resolved; CONNECT was not sent',
  tcp: 'TCP: no connection; CONNECT was not sent',
  tls: 'TLS failed; CONNECT was not sent',
  websocket: 'the WebSocket was refused; CONNECT was not sent',
  connect: 'CONNECT sent, no CONNACK received',
  closed: 'closed later: the connection was accepted, and ended afterwards',
  failed: 'the connection failed; the text does not say at which step',
};

/** Return codes of CONNACK. */
const CODES: ReadonlyMap<number, string> = new Map([
  [0, 'accepted'],
  [1, 'refused: protocol version'],
  [2, 'refused: client ID; not the password'],
  [3, 'refused: server unavailable; not the password'],
  [4, 'refused: user name or password'],
  [5, 'refused: not authorized'],
  [0x80, 'refused: unspecified error'],
  [0x81, 'refused: malformed CONNECT'],
  [0x82, 'refused: protocol error'],
  [0x83, 'refused: implementation specific error'],
  [0x84, 'refused: protocol version'],
  [0x85, 'refused: client ID'],
  [0x86, 'refused: user name or password'],
  [0x87, 'refused: not authorized'],
  [0x88, 'refused: server unavailable; not the password'],
  [0x89, 'refused: server busy; not the password'],
  [0x8a, 'refused: banned; the device or account is blocked'],
  [0x8c, 'refused: authentication method'],
  [0x90, 'refused: topic of the will'],
  [0x95, 'refused: CONNECT is too large'],
  [0x97, 'refused: quota exceeded'],
  [0x99, 'refused: format of the will’s payload'],
  [0x9a, 'refused: retained messages are not supported'],
  [0x9b, 'refused: QoS of the will is not supported'],
  [0x9c, 'refused: use another server for now'],
  [0x9d, 'refused: the server has moved'],
  [0x9f, 'refused: too many connects'],
]);

/** Return codes that the platform uses for something else. */
const PLATFORM_CODES: ReadonlyMap<number, string> = new Map([
  [2, 'refused: client ID or its parameters; not the password'],
  [
    3,
    'refused: service unavailable, which means a wrong client ID or keep alive; not the password',
  ],
]);

/** Codes of MQTT 5 also as standard and libraries write them. */
export const shownCode = (code: number): string =>
  code < 0x80 ? String(code) : `${code} (0x${code.toString(16).toUpperCase()})`;

const broken: Words<BrokenRules> = {
  'keep-alive': ({ seconds }) =>
    `keep alive ${seconds} s; the platform accepts 30 to 1200 s and refuses others`,
  'keep-alive-default': ({ library, seconds }) =>
    `no keep alive is set, and ${library} uses ${seconds} s; the platform accepts 30 to 1200 s. Set it, for example to 60`,
  port: ({ port }) =>
    `port ${port}; devices with a secret use 1883 (TCP and TLS) or 443 (TLS, WebSocket)`,
  'plain-for-tls-mode': ({ address }) =>
    `securemode=2 (TLS), but the connection is plain (${address})`,
  'tls-for-plain-mode': ({ address }) =>
    `securemode=3 (no TLS), but the connection uses TLS (${address})`,
  'host-without-product-key': ({ host }) =>
    `host ${host} does not begin with the ProductKey: {productKey}.iot-as-mqtt.{region}.aliyuncs.com`,
  'host-of-another-product': ({ host, productKey }) =>
    `host ${host} belongs to a different product than the user name (${productKey})`,
  'host-of-another-service': ({ host }) =>
    `host ${host} belongs to another service; IoT Platform devices use {productKey}.iot-as-mqtt.{region}.aliyuncs.com or {instance}.mqtt.iothub.aliyuncs.com`,
  'at-line-too-long': ({ bytes, most }) =>
    `AT command of ${bytes} bytes; ESP-AT accepts ${most}. Use AT+MQTTLONGCLIENTID, AT+MQTTLONGUSERNAME and AT+MQTTLONGPASSWORD`,
  'at-field-too-long': ({ field, bytes, most }) =>
    `${field} of ${bytes} bytes in AT+MQTTUSERCFG; ESP-AT accepts ${most}`,
  'at-comma': () =>
    'comma without a backslash in a value of AT+MQTTUSERCFG: write \\, or use AT+MQTTCLIENTID',
  'url-encoded': ({ found }) =>
    `the text has ${found} for |: it is URL-encoded. A device that sends it like this is refused because of its form; what follows is about the decoded text`,
  'html-escaped': () => '&amp; in the user name for &: copied from HTML or XML',
};

const verdicts: Words<SignatureVerdicts> = {
  right: () => 'right: client ID, user name and password match this device secret',
  'right-by-product-secret': () =>
    'right: dynamic registration, signed with this product secret (not with a device secret)',
  'right-of-module': () =>
    'right: the module signs by itself with the values of "aliauth", and their secret is this one',
  'right-of-sub-device': () =>
    'right: login of a sub-device through its gateway; the sign matches this device secret',
  wrong: () => 'wrong',
  'wrong-by-product-secret': () =>
    'wrong: dynamic registration, and the sign does not match this product secret',
  unexplained: ({ tried }) =>
    `wrong: it does not match this device secret, and no known mistake produces it (${tried} variants tried)`,
  token: () =>
    'not checked: device without pre-registration (connwl); the password is the deviceToken that the platform sent, not a signature',
  certificate: () =>
    'not checked: X.509 (authType=x509) has no user name and password; the client certificate proves the device',
  masked: () =>
    'not checked: the program masks a field of the sign-in in its log; the field is not missing. Compute the password with mqttscope sign, and compare the three values of the device first',
  'product-secret-missing': () =>
    'not checked: dynamic registration is signed with the product secret; give it, too (--product-secret)',
  incomplete: ({ fields }) =>
    `not checked: not in the text: ${fields}. Print the values that are passed to the library, or take them from its configuration`,
};

const kinds: Readonly<Record<Speaker['kind'], string>> = {
  server: 'the server',
  library: 'library',
  module: 'module',
  browser: 'browser',
  system: 'network or operating system',
};

export const logReading = {
  names: {
    how: 'How far',
    who: 'Who says so',
    cause: 'Cause',
    broken: 'Rules broken',
    signature: 'Signature',
  },
  line: (name: string, text: string): string => `${name}: ${text}`,
  /** @param isAlibaba the other side is Alibaba's platform */
  how: (
    statement: LogStatement | undefined,
    meaning: string | undefined,
    isAlibaba: boolean,
  ): string => {
    if (statement === undefined) return 'the text does not say';
    const { stage, code, detail } = statement;
    if (stage === 'http') return `HTTPS answered with code ${code}${meaning ? `: ${meaning}` : ''}`;
    if (stage === 'connack') {
      if (code === undefined) return 'CONNACK: refused, without a code';
      const own = isAlibaba ? PLATFORM_CODES.get(code) : undefined;
      return `CONNACK ${shownCode(code)}: ${own ?? CODES.get(code) ?? 'refused'}`;
    }
    if (detail === 'opened') return 'TCP connected; the text says nothing about what followed';
    if (stage === 'connect' && detail === 'send-failed')
      return 'TCP connected, but CONNECT could not be sent';
    return STAGES[stage] + (detail === undefined ? '' : ` (${DETAILS[detail]})`);
  },
  who: (statement: LogStatement | undefined, isAlibaba: boolean): string => {
    if (statement === undefined) return 'nobody';
    const { by, quote } = statement;
    const kind = isAlibaba && by.kind === 'server' ? 'the platform' : kinds[by.kind];
    return `${kind}${by.name === undefined ? '' : ` ${by.name}`}: “${quote}”`;
  },
  broken,
  noneBroken: 'none found in this text',
  causes: countedCauses,
  joined: (rules: readonly string[]): string => rules.join('; '),
  verdicts,
  withMistake: (verdict: string, mistake: string): string => `${verdict}: ${mistake}`,
};

/** The type that other languages must implement. */
export type LogReadingWords = typeof logReading;
