/** Statements of MQTT libraries and SDKs. */
import {
  IOT_KIT_CODES,
  LINK_SDK_PORT,
  MQTT_CLIENT_CODES,
  PAHO_C_CODES,
  PAHO_JAVA_CODES,
  PUB_SUB_STATES,
  refused,
} from './libraryCodes.ts';
import { byNumber, connackCode, type Heard, means, type SayingRule, speaker } from './saying.ts';

const LIBRARY = speaker('library');
const PAHO_JAVA = speaker('library', 'Paho Java');
const PAHO_C = speaker('library', 'Paho C');
const IOT_KIT = speaker('library', 'IoT Kit');
const LINK_SDK = speaker('library', 'Link SDK');
const PUB_SUB_CLIENT = speaker('library', 'PubSubClient');
const ESP_MQTT = speaker('library', 'esp-mqtt');
const UMQTT = speaker('library', 'umqtt');
const MQTT_JS = speaker('library', 'MQTT.js');

/** Words of Paho C's examples and names of its functions and results. */
const PAHO_C_WORDS =
  /return code\s{1,3}-\d|\brc\s{1,3}-\d|MQTT(?:CLIENT|ASYNC)_|MQTT(?:Client|Async)_/;

/** Reasons of a refusal in words, in English and Chinese. */
const REASONS: readonly (readonly [RegExp, number])[] = [
  [/unaccept\w{0,10} protocol|protocol version|bad protocol|协议版本/i, 1],
  [/identifier|client[ _]?id|id rejected|客户(?:端|机)?\s?(?:标识|id)/i, 2],
  [/unavailable|不可用/i, 3],
  [/user[ _-]?(?:name|data)|password|用户名或密码|密码错误/i, 4],
  [/auth|无权|未授权|没有授权/i, 5],
];

/** Without any reason, and without a word of MQTT. */
const ONLY_REFUSED =
  /^(?!.*(?:mqtt|broker|connack|[\u4e00-\u9fff])).{0,200}\bconnection refused\W*(?:connect\W*)?$/im;

/** Socket errors with the same words have sent no CONNECT. */
const OF_TCP =
  /econnrefused|ERR_CONNECTION|errno|socket|tcp(?!:\/\/)|\b111\b|\b10061\b|ConnectException|\bkind\b|actively|积极/i;

function inWords(line: string): Heard | undefined {
  if (OF_TCP.test(line)) return undefined;
  const number = MQTT_5_NUMBER.exec(line)?.[1];
  if (number !== undefined) return refused(Number(number));
  const after = line.replace(
    /^.*?(?=refus|not[ _]?auth|auth|bad[ _]?user|identifier|unaccept|unavailable|拒绝|无权|错误的用户名)/is,
    '',
  );
  const code = REASONS.find(([words]) => words.test(after))?.[1];
  return code === undefined ? { stage: 'connack' } : { ...refused(code), isInWords: true };
}

/** A reason code of MQTT 5 beside its words. */
const MQTT_5_NUMBER = /(?:[([]|\b(?:code|rc|ReasonCode)\W{1,3})(0x[89][0-9a-f]|1[2-5]\d)\b/i;

const PUB_SUB_STATE = byNumber(PUB_SUB_STATES);

/** A return code after words about connecting; negative ones and 252 to 255 are PubSubClient's. */
const namedCode: SayingRule['read'] = (groups, line) => {
  if (PAHO_C_WORDS.test(line) && /(?<!\w)-\d/.test(line)) return undefined;
  const digits = groups.find((group) => group !== undefined) ?? '';
  const code = Number(digits);
  if (code >= 0 && code < 252) return refused(code);
  if (code < -4) return MQTT_CLIENT_CODES.get(code);
  return PUB_SUB_STATE([digits], line);
};

const NUMBER = String.raw`(0x[0-9a-f]{1,2}|-?\d{1,3})(?![\w.:])`;

export const LIBRARY_SAYINGS: readonly SayingRule[] = [
  // `CONNACK return code 4`, `Connected with result code 5`, `MQTT connect failed, error code 254`.
  {
    by: LIBRARY,
    pattern: new RegExp(
      String.raw`(?:conn?ack|connected|connect|connection)(?:\b|_)[^\n]{0,60}?(?:\b|_)(?:code|reason|state)["']?\s{0,8}[:=(]?\s{0,8}${NUMBER}`,
      'gi',
    ),
    read: namedCode,
  },
  // `failed, rc=4`, `"returnCode": 4`, `MQTT Connect err:2`, `rc: 4`.
  {
    by: LIBRARY,
    pattern: new RegExp(
      String.raw`(?:\b(?:returnCode|reasonCode|rc(?=\s{0,3}[:=]|\s\d))|(?:connect|connack)\b[^\n]{0,20}?\berr(?:or)?)["']?\s{0,3}[:=\s]\s{0,3}${NUMBER}`,
      'gi',
    ),
    read: (groups, line) => (isIotKit(line) ? undefined : namedCode(groups, line)),
  },
  {
    by: LIBRARY,
    pattern: /(?:返回[码值]|[错误状态原因]{2}码)\s{0,8}[:：=为是]?\s{0,8}(-?\d{1,3})(?!\d)/gi,
    read: (groups, line) =>
      /[返错]\S码|conn|mqtt|连接/i.test(line) ? namedCode(groups, line) : undefined,
  },
  // LuatOS, and others that print the byte.
  { by: LIBRARY, pattern: /\bCONN?ACK[^\n]{0,20}?\b0x([0-9a-f]{1,2})\b/gi, read: ofHex },
  {
    by: LIBRARY,
    pattern: /\bconnection refused\b[^\n]{0,20}?\b0x([0-9a-f]{1,2})\b/gi,
    read: ofHex,
  },
  { by: PAHO_C, pattern: /\bCONNACK rc:\s{0,3}(\d{1,3})\b/g, read: connackCode },
  {
    by: LIBRARY,
    pattern: /\bconnack(?:\s{0,3}[:=]\s{0,3}|\s{1,3})(\d{1,3})\b(?!\s?(?:b|ms|\d))/gi,
    read: connackCode,
  },
  {
    by: PAHO_C,
    pattern: /(?:return code|\brc(?:\s{0,3}=)?|failed,)\s{1,3}(-\d{1,2})\b/gi,
    read: (groups, line) =>
      PAHO_C_WORDS.test(line) && !isIotKit(line) ? byNumber(PAHO_C_CODES)(groups, line) : undefined,
  },
  {
    by: PAHO_JAVA,
    pattern: /[\p{L}][^\n()]{1,60}\((\d{1,5})\)(?=\s*(?:-|$|:|\n|at\b))/gimu,
    read: (groups, line) =>
      PAHO_WORDS.test(line) ? byNumber(PAHO_JAVA_CODES)(groups, line) : undefined,
  },
  {
    by: IOT_KIT,
    pattern: /\b(?:result|rc|ret|res)\s{0,3}[:=]\s{0,3}(-\d{1,2})\b/gi,
    read: (groups, line) => (isIotKit(line) ? byNumber(IOT_KIT_CODES)(groups, line) : undefined),
  },
  {
    by: IOT_KIT,
    pattern:
      /\bMQTT_CON(?:NACK|ANCK)_(BAD_USERDATA|NOT_AUTHORIZED|SERVER_UNAVAILABLE|IDENTIFIER_REJECTED|UNACCEPTABLE_PROTOCOL)/gi,
    read: ([name = '']) => inWords(`refused ${name.replaceAll('_', ' ')}`),
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
    read: ([name = '']) => inWords(`refused ${name.replaceAll('_', ' ')}`),
  },
  {
    by: LINK_SDK,
    pattern: /\[LK-0315\]\s*MQTT authorize fail|MQTT authorize fail/gi,
    read: means(refused(5)),
  },
  {
    by: LINK_SDK,
    pattern: /(?<![0-9a-z])-0x0?F([0-2][0-9a-f])(?![0-9a-f])/gi,
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
  // jiejieTop's mqttclient.
  {
    by: speaker('library', 'mqttclient'),
    pattern: /\b(?:ret|result)\s{0,3}(?:is|[:=])\s{0,3}(-0x[0-9a-f]{1,4}|-\d{1,2})\b/gi,
    read: (groups, line) =>
      isIotKit(line) ? undefined : MQTT_CLIENT_CODES.get(-Number((groups[0] ?? '').slice(1))),
  },
  { by: UMQTT, pattern: /\bMQTTException\W{1,2}\s?(\d{1,2})\b/g, read: connackCode },
  // umqtt reads CONNACK's bytes from a socket that was closed.
  {
    by: UMQTT,
    pattern: /\bIndexError\b/g,
    read: means({ stage: 'connect', detail: 'closed-by-server' }),
  },
  {
    by: MQTT_JS,
    pattern: /^\W{0,4}code: (1[2-5]\d)\b/gm,
    read: connackCode,
  },
  {
    by: MQTT_JS,
    pattern: /\bconnack timeout\b/gi,
    read: means({ stage: 'connect', detail: 'timeout' }),
  },
  {
    by: MQTT_JS,
    pattern: /\bKeepalive timeout\b/g,
    read: means({ stage: 'closed', detail: 'keep-alive-lost' }),
  },
  // The system's words; libraries add a reason to their own.
  {
    by: speaker('system'),
    pattern: new RegExp(ONLY_REFUSED, 'gim'),
    read: means({ stage: 'tcp' }),
  },
  {
    by: LIBRARY,
    pattern:
      /(?:connection[ _]?refused|连接被拒绝|连接拒绝|not[ _]?authori[sz]ed|无权连接|错误的用户名或密码|用户名或密码错误|bad[ _]?user[ _]?(?:name|data)|identifier[ _]?rejected|unacceptable[ _]?protocol|server[ _]?unavailable|unauthorized_client|malformed_username|client_identifier_not_valid)[^\n]{0,60}/gi,
    read: (_groups, line) => {
      if (ONLY_REFUSED.test(line)) return undefined;
      const [, decimal, hex] = /\((\d{1,5})\)\s*$|\b(0x[0-9a-f]{1,2})\s*$/i.exec(line) ?? [];
      const number = Number(decimal ?? hex ?? 0);
      if (number === 0) return inWords(line);
      return number < 0x100 ? refused(number) : undefined;
    },
  },
  // Also TCP and Wi-Fi connect in these words.
  {
    by: LIBRARY,
    pattern:
      /\bmqtt[^\n]{0,20}\bconnect(?:ed)?\b(?! *(?:fail|err|lost|to\b|time|refus|[:=] *(?:false|0|no)\b))(?: *(?:ok|success\w*)| *[!.]*$)|连接成功|设备已上线|\bconnected to (?:the )?(?:mqtt|broker)\b|^\W{0,3}connected\W{0,3}$/gim,
    read: (_groups, line) =>
      /wi-?fi|wlan|tcp|socket|ssl|tls|gprs|网络|热点|\bnot\b|\bdis|未|没有/i.test(line)
        ? undefined
        : { stage: 'connack', code: 0, isInWords: true },
  },
  {
    by: ESP_MQTT,
    pattern: /MQTT_EVENT_CONNECTED\b/g,
    read: means({ stage: 'connack', code: 0 }),
  },
  // It waits for CONNACK there.
  {
    by: ESP_MQTT,
    pattern: /mqtt_message_receive(?:\(\) returned -?\d|: transport_read\(\) error)/g,
    read: means({ stage: 'connect', detail: 'receive-failed' }),
  },
  {
    by: PUB_SUB_CLIENT,
    pattern: /\bstate\(?\)?\s{0,3}[:=]?\s{0,3}(-[1-4])\b/gi,
    read: PUB_SUB_STATE,
  },
  {
    by: speaker('library', 'Node-RED'),
    pattern: /Connection failed to broker/gi,
    read: means({ stage: 'failed', detail: 'unspecific' }),
  },
  {
    by: LIBRARY,
    pattern:
      /(?:fail(?:ed|ure)? to connect|connect(?:ion)? fail(?:ed|ure)?|unable to connect|WebSocket[^\n]{0,80}failed|Unexpected server response|AMQJS0007E|无法连接|连接[^\n]{0,12}失败)/gi,
    read: (_groups, line) =>
      /wi-?fi|wlan/i.test(line) ? undefined : { stage: 'failed', detail: 'unspecific' },
  },
  {
    by: LIBRARY,
    pattern:
      /closed by (?:the )?(?:server|broker|peer|remote)|(?:server|broker|peer) closed|(?:lost|error)[^\n]{0,20}\bEOF\b|\btcp_closed\b|AMQJS0008I|connection was lost|(?:服务器|服务端|对端)(?:主动)?(?:关闭|断开)/gi,
    read: means({ stage: 'closed', detail: 'closed-by-server' }),
  },
  {
    by: LIBRARY,
    pattern: /(?:mqtt|connect)[^\n]{0,30}\btime(?:d )?[- ]?out\b|连接超时/gi,
    read: means({ stage: 'failed', detail: 'timeout' }),
  },
  {
    by: LIBRARY,
    pattern:
      /\bkicked(?: off)?\b|session[ _]taken[ _]over|\bDISCONNECT\b[^\n]{0,30}\b(?:0x8e|142)\b|被(?:踢|挤)(?:下线|掉线)|client[ _]id[ _]in[ _]use/gi,
    read: means({ stage: 'closed', detail: 'taken-over' }),
  },
  {
    by: LIBRARY,
    pattern:
      /\b(?:client )?(?:connect(?:ion)? lost|disconnected)\b(?![^\n]{0,200}(?:wifi|sta:|wlan))|连接断开|已断开连接/gi,
    read: means({ stage: 'closed', detail: 'unspecific' }),
  },
];

function ofHex([digits = '']: readonly (string | undefined)[]): Heard {
  return { stage: 'connack', code: Number.parseInt(digits, 16) };
}

/** Words of Paho Java's messages and stack traces. */
const PAHO_WORDS =
  /无权连接|错误的用户名|无效的?(?:客户|协议)|客户(?:端|机)标识|协议版本|代理程序不可用|无法连接至服务器|已断开连接|等待来自服务器|MqttException|not authorized|bad user ?name|invalid client|invalid protocol|broker unavailable|unable to connect|connection lost|timed out waiting/i;

const isIotKit = (line: string): boolean =>
  /iotx_|IOT_MQTT|recvConnack|_mqtt_connect|wrapper_mqtt|\[(?:err|inf|wrn|dbg|crt)\]|CONNACK/i.test(
    line,
  );

/** Names a library by its usual words, for statements that several libraries make. */
const FINGERPRINTS: readonly (readonly [RegExp, string])[] = [
  [PAHO_C_WORDS, 'Paho C'],
  [
    /PubSubClient|Attempting MQTT connection|try again in \d+ seconds|MQTT Connect err:/i,
    'PubSubClient',
  ],
  [/umqtt|MQTTException/, 'umqtt'],
  [/iotx_mc|IOT_MQTT/, 'IoT Kit'],
  [/\[LK-0\d|aiot_mqtt|aiot_dynreg/, 'Link SDK'],
  [/eclipse\.paho|无权连接|错误的用户名或密码/, 'Paho Java'],
  [/MQTT_CLIENT:|mqtt_client:|esp-tls|esp_mqtt/, 'esp-mqtt'],
  [/\bluat|\bmqttc?\.create\b|CONACK 0x/i, 'LuatOS'],
  [/paho/i, 'Paho'],
  [/mqtt\.js|mqttjs|node_modules[\\/]mqtt/i, 'MQTT.js'],
  [/mosquitto_(?:pub|sub)/, 'Mosquitto'],
];

export function libraryIn(text: string): string | undefined {
  return FINGERPRINTS.find(([words]) => words.test(text))?.[1];
}
