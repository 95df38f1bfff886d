/** Statements of the vendor's SDKs for C: IoT Kit, up to version 3, and Link SDK. */
import { IOT_KIT_CODES, LINK_SDK_PORT, refused } from './libraryCodes.ts';
import { isIotKit } from './libraryNames.ts';
import { byNumber, connackCode, means, type StatementForm, speaker } from './logStatement.ts';
import { refusedInWords } from './refusedInWords.ts';

const IOT_KIT = speaker('library', 'IoT Kit');
const LINK_SDK = speaker('library', 'Link SDK');

export const VENDOR_STATEMENTS: readonly StatementForm[] = [
  {
    by: IOT_KIT,
    pattern:
      /\b(?:result|rc|ret|res)\s{0,3}[:=]\s{0,3}(-\d{1,2})\b|\bfailed\s?\((-\d{1,2})\)|\bconnack\s(-\d{1,2})\b/gi,
    read: (groups, line) =>
      isIotKit(line, groups) ? byNumber(IOT_KIT_CODES)(groups, line) : undefined,
  },
  {
    by: IOT_KIT,
    pattern:
      /\bMQTT_CON(?:NACK|ANCK)_(BAD_USERDATA|NOT_AUTHORIZED|SERVER_UNAVAILABLE|IDENTIFIER_REJECTED|UNACCEPTABLE_PROTOCOL)/gi,
    read: ([name = '']) => refusedInWords(`refused ${name.replaceAll('_', ' ')}`),
  },
  // Link SDK 4: a negative number for each return code.
  {
    by: LINK_SDK,
    pattern: /(?<![0-9a-z])-0x0?30([1-5])(?![0-9a-f])|\bLK-030([1-5])\b/gi,
    read: connackCode,
  },
  {
    by: LINK_SDK,
    pattern: /STATE_MQTT_CONNACK_RCODE_(\w+)/gi,
    read: ([name = '']) => refusedInWords(`refused ${name.replaceAll('_', ' ')}`),
  },
  {
    by: LINK_SDK,
    pattern: /\[LK-0315\]\s*MQTT authorize fail|MQTT authorize fail/gi,
    read: means(refused(5)),
  },
  {
    by: LINK_SDK,
    pattern: /(?:(?<![0-9a-z])-0x0?|\bLK-0)F([0-2][0-9a-f])(?![0-9a-f])/gi,
    read: ([digits = '']) => LINK_SDK_PORT.get(Number.parseInt(digits, 16)),
  },
  {
    by: LINK_SDK,
    pattern: /MQTT connect success in \d|\bAIOT_MQTTEVT_CONNECT\b/g,
    read: means({ stage: 'connack', code: 0 }),
  },
  {
    by: LINK_SDK,
    pattern: /\bheartbeat disconnect\b/gi,
    read: means({ stage: 'closed', detail: 'keep-alive-lost' }),
  },
  {
    by: LINK_SDK,
    pattern: /\b(?:AIOT_MQTTEVT_DISCONNECT|network disconnect)\b(?!: heartbeat)/g,
    read: means({ stage: 'closed', detail: 'unspecific' }),
  },
];
