/**
 * The statements that a log may have: who makes them, by which words, and what they mean. Only programs are
 * named whose words or numbers are their own.
 */
import {
  CODES,
  CODES_OR_STATES,
  DISCONNECT_CODES,
  ESP_STATES,
  IOT_KIT,
  LINK_SDK,
  MBED_TLS,
  MQTTSTATU,
  type Numbers,
  PAHO_C,
  PAHO_JAVA,
  PAHO_PYTHON,
  PUB_SUB,
  QMTCONN,
  QMTOPEN,
  QMTSTAT,
  SIMCOM,
  ZEPHYR_ERRORS,
} from './logNumbers.ts';
import type { Meaning, Speaker } from './logStatement.ts';

export interface LogRow {
  readonly by: Speaker;
  /** With a group for the number, if the meaning depends on one. */
  readonly pattern: RegExp;
  readonly meaning: Meaning | Numbers;
  /** The number is written in hexadecimal digits without 0x. */
  readonly isHex?: true;
  /** Words of a line that is about something else. */
  readonly not?: RegExp;
  /** Words somewhere in the text, without which the pattern is another program's. */
  readonly tag?: RegExp;
}

const row = (by: Speaker, pattern: RegExp, meaning: LogRow['meaning'], not?: RegExp): LogRow => ({
  by,
  pattern,
  meaning,
  ...(not && { not }),
});

const taggedRow = (tag: RegExp, ...of: Parameters<typeof row>): LogRow => ({ ...row(...of), tag });

const hexRow = (by: Speaker, pattern: RegExp, meaning: Numbers): LogRow => ({
  by,
  pattern,
  meaning,
  isHex: true,
});

const speaker = (kind: Speaker['kind'], name?: string): Speaker => ({ kind, name });

const ESP_AT = speaker('module', 'ESP-AT');
const QUECTEL = speaker('module', 'Quectel');
const SIM_COM = speaker('module', 'SIMCom');
const AIR = speaker('module', 'Air AT');
const PUB_SUB_CLIENT = speaker('library', 'PubSubClient');
const ESP_MQTT = speaker('library', 'esp-mqtt');
const C_LINK_SDK = speaker('library', 'Link SDK');
const C_IOT_KIT = speaker('library', 'IoT Kit');
const C_PAHO = speaker('library', 'Paho C');
const JAVA_PAHO = speaker('library', 'Paho Java');
const PYTHON_PAHO = speaker('library', 'Paho Python');
const MQTT_JS = speaker('library', 'MQTT.js');
const MBED = speaker('library', 'mbedTLS');
/** Words that several libraries have; `libraryIn` may name one. */
const LIBRARY = speaker('library');
const SYSTEM = speaker('system');
const SERVER = speaker('server');
const ZEPHYR = speaker('library', 'Zephyr');
const AWS = speaker('library', 'AWS SDK');
const BROWSER = speaker('browser');
export const MOSQUITTO = speaker('server', 'Mosquitto');

const ACCEPTED: Meaning = { stage: 'connack', code: 0 };
const FAILED: Meaning = { stage: 'failed', detail: 'unspecific' };
const CLOSED: Meaning = { stage: 'closed', detail: 'unspecific' };
const CLOSED_BY_SERVER: Meaning = { stage: 'closed', detail: 'closed-by-server' };
/** Only of an accepted connection. */
const LOST: Meaning = { stage: 'closed', detail: 'unspecific', wasAccepted: true };
const IN_FLIGHT: Meaning = { stage: 'connack', code: 0, cause: 'too-many-in-flight' };
/** The log's time since the start, with its level. */
const ZEPHYR_TAG = /\[\d\d:\d\d:\d\d\.\d{3},\d{3}\] <(?:err|wrn|inf|dbg)>/;
const KEEP_ALIVE_LOST: Meaning = { stage: 'closed', detail: 'keep-alive-lost' };
const NO_ANSWER: Meaning = { stage: 'connect', detail: 'timeout' };
const refused = (code: number): Meaning => ({ stage: 'connack', code });

/** A number; a full stop may follow, but no further digits or bytes. */
const NUMBER = String.raw`["']?(0x[0-9a-f]{1,2}|-?\d{1,3})(?![\w:]|\.\w|,\s?\d| [\da-f]{2}\b)`;
const numbered = (words: string): RegExp => new RegExp(words + NUMBER, 'gi');

/** Other layers and packets have numbers, too. */
const OTHERS =
  /wi-?fi|wlan|\bsta\b|tcp(?!:\/\/)|socket|\bdns\b|\btls\b|\bssl\b|\bping|\binit\b|disconnect|publish|subscri|suback|puback|iotx_|MQTT(?:Client|Async)_|断开|网络|热点|订阅|发布|次/i;

/** An answer that fills its line, after the time and tags of a log. */
const answer = (words: string): RegExp =>
  new RegExp(
    String.raw`^[^A-Za-z\n]{0,60}(?:\[[^\]\n]{0,40}\][^A-Za-z\n]{0,20}){0,3}${words}\s*$`,
    'gm',
  );

/** The last command before an error, possibly with its echo and other lines between them. */
function commandRows(by: Speaker, commands: string, connecting: string): readonly LogRow[] {
  const between = String.raw`(?:(?!AT[+#])[^\r\n])*(?:\r?\n(?![^\r\n]{0,40}(?:AT[+#]|\bOK\b|\bERROR\b|\+CM[ES] ERROR))[^\r\n]*){0,6}\r?\n[^\r\n]{0,40}?`;
  const after = (command: string, error: string) =>
    new RegExp(String.raw`AT\+(?:${command})\b${between}${error}\s*$`, 'gim');
  const other = String.raw`(?!(?:${connecting})\b)(?:${commands})\w*`;
  return [
    row(by, after(other, 'ERROR'), { stage: 'at' }),
    row(by, after(connecting, 'ERROR'), FAILED),
    row(by, after(String.raw`(?:${commands})\w*`, String.raw`\+CM[ES] ERROR:[^\r\n]{1,60}?`), {
      stage: 'at',
    }),
  ];
}

const tls = (cause: Meaning['cause'] & string): Meaning => ({ stage: 'tls', cause });
const tcp = (cause: Meaning['cause'] & string): Meaning => ({ stage: 'tcp', cause });

/** Its clients write the same errors without a time. */
const BROKER_TIME = String.raw`(?:\b\d{9,10}|\d\d:\d\d:\d\d\S{0,10}|\bmosquitto(?:\[\d{1,7}\])?): `;

/** Lines of Mosquitto's log. */
const BROKERS: readonly LogRow[] = [
  row(MOSQUITTO, /Starting in local only mode/g, tcp('local-only')),
  row(MOSQUITTO, /Error: Address already in use/g, tcp('address-in-use')),
  row(MOSQUITTO, /New client connected from \S+ as /g, ACCEPTED),
  row(MOSQUITTO, /Sending CONNACK to \S{1,200} \(\d, (\d{1,3})\)/g, CODES),
  row(MOSQUITTO, /Socket error on client/g, { ...CLOSED, detail: 'closed-by-client' }),
  row(MOSQUITTO, /Client \S{1,200} closed its connection/g, {
    ...CLOSED,
    detail: 'closed-by-client',
  }),
  row(MOSQUITTO, /has exceeded timeout, disconnecting/g, { ...CLOSED, detail: 'client-silent' }),
  row(MOSQUITTO, /already connected, closing old connection/g, { ...CLOSED, detail: 'taken-over' }),
  row(MOSQUITTO, /disconnected, not authori[sz]ed/g, refused(5)),
  ...(
    [
      [String.raw`\balert [a-z ]{2,40}`, 'client-alert'],
      ['did not return a certificate', 'certificate-wanted'],
      ['certificate verify failed', 'client-certificate'],
    ] as const
  ).map(([words, cause]) =>
    row(
      MOSQUITTO,
      new RegExp(String.raw`${BROKER_TIME}OpenSSL Error[^\n]{0,160}?${words}`, 'g'),
      tls(cause),
    ),
  ),
];

const MODULES: readonly LogRow[] = [
  row(QUECTEL, /\+QMTCONN:\s*\d+\s*,\s*0\s*,\s*(\d+)/gi, CODES),
  row(QUECTEL, /AT\+QMTCONN\?[^+]{0,60}\+QMTCONN:\s*\d+\s*,\s*3\b/gi, ACCEPTED),
  // Without a return code; other states answer `AT+QMTCONN?`.
  row(QUECTEL, /(?<!QMTCONN\?[^+]{0,60})\+QMTCONN:\s*\d+\s*,\s*([12])\b/gi, QMTCONN),
  row(QUECTEL, /\+QMTOPEN:\s*\d+\s*,\s*(-?\d+)/gi, QMTOPEN),
  row(QUECTEL, /\+QMTSTAT:\s*\d+\s*,\s*(\d+)/gi, QMTSTAT),
  row(SIM_COM, /\+CMQTTCONNECT:\s*\d+\s*,\s*(\d+)/gi, SIMCOM),
  row(SIM_COM, /\+CMQTTCONNLOST:\s*\d+\s*,\s*\d+/gi, CLOSED),
  row(SIM_COM, /\+CMQTTNONET\b/gi, { stage: 'closed', detail: 'network-closed' }),
  row(SIM_COM, /\+CMQTTSTART:\s*(?!0|23)\d+/gi, { stage: 'tcp', detail: 'network-closed' }),
  row(SIM_COM, /\+SMSTATE:\s*1\b/gi, ACCEPTED),
  row(SIM_COM, /\+SMSTATE:\s*0\b/gi, FAILED),
  row(ESP_AT, /\+MQTTCONNECTED:\s*\d/gi, ACCEPTED),
  row(ESP_AT, /\+MQTTDISCONNECTED:\s*\d/gi, CLOSED),
  row(ESP_AT, /\+MQTTCONN:\s*\d\s*,\s*([3-6])\s*,\s*\d/gi, ESP_STATES),
  row(AIR, answer('CONNACK OK'), ACCEPTED),
  row(AIR, /\bCONNACK FAIL\W+(\d)/gi, CODES),
  row(AIR, answer('(?:CONNECT OK|ALREADY CONNECT)'), { stage: 'tcp', detail: 'opened' }),
  row(AIR, answer('CONNECT FAIL'), { stage: 'tcp' }),
  row(AIR, answer('CLOSED'), CLOSED_BY_SERVER),
  row(AIR, /\+MQTTSTATU\s?:\s?([0-2])\b/g, MQTTSTATU),
  ...commandRows(
    ESP_AT,
    'MQTT(?:USERCFG|CONNCFG|CLIENTID|USERNAME|PASSWORD|LONG|CONN(?==\\d|\\?)|ALPN|SNI|SUB|PUB)|CW|CIP',
    String.raw`MQTTCONN=\d`,
  ),
  ...commandRows(QUECTEL, 'QMT|QI|QSSL', 'QMT(?:OPEN|CONN)'),
  ...commandRows(SIM_COM, 'CMQ|SM(?:CONN|CONF|SUB|PUB|SSL)|CSSL', 'SMCONN|CMQTTCONNECT|CMQCON'),
  ...commandRows(AIR, 'MCONFIG|S?MIPSTART|SSLMIPSTART|MCONNECT|MSUB|MPUB', '(?!)'),
];

const LIBRARIES: readonly LogRow[] = [
  row(C_LINK_SDK, /(?:(?<![0-9a-z])-0x0?|\bLK-0)30([1-5])(?![0-9a-f])/gi, CODES),
  hexRow(C_LINK_SDK, /(?:(?<![0-9a-z])-0x0?|\bLK-0)F([0-2][0-9a-f])(?![0-9a-f])/gi, LINK_SDK),
  row(C_LINK_SDK, /MQTT authorize fail/gi, refused(5)),
  row(C_LINK_SDK, /MQTT connect success in \d|\bAIOT_MQTTEVT_CONNECT\b/g, ACCEPTED),
  row(C_LINK_SDK, /\bheartbeat (?:disconnect|lost|response timeout)/gi, KEEP_ALIVE_LOST),
  row(C_LINK_SDK, /\b(?:AIOT_MQTTEVT_DISCONNECT|network disconnect)\b/g, CLOSED),
  row(
    C_IOT_KIT,
    /(?:iotx_|IOT_MQTT|_mqtt_connect|wrapper_mqtt|recvConnack|\[err\])[^\n]{0,200}?(?:(?:result|rc|ret)\s?=\s?|failed\s?\()(-\d{2})\b/gi,
    IOT_KIT,
  ),
  row(C_IOT_KIT, /\biotx_mc_connect[^\n]{0,40}success/g, ACCEPTED),
  row(C_IOT_KIT, /^\s*(-\d{2})\s*$/g, IOT_KIT),
  row(C_PAHO, /\bCONNACK rc:\s{0,3}(\d{1,3})\b/g, CODES),
  row(C_PAHO, /(?:return code|\brc)\s{1,3}(-\d{1,2})\b/gi, PAHO_C),
  row(C_PAHO, /\bMQTT(?:Client|Async)_[^\n]{0,80}?(-?\d{1,3})\b/g, PAHO_C),
  row(
    JAVA_PAHO,
    /(?:MqttException|MqttSecurityException|无权连接|错误的用户名或密码|无效的\S{1,6}|客户机|无法连接至服务器|已断开连接|连接(?:已)?丢失|代理程序不可用|正在发布过多的消息|Too many publishes in progress|Not authorized to connect|Bad user name or password|Unable to connect to server|Connection lost|Timed out waiting|Broker unavailable)[^\n()]{0,60}\((\d{1,5})\)/g,
    PAHO_JAVA,
    /\bUnknownHost/,
  ),
  row(JAVA_PAHO, /^\s*(32[0-2]\d\d)\s*$/g, PAHO_JAVA),
  row(JAVA_PAHO, /Too many publishes in progress/g, IN_FLIGHT),
  row(JAVA_PAHO, /无权连接/g, refused(5)),
  row(PYTHON_PAHO, /\bMQTT_ERR_CONN_REFUSED\b/g, { stage: 'connack' }),
  row(PYTHON_PAHO, /\bMQTT_ERR_CONN_LOST\b/g, LOST),
  row(PYTHON_PAHO, /\bMQTT_ERR_KEEPALIVE\b/g, KEEP_ALIVE_LOST),
  taggedRow(
    /paho[._-]mqtt/i,
    PYTHON_PAHO,
    /\bdisconnect\w*[^\n]{0,40}?\b(?:rc|code)\s{0,2}[=:]?\s{0,2}(7|16)\b/gi,
    PAHO_PYTHON,
  ),
  row(AWS, /AWS_(?:ERROR_MQTT|IO_SOCKET)_(?:UNEXPECTED_HANGUP|CLOSED)\b/g, {
    ...CLOSED_BY_SERVER,
    cause: 'aws-hang-up',
  }),
  row(AWS, /AWS_ERROR_MQTT_TIMEOUT\b/g, NO_ANSWER),
  taggedRow(
    /AWSIoTPythonSDK/,
    AWS,
    /AWSIoTPythonSDK[^\n]{0,120}(?:Connect timed out|connectTimeoutException)/g,
    { ...NO_ANSWER, cause: 'aws-hang-up' },
  ),
  // Errors of newlib, which other systems number otherwise.
  taggedRow(
    ZEPHYR_TAG,
    ZEPHYR,
    /\bmqtt_?(?:connect|input|live|client)?\w*[^\n\d]{0,40}?(?:\[|:|=|\(|\s)\s?(-\d{1,3})\b/gi,
    ZEPHYR_ERRORS,
  ),
  row(MQTT_JS, /^\W{0,4}code: ([1-5]|1[2-5]\d)\b/gm, CODES),
  row(MQTT_JS, /\bconnack timeout\b/gi, NO_ANSWER),
  row(MQTT_JS, /\bKeepalive timeout\b/g, KEEP_ALIVE_LOST),
  row(PUB_SUB_CLIENT, numbered(String.raw`\bstate\(?\)?\s{0,3}[:=]?\s{0,3}(?=-)`), PUB_SUB),
  ...(
    [
      ['CONNECT_BAD_PROTOCOL', refused(1)],
      ['CONNECT_BAD_CLIENT_ID', refused(2)],
      ['CONNECT_UNAVAILABLE', refused(3)],
      ['CONNECT_BAD_CREDENTIALS', refused(4)],
      ['CONNECT_UNAUTHORIZED', refused(5)],
      ['CONNECT_FAILED', { stage: 'tcp' }],
      ['CONNECTION_TIMEOUT', NO_ANSWER],
      ['CONNECTION_LOST', CLOSED],
    ] as const
  ).map(([name, meaning]) => row(PUB_SUB_CLIENT, new RegExp(`\\bMQTT_${name}\\b`, 'g'), meaning)),
  row(ESP_MQTT, /MQTT_EVENT_CONNECTED\b/g, ACCEPTED),
  row(ESP_MQTT, /MQTT_EVENT_DISCONNECTED\b/g, CLOSED),
  row(ESP_MQTT, /\bNo PING_?RESP\b/gi, KEEP_ALIVE_LOST),
  // It waits for CONNACK there.
  row(ESP_MQTT, /mqtt_message_receive(?:\(\) returned -?\d|: transport_read\(\) error)/g, {
    stage: 'connect',
  }),
  row(
    MBED,
    /mbedtls_ssl_handshake[^\n]{0,20}(?:fail|return|error)|\bhandshake[^\n]{0,60}-0x[267]/gi,
    { stage: 'tls' },
  ),
  row(MBED, /handshake[^\n]{0,60}-(0x[0-9a-f]{3,4})\b/gi, MBED_TLS),
  row(MBED, /mbedtls_ssl_(?:recv|read)[^\n]{0,60}-0x(?:7880|7280|0?050)\b/gi, CLOSED_BY_SERVER),
];

/** Words and numbers of several libraries and of no named one. */
const SEVERAL: readonly LogRow[] = [
  row(
    LIBRARY,
    numbered(
      String.raw`(?<![a-z])conn?[ _-]?ack(?![a-z])[^\n\d]{0,40}?(?:(?<![a-z])(?:code|rc|error|result|ret(?:urn(?:ed)?)?)|返回[码值]|[:=(])["']?\s{0,3}[:=：(]{0,2}\s{0,3}`,
    ),
    CODES,
  ),
  row(LIBRARY, numbered(String.raw`(?<![a-z])conn?ack\s{1,3}`), CODES),
  row(LIBRARY, /(?<![a-z])conn?ack\b[^\n]{0,20}?\b(0x[0-9a-f]{1,2})\b(?! 0x)/gi, CODES),
  row(
    LIBRARY,
    numbered(
      String.raw`\b(?:return(?:ed)?|result|reason)[ _]?code["']?(?:\s{0,3}(?:[:=(]|is\b|error:?)\s{0,3}|\s{1,3}(?=\d))`,
    ),
    CODES_OR_STATES,
    OTHERS,
  ),
  row(
    LIBRARY,
    numbered(String.raw`(?:\b|_)rc(?:\s{0,3}[:=]\s{0,3}\[?|\s(?=\d))`),
    CODES_OR_STATES,
    OTHERS,
  ),
  row(
    LIBRARY,
    numbered(
      String.raw`(?:mqtt|connect|连接|登[录陆]|上线|鉴权|平台)[^\n]{0,60}?(?<![a-z])(?:err(?:or)?(?:[ _]?code)?|code|state|原因|返回[码值]?|错误码|状态码)(?:\s{0,3}[:：=为是]{1,2}\s{0,3}|\s{0,3}(?=\d))`,
    ),
    CODES_OR_STATES,
    OTHERS,
  ),
  row(
    LIBRARY,
    numbered(String.raw`(?:返回码|错误码)\s{0,3}[:：=为是]{0,2}\s{0,3}`),
    CODES_OR_STATES,
    OTHERS,
  ),
  row(
    LIBRARY,
    numbered(String.raw`\b(?:connection refused|rejected)(?:[^\n\d]{0,20}error)?[:,]?\s{0,3}\(?`),
    CODES,
  ),
  row(LIBRARY, /\(ReasonCode (\d{3})\)|\((0x8[0-9a-f])\)/gi, CODES),
  row(LIBRARY, /\bDISCONNECT(?:ED)?\b[^\n]{0,40}?\b(0x[89][0-9a-f]|1[34]\d)\b/gi, DISCONNECT_CODES),
  row(LIBRARY, /un(?:acceptable|supported)[ _]?protocol|协议版本/gi, refused(1)),
  row(
    LIBRARY,
    /identifier[ _]?rejected|client ?id(?:entifier)? (?:rejected|not (?:valid|allowed))|无效的客户/gi,
    refused(2),
  ),
  row(LIBRARY, /(?:server|service)[ _]unavailable|(?:服务器|代理程序)不可用/gi, refused(3)),
  row(
    LIBRARY,
    /bad[ _]?user[ _]?name|malformed[ _]credentials|(?:错误|无效)的用户名或密码|用户名(?:或|或者|和)密码(?:错误|无效|不正确)/gi,
    refused(4),
  ),
  row(LIBRARY, /\bnot[ _]?authori[sz]ed|未(?:获)?授权/gi, refused(5)),
  // The whole text is a code.
  row(
    SERVER,
    numbered(String.raw`^\s*(?:(?:CONNACK|reason[ _]?code|return[ _]?code)[\s:=]{0,3})?`),
    CODES,
  ),
  row(
    LIBRARY,
    /(?:\bmqtt[^\n]{0,20}\bconnect(?:ed)?\b(?: *(?:ok|success\w*)|(?<=connected) *[!.]*$)|(?:连接|登[录陆]|上线)成功|\bmqtt\s?已(?:连接|上线)|\bconnectComplete\b|connected with \w+ code success|\bconnected to (?:the )?(?:mqtt|broker)\b|^\W{0,3}connected\W{0,3}$|connection\.{3}connected)(?!\w*\s{0,3}[:：=]\s{0,3}[1-9])/gim,
    ACCEPTED,
    /wi-?fi|wlan|tcp(?!:\/\/)|ssl|socket|\bnot\b|\bdis|网络|热点|未|没有/i,
  ),
  row(
    LIBRARY,
    /(?:ping(?:resp)?|keep-?\s?alive|heartbeat|心跳)[^\n]{0,20}(?:time(?:d )?\s?out|超时)/gi,
    KEEP_ALIVE_LOST,
  ),
  row(LIBRARY, /session[ _]taken[ _]over|被(?:踢|挤)(?:下线|掉线)/gi, {
    stage: 'closed',
    detail: 'taken-over',
  }),
  row(
    LIBRARY,
    /closed by (?:the )?(?:server|broker|peer|remote)|connection was lost|java\.io\.EOFException|(?<![与和跟同])(?:服务器|服务端|对端)(?:主动)?(?:关闭|断开)/gi,
    CLOSED_BY_SERVER,
  ),
  row(
    LIBRARY,
    /\b(?:connect(?:ion)? lost|connectionLost|disconnect(?:ed|ion))\b|连接(?:已|被)?断开|断开(?:了)?连接|掉线/gi,
    CLOSED,
    /wi-?fi|wlan|sta:/i,
  ),
  row(
    LIBRARY,
    /fail(?:ed|ure)? to connect|connect(?:ion)? fail(?:ed|ure)?|unable to connect|无法连接|连接[^\n]{0,12}失败/gi,
    FAILED,
    /wi-?fi|wlan/i,
  ),
  row(LIBRARY, /(?:mqtt|connect)[^\n]{0,30}\btime(?:d )?[- ]?out\b|连接超时/gi, {
    stage: 'failed',
    detail: 'timeout',
  }),
];

/** Words of the operating system and of TLS, and what the server itself sends. */
const NETWORK: readonly LogRow[] = [
  // CONNACK in bytes, of MQTT 3.1.1 and 5.
  row(
    SERVER,
    /(?<![0-9a-wyz])20[ :,-]{0,2}(?:0x)?02[ :,-]{0,2}(?:0x)?0[01][ :,-]{0,2}(?:0x)?(0[0-5])(?![ :,-]{0,2}(?:0x)?[0-9a-f]{2})/gi,
    CODES,
  ),
  hexRow(
    SERVER,
    /(?<![0-9a-wyz])20[ :]?03[ :]?00[ :]?([89][0-9a-f])[ :]?00(?![ :]?[0-9a-f]{2})/gi,
    CODES,
  ),
  // An answer of the platform's HTTPS service; the number is its code.
  row(SERVER, /"code"\s*:\s*"?(\d{1,6})[^{}\n]{0,80}"(?:message|data|info)"/g, { stage: 'http' }),
  row(
    SYSTEM,
    /getaddrinfo(?!reqwrap)|gethostbyname|\bENOTFOUND\b|UnknownHostException|name or service not known|no such host|name resolution|\bEAI_AGAIN\b|\b11001\b|\(Lookup error|(?:could(?:n't| not)|unable to) (?:resolve|get) host|(?:DNS\s?|域名)解析失败|无法解析(?:域名|主机)/gi,
    { stage: 'dns' },
    /success|\breturns? 0\b/i,
  ),
  row(
    SYSTEM,
    /^(?!.*(?:mqtt|broker|connack|[\u4e00-\u9fff])).{0,200}\bconnection refused\W*(?:connect\W*)?$/gim,
    { stage: 'tcp' },
  ),
  row(
    SYSTEM,
    /\bECONNREFUSED\b|ERR_CONNECTION_REFUSED|\bEHOSTUNREACH\b|\bENETUNREACH\b|errno[^\n\d]{0,5}(?:111|113|101|118|10061)\b|WinError 10061|fail(?:ed)? to establish tcp|java\.net\.ConnectException|No route to host|(?:Network|Host) is unreachable|create socket (?:fail|err)\w*/gi,
    { stage: 'tcp' },
  ),
  row(SYSTEM, /\bEADDRINUSE\b/g, tcp('address-in-use')),
  row(
    BROWSER,
    /Mixed Content:[^\n]{0,300}\bws:|insecure WebSocket connection may not be initiated/g,
    { stage: 'websocket', cause: 'mixed-content' },
  ),
  row(BROWSER, /\b(?:clos(?:ed?|ing)|CloseEvent|code)\b[^\n]{0,40}?\b1006\b/gi, {
    stage: 'websocket',
    detail: 'unspecific',
    cause: 'no-close-frame',
  }),
  row(BROWSER, /WebSocket connection to '[^'\n]{1,300}' failed/g, {
    stage: 'websocket',
    cause: 'no-close-frame',
  }),
  row(SYSTEM, /Failed to open a new connection/gi, { stage: 'tcp', detail: 'unspecific' }),
  row(
    SYSTEM,
    /\bETIMEDOUT\b|\bselect\(\) timeout\b|SocketTimeoutException|socket\.timeout|errno[^\n\d]{0,5}(?:110|116|119|10060)\b|WinError 10060|(?<=^|Error: |\d\] )Connection timed out\W{0,2}$/gim,
    { stage: 'tcp', detail: 'timeout' },
    /transport_read|message_receive/,
  ),
  row(
    SYSTEM,
    /\bECONNRESET\b|\bEPIPE\b|\bbroken pipe\b|errno[^\n\d]{0,5}104\b|WinError 1005[34]|connection reset by peer/gi,
    { stage: 'connect', detail: 'closed-by-server' },
  ),
  row(SYSTEM, /success to establish tcp|tcp connect(?:ed|ion established)|TCP 连接成功/gi, {
    stage: 'tcp',
    detail: 'opened',
  }),
  row(SYSTEM, /unexpected (?:server )?response(?: code)?: ?[1-5]\d\d\b/gi, { stage: 'websocket' }),
  row(
    SYSTEM,
    /certificate (?:verify failed|has expired|unknown|is not trusted|is invalid)|Failed to verify certificate|self[- ]signed certificate|unable to (?:get|verify)[^\n]{0,30}certificate|CERT_\w+|\w_CERT\b|PKIX path|证书(?:校验|验证)失败/gi,
    { stage: 'tls', detail: 'certificate' },
  ),
  row(
    SYSTEM,
    /(?:ssl|tls)[^\n]{0,20}handshake[^\n]{0,20}(?:fail|error)|(?:ssl|tls) ?握手(?:失败|错误|超时)|SSLHandshakeException|A TLS error occurred|ERR_SSL_\w+|handshake failure|EOF occurred in violation of protocol|before secure TLS connection/gi,
    { stage: 'tls' },
    /mbedtls/,
  ),
  row(SYSTEM, /wrong[ _]version[ _]number/gi, { stage: 'tls', detail: 'not-tls' }),
];

export const LOG_TABLE: readonly LogRow[] = [
  ...BROKERS,
  ...MODULES,
  ...LIBRARIES,
  ...SEVERAL,
  ...NETWORK,
];

/** True for a line of Mosquitto's log: its time in seconds, or its name, comes first. */
export const isBrokerLine = (line: string): boolean =>
  /(?:^|\| )\d{9,10}: |\bmosquitto(?:\[\d{1,7}\])?: /i.test(line);

/** Words by which a log shows the library of statements that several libraries make. */
const LIBRARY_WORDS: readonly (readonly [RegExp, string])[] = [
  [/MQTT(?:CLIENT|ASYNC)_|MQTT(?:Client|Async)_/, 'Paho C'],
  [
    /PubSubClient|Attempting MQTT connection|try again in \d+ seconds|MQTT Connect err:/i,
    'PubSubClient',
  ],
  [/iotx_mc|\bIOT_MQTT/, 'IoT Kit'],
  [/\[LK-0\d|aiot_mqtt|aiot_dynreg/, 'Link SDK'],
  [/eclipse\.paho|无权连接|错误的用户名或密码/, 'Paho Java'],
  [/\bluat|CONACK 0x/i, 'Air LuatOS'],
  [/MQTT_CLIENT:|mqtt_client:|esp-tls|esp_mqtt/, 'esp-mqtt'],
  [/paho[._-]mqtt/i, 'Paho Python'],
  [/mqtt\.js|node_modules[\\/]mqtt/i, 'MQTT.js'],
];

export function libraryIn(text: string): string | undefined {
  return LIBRARY_WORDS.find(([words]) => words.test(text))?.[1];
}
