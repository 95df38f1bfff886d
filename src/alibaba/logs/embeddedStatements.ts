/** Statements of libraries for microcontrollers, by their sources and examples. */
import { PUB_SUB_STATES, refused } from './libraryCodes.ts';
import {
  byNumber,
  connackCode,
  type Meaning,
  means,
  type StatementForm,
  speaker,
} from './logStatement.ts';

const LIBRARY = speaker('library');
const PUB_SUB_CLIENT = speaker('library', 'PubSubClient');
const ESP_MQTT = speaker('library', 'esp-mqtt');

const PUB_SUB_STATE = byNumber(PUB_SUB_STATES);

/** Names of PubSubClient's states. */
const PUB_SUB_NAMES: ReadonlyMap<string, Meaning> = new Map<string, Meaning>([
  ['CONNECT_BAD_PROTOCOL', refused(1)],
  ['CONNECT_BAD_CLIENT_ID', refused(2)],
  ['CONNECT_UNAVAILABLE', refused(3)],
  ['CONNECT_BAD_CREDENTIALS', refused(4)],
  ['CONNECT_UNAUTHORIZED', refused(5)],
  ['CONNECT_FAILED', { stage: 'tcp' }],
  ['CONNECTION_TIMEOUT', { stage: 'connect', detail: 'timeout' }],
  ['CONNECTION_LOST', { stage: 'closed', detail: 'unspecific' }],
]);

/** NodeMCU's reasons beside CONNACK's. */
const NODE_MCU_REASONS: ReadonlyMap<number, Meaning> = new Map<number, Meaning>([
  [-5, { stage: 'tcp' }],
  [-4, { stage: 'connect', detail: 'unspecific' }],
  [-3, { stage: 'dns' }],
  [-2, { stage: 'connect', detail: 'timeout' }],
  [-1, { stage: 'connect', detail: 'send-failed' }],
  ...[1, 2, 3, 4, 5].map((code): [number, Meaning] => [code, refused(code)]),
]);

/** `mqtt_connection_status_t` of lwIP. */
const LWIP_STATUS: ReadonlyMap<number, Meaning> = new Map<number, Meaning>([
  [0, { stage: 'connack', code: 0 }],
  ...[1, 2, 3, 4, 5].map((code): [number, Meaning] => [code, refused(code)]),
  [256, { stage: 'failed', detail: 'unspecific' }],
  [257, { stage: 'connect', detail: 'timeout' }],
]);

/** `DisconnectReason` of espMqttClient. */
const ESP_MQTT_CLIENT: ReadonlyMap<number, Meaning> = new Map<number, Meaning>([
  [0, { stage: 'closed', detail: 'own-disconnect' }],
  ...[1, 2, 3, 4, 5].map((code): [number, Meaning] => [code, refused(code)]),
  [6, { stage: 'tls', detail: 'certificate' }],
  [7, { stage: 'closed', detail: 'unspecific' }],
]);

/** `MQTTStatus_t` of coreMQTT at the end of its connect. */
const CORE_MQTT: ReadonlyMap<string, Meaning> = new Map<string, Meaning>([
  ['BadResponse', { stage: 'connect', detail: 'receive-failed' }],
  ['KeepAliveTimeout', { stage: 'closed', detail: 'keep-alive-lost' }],
  ['NoDataAvailable', { stage: 'connect', detail: 'timeout' }],
  ['RecvFailed', { stage: 'connect', detail: 'receive-failed' }],
  ['SendFailed', { stage: 'connect', detail: 'send-failed' }],
  ['ServerRefused', { stage: 'connack' }],
]);

export const EMBEDDED_STATEMENTS: readonly StatementForm[] = [
  // lwIP's example: `MQTT client "app" connection cb: status 5`.
  {
    by: speaker('library', 'lwIP'),
    pattern: /\b(?:mqtt_)?connection[ _]cb\b[^\n\d]{0,30}?\b(?:status|reason)\W{1,3}(\d{1,3})\b/gi,
    read: byNumber(LWIP_STATUS),
  },
  // Paho's example for embedded devices.
  {
    by: LIBRARY,
    pattern: /\b(?:return code|rc) from [^\n]{0,30}\bconnect is (-?\d{1,3})\b/gi,
    read: resultOfConnect,
  },
  {
    by: ESP_MQTT,
    pattern: /MQTT_EVENT_CONNECTED\b/g,
    read: means({ stage: 'connack', code: 0 }),
  },
  {
    by: ESP_MQTT,
    pattern: /\bNo PING_?RESP\b/gi,
    read: means({ stage: 'closed', detail: 'keep-alive-lost' }),
  },
  // It waits for CONNACK there.
  {
    by: ESP_MQTT,
    pattern: /mqtt_message_receive(?:\(\) returned -?\d|: transport_read\(\) error)/g,
    read: means({ stage: 'connect', detail: 'receive-failed' }),
  },
  {
    by: PUB_SUB_CLIENT,
    pattern:
      /\bMQTT_(CONNECT_(?:BAD_PROTOCOL|BAD_CLIENT_ID|UNAVAILABLE|BAD_CREDENTIALS|UNAUTHORIZED|FAILED)|CONNECTION_(?:TIMEOUT|LOST))\b/g,
    read: ([name = '']) => PUB_SUB_NAMES.get(name),
  },
  {
    by: speaker('library', 'Mongoose'),
    pattern: /\bMQTT auth failed, code (\d{1,3})\b/g,
    read: connackCode,
  },
  {
    by: speaker('library', 'NodeMCU'),
    pattern: /\bfailed reason:\s*(-?\d)\b/gi,
    read: byNumber(NODE_MCU_REASONS),
  },
  // Zephyr.
  {
    by: LIBRARY,
    pattern: /\bmqtt connect(?:ion)? failed:? \[?([1-5]|1[2-5]\d)\b(?![.\d])/gi,
    read: connackCode,
  },
  {
    by: PUB_SUB_CLIENT,
    pattern: /(?:\.state\(\)|\bmqtt state)\s{0,3}[:=]\s{0,3}([0-5])\b/gi,
    read: connackCode,
  },
  {
    by: PUB_SUB_CLIENT,
    pattern: /\bstate\(?\)?\s{0,3}[:=]?\s{0,3}(-[1-4])\b/gi,
    read: PUB_SUB_STATE,
  },
  {
    by: ESP_MQTT,
    pattern: /MQTT_EVENT_DISCONNECTED\b/g,
    read: means({ stage: 'closed', detail: 'unspecific' }),
  },
  {
    by: speaker('library', 'espMqttClient'),
    pattern: /\bDisconnected from MQTT: (\d)\b/g,
    read: byNumber(ESP_MQTT_CLIENT),
  },
  {
    by: speaker('library', 'coreMQTT'),
    pattern:
      /\bMQTT(BadResponse|KeepAliveTimeout|NoDataAvailable|RecvFailed|SendFailed|ServerRefused)\b/g,
    read: ([name = '']) => CORE_MQTT.get(name),
  },
  // lwmqtt: the connection was denied.
  {
    by: speaker('library', 'lwmqtt'),
    pattern: /\blwmqtt\b[^\n]{0,30}(?<!\d)-10\b(?:[^\n]{0,20}\breturn[ _]?code\W{1,4}(\d)\b)?/gi,
    read: ([code]) => (code === undefined ? { stage: 'connack' } : refused(Number(code))),
  },
  {
    by: speaker('library', 'Mosquitto'),
    pattern: /\bSending CONNACK to \S{1,300} \([01], (\d{1,3})\)/g,
    read: connackCode,
  },
  // Zephyr's examples print the negative number of the socket's error.
  {
    by: LIBRARY,
    pattern: /\b(?:mqtt_connect|try_to_connect)\b\W{0,3}-1[01]\d\b/g,
    read: means({ stage: 'tcp' }),
  },
  // Paho's examples for embedded devices print the result of MQTTConnect.
  {
    by: LIBRARY,
    pattern: /\bConnecting to \S{1,120} \d{2,5}\s{1,4}Connected (-?\d{1,3})\s*$/gm,
    read: resultOfConnect,
  },
  {
    by: LIBRARY,
    pattern:
      /(?:\bmqtt[ ._-]?connect\w*|\bconnect[ _]ack)\b[^\n]{0,160}?\b(?:ret(?:urn)?|result)\b\s{0,3}[:=]?\s{0,3}([2-5])(?![\w.])/gi,
    read: connackCode,
  },
];

/** Negative results are the library's. */
function resultOfConnect(groups: readonly (string | undefined)[]): Meaning | undefined {
  return groups[0]?.startsWith('-') === true
    ? { stage: 'failed', detail: 'unspecific' }
    : connackCode(groups, '');
}
