/** Statements of modules with AT commands, by their manuals. */
import {
  byNumber,
  connackCode,
  type Meaning,
  means,
  type StatementForm,
  speaker,
} from './logStatement.ts';
import {
  MQTTSTATU,
  MQTTURC,
  QMTCONN,
  QMTCONN_STATE,
  QMTOPEN,
  QMTSTAT,
  SIMCOM_CODES,
} from './moduleCodes.ts';

const ESP_AT = speaker('module', 'ESP-AT');
const QUECTEL = speaker('module', 'Quectel');
const SIMCOM = speaker('module', 'SIMCom');
const FIBOCOM = speaker('module', 'Fibocom');
const LUAT = speaker('module', 'Air AT');
const MODULE = speaker('module');

const FAILED: Meaning = { stage: 'failed', detail: 'unspecific' };

/** Commands that connect; others set values. */
const CONNECTS =
  /^AT[+#](?:SMCONN|UMQTTC|MQCONN|KMQTTCNX|(?:QMT|[A-Z]{0,8}MQ(?:TT)?)(?:OPEN|CON|CONN|CONNECT))\b/i;

/** Families of commands. */
const MODULES: readonly (readonly [RegExp, string])[] = [
  // Its address is one text.
  [/^AT\+MQTT(?:CONNPARAM|CONN=\s*"[^"]*:\d|WILLPARAM|TLS|MUX|MODE)/i, 'Neoway'],
  [/^AT\+MQTTCONN=\s*"[^"]*",\s*\d/i, 'Ai-Thinker'],
  [
    /^AT\+(?:MQTT(?:USERCFG|CONNCFG|CLIENTID|USERNAME|PASSWORD|LONG\w+|CONN|ALPN|SNI|SUB|PUB)|CW|CIP)/i,
    'ESP-AT',
  ],
  [/^AT\+(?:QMT|QI|QSSL)/i, 'Quectel'],
  [/^AT\+MQTT(?:USER|OPEN)=\d+,"/i, 'Fibocom'],
  [/^AT\+(?:CMQ|SM(?:CONN|CONF|SUB|PUB|SSL)|CSSL)/i, 'SIMCom'],
  [/^AT\+(?:MCONFIG|S?MIPSTART|SSLMIPSTART|MCONNECT|MSUB|MPUB)/i, 'Air AT'],
];

/** An answer that fills its line, after the time and tags of a log. */
const answer = (words: string): RegExp =>
  new RegExp(
    String.raw`^[^A-Za-z\n]{0,60}(?:\[[^\]\n]{0,40}\][^A-Za-z\n]{0,20}){0,3}${words}\s*$`,
    'gm',
  );

export const MODULE_STATEMENTS: readonly StatementForm[] = [
  // Sent OK is 0; the third number is the return code.
  { by: QUECTEL, pattern: /\+QMTCONN:\s*\d+\s*,\s*0\s*,\s*(\d+)/gi, read: connackCode },
  {
    by: QUECTEL,
    pattern: /(AT\+QMTCONN\?[^+]{0,60})?\+QMTCONN:\s*\d+\s*,\s*([1-4])\b/gi,
    read: (groups, line) =>
      byNumber(groups[0] === undefined ? QMTCONN : QMTCONN_STATE)(groups, line),
  },
  {
    by: QUECTEL,
    pattern: /\+QMTOPEN:\s*\d+\s*,\s*(-?\d+)/gi,
    read: byNumber(QMTOPEN, { stage: 'tcp' }),
  },
  {
    by: QUECTEL,
    pattern: /\+QMTSTAT:\s*\d+\s*,\s*(\d+)/gi,
    read: byNumber(QMTSTAT, { stage: 'closed', detail: 'unspecific' }),
  },
  {
    by: SIMCOM,
    pattern: /\+CMQTTCONNECT:\s*\d+\s*,\s*(\d+)/gi,
    read: byNumber(SIMCOM_CODES, { stage: 'failed', detail: 'unspecific' }),
  },
  {
    by: SIMCOM,
    pattern: /\+CMQTTCONNLOST:\s*\d+\s*,\s*\d+/gi,
    read: means({ stage: 'closed', detail: 'unspecific' }),
  },
  {
    by: SIMCOM,
    pattern: /\+CMQTTSTART:\s*(?!0|23)\d+/gi,
    read: means({ stage: 'tcp', detail: 'network-closed' }),
  },
  {
    by: ESP_AT,
    pattern: /\+MQTTCONNECTED:\s*\d/gi,
    read: means({ stage: 'connack', code: 0 }),
  },
  {
    by: ESP_AT,
    pattern: /\+MQTTDISCONNECTED:\s*\d/gi,
    read: means({ stage: 'closed', detail: 'unspecific' }),
  },
  // The answer to `AT+MQTTCONN?`: 3 is not connected, 4 and later states are.
  {
    by: ESP_AT,
    pattern: /\+MQTTCONN:\s*\d\s*,\s*([3-6])\s*,\s*\d/gi,
    read: ([state]) =>
      state === '3' ? { stage: 'failed', detail: 'unspecific' } : { stage: 'connack', code: 0 },
  },
  // Microchip.
  { by: MODULE, pattern: /\+MQTTCONNACK:\s*\d+\s*,\s*(\d+)/gi, read: connackCode },
  // Nordic's modem firmware; the number of a failure is a socket's or CONNACK's.
  {
    by: speaker('module', 'Nordic'),
    pattern: /#XMQTTEVT:\s?([01])\s?,\s?(-?\d{1,5})\b/g,
    read: ([event, result]) => {
      if (event === '1') return { stage: 'closed', detail: 'unspecific' };
      return result === '0' ? { stage: 'connack', code: 0 } : FAILED;
    },
  },
  {
    by: speaker('module', 'Sierra Wireless'),
    pattern: /\+KMQTT_IND:\s?\d\s?,\s?([01])\b/g,
    read: ([state]) =>
      state === '1' ? { stage: 'connack', code: 0 } : { stage: 'closed', detail: 'unspecific' },
  },
  // u-blox. SARA-R4 first answers the command with `+UMQTTC: 1,1`, and its success is 0; other modules use 1.
  {
    by: speaker('module', 'u-blox'),
    pattern: /(?:(\+UMQTTC:\s*1\s*,\s*1)\b[^+]{0,200})?\+UUMQTTC:\s*1\s*,\s*(\d)/gi,
    read: ([answer, result]) =>
      result === (answer === undefined ? '1' : '0')
        ? { stage: 'connack', code: 0 }
        : { stage: 'failed', detail: 'unspecific' },
  },
  {
    by: SIMCOM,
    pattern: /\+SMSTATE:\s*([01])\b/gi,
    read: ([state]) =>
      state === '1' ? { stage: 'connack', code: 0 } : { stage: 'failed', detail: 'unspecific' },
  },
  {
    by: speaker('module', 'Neoway'),
    pattern: /\+MQTTCONN:\s*(OK|SUCCESS|FAIL|ERROR)\b/gi,
    read: ([result = '']) =>
      /^[os]/i.test(result)
        ? { stage: 'connack', code: 0 }
        : { stage: 'failed', detail: 'unspecific' },
  },
  {
    by: FIBOCOM,
    pattern: /\+MQTTOPEN:\s*\d+\s*,\s*([01])\b/gi,
    read: ([result]) =>
      result === '1' ? { stage: 'connack', code: 0 } : { stage: 'failed', detail: 'unspecific' },
  },
  {
    by: FIBOCOM,
    pattern: /\+MQTTBREAK:\s*\d+/gi,
    read: means({ stage: 'closed', detail: 'unspecific' }),
  },
  {
    by: MODULE,
    pattern: /\+MQTTOPEN:\s*(OK|FAIL)\b/gi,
    read: ([result = '']) =>
      /^o/i.test(result)
        ? { stage: 'connack', code: 0 }
        : { stage: 'failed', detail: 'unspecific' },
  },
  // The answer to `AT+MQTTSTATU`: offline, signed in, TCP alone. A device asks for it before it connects, too.
  {
    by: LUAT,
    pattern: /\+MQTTSTATU\s?:\s?(?:([12])\b|0\b(?![^]{0,400}(?:\bCONNECT OK|\bALREADY CONNECT)))/g,
    read: ([state]) => (state === undefined ? FAILED : MQTTSTATU.get(state)),
  },
  {
    by: MODULE,
    pattern: /(AT\+MQTTSTATE(=)?[^+]{0,40})?\+MQTTSTATE\s?:\s?(\d\s?,\s?)?([0-3])\b/g,
    read: ([command, isSet, link, state]) => {
      if (state === '0' || state === '3') return FAILED;
      // China Mobile's modules, with a link in the command: connecting; Neoway's: connected.
      const isKnown = link !== undefined || (command !== undefined && isSet === undefined);
      return state === '2' || isKnown ? { stage: 'connack', code: 0 } : { stage: 'unknown' };
    },
  },
  // China Mobile's modules.
  {
    by: MODULE,
    pattern: /\+MQTTURC:\s*"conn"\s*,\s*\d+\s*,\s*(\d+)/gi,
    read: byNumber(MQTTURC, { stage: 'failed', detail: 'unspecific' }),
  },
  // Other modules report as Quectel: a link, 0, and the return code.
  {
    by: MODULE,
    pattern: /\+(?!QMTCONN|MQTTCONN)[A-Z]*CONN:\s*\d+\s*,\s*0\s*,\s*(\d+)/gi,
    read: connackCode,
  },
  {
    by: SIMCOM,
    pattern: /\+CMQTTNONET\b/gi,
    read: means({ stage: 'closed', detail: 'network-closed' }),
  },
  { by: LUAT, pattern: answer('CONNACK OK'), read: means({ stage: 'connack', code: 0 }) },
  { by: LUAT, pattern: /\bCONNACK FAIL\W+(\d)/gi, read: connackCode },
  {
    by: LUAT,
    pattern: answer('(?:CONNECT OK|ALREADY CONNECT)'),
    read: means({ stage: 'tcp', isProgress: true }),
  },
  // LuatOS names its events.
  {
    by: speaker('library', 'LuatOS'),
    pattern: /\bevent\s{1,3}error\b[^\n]{0,60}\bconn?ack\b/gi,
    read: means({ stage: 'connack' }),
  },
  {
    by: speaker('library', 'LuatOS'),
    pattern: /\bevent\s{1,3}disconnect\b/gi,
    read: means({ stage: 'closed', detail: 'unspecific' }),
  },
  { by: LUAT, pattern: answer('CONNECT FAIL'), read: means({ stage: 'tcp' }) },
  {
    by: LUAT,
    pattern: answer('CLOSED'),
    read: means({ stage: 'closed', detail: 'closed-by-server' }),
  },
  // The answer of a command, possibly after an echo and other lines without a command.
  {
    by: MODULE,
    pattern:
      /(AT[+#](?:(?!AT[+#])[^\r\n])*)(?:\r?\n(?![^\r\n]{0,40}(?:AT[+#]|\bOK\b|\bERROR\b|\+CM[ES] ERROR))[^\r\n]*){0,6}\r?\n[^\r\n]{0,40}?(ERROR|\+CM[ES] ERROR:[^\r\n]{1,60}?)\s*$/gim,
    read: ([command = '', answer = '']) => failedCommand(command, /^ERROR$/i.test(answer)),
  },
  // RT-Thread's AT client.
  {
    by: MODULE,
    pattern: /\bexecute command \((AT\+[^)\n]{1,200})\) failed/gi,
    read: ([command = '']) => failedCommand(command, true),
  },
];

/** @param isPlain without a cause; a command that connects may then have been refused at any step */
function failedCommand(command: string, isPlain: boolean): Meaning {
  const name = MODULES.find(([commands]) => commands.test(command))?.[1];
  const named = name === undefined ? {} : { name };
  return CONNECTS.test(command) && isPlain
    ? { stage: 'failed', detail: 'unspecific', ...named }
    : { stage: 'at', ...named };
}
