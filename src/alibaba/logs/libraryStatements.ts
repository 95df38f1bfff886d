/** Statements of MQTT libraries. */
import {
  MQTT_CLIENT_CODES,
  PAHO_C_CODES,
  PAHO_JAVA_CODES,
  PUB_SUB_STATES,
  refused,
} from './libraryCodes.ts';
import { isIotKit, PAHO_C_WORDS } from './libraryNames.ts';
import {
  byNumber,
  connackCode,
  type Meaning,
  means,
  type StatementForm,
  speaker,
} from './logStatement.ts';
import { ONLY_REFUSED, refusedInWords } from './refusedInWords.ts';

const LIBRARY = speaker('library');
const PAHO_JAVA = speaker('library', 'Paho Java');
const PAHO_C = speaker('library', 'Paho C');
const UMQTT = speaker('library', 'umqtt');
const MQTT_JS = speaker('library', 'MQTT.js');

const PUB_SUB_STATE = byNumber(PUB_SUB_STATES);

/** A return code after words about connecting; negative ones and 252 to 255 are PubSubClient's. */
const namedCode: StatementForm['read'] = (groups, line) => {
  if (PAHO_C_WORDS.test(line) && /(?<!\w)-\d/.test(line)) return undefined;
  const digits = groups.find((group) => group !== undefined) ?? '';
  const code = Number(digits);
  if (isOfDisconnect(code, line)) return disconnected(code, line);
  if (code === 0 && /失败|\bfail/i.test(line)) return { stage: 'failed', detail: 'unspecific' };
  if (code >= 0 && code < 252) return refused(code);
  if (code < -4) return MQTT_CLIENT_CODES.get(code);
  return PUB_SUB_STATE([digits], line);
};

/** Codes after words about a disconnection: 1 to 5 and those of MQTT 5 are the CONNACK before it. */
const isOfDisconnect = (code: number, line: string): boolean =>
  /disconnect|断开/i.test(line) &&
  !/connack/i.test(line) &&
  (code === 0 || (code > 5 && code < 0x80));

/** Paho Python's `on_disconnect`; reason 0 of AsyncMqttClient is the end of TCP. */
const disconnected = (code: number, line: string): Meaning => ({
  stage: 'closed',
  detail: code === 0 && !/from MQTT\W{1,3}reason/i.test(line) ? 'own-disconnect' : 'unspecific',
});

/** A full stop may follow, but no further digits. */
const NUMBER = String.raw`["']?(0x[0-9a-f]{1,2}|-?\d{1,3})(?![\w:]|\.\w)`;

export const LIBRARY_STATEMENTS: readonly StatementForm[] = [
  // `CONNACK return code 4`, `Connected with result code 5`, `MQTT connect failed, error code 254`.
  {
    by: LIBRARY,
    pattern: new RegExp(
      String.raw`(?:conn?[ _-]?ack|connected|connect(?:_?fail\w*|_?error)?|connection)(?:\b|_)[^\n]{0,60}?(?:\b|_)(?:code|reason|state)["']?\s{0,8}(?:[:=(]|is\b)?\s{0,8}${NUMBER}`,
      'gi',
    ),
    read: namedCode,
  },
  // `failed, rc=4`, `"returnCode": 4`, `MQTT Connect err:2`, `rc: 4`.
  {
    by: LIBRARY,
    pattern: new RegExp(
      String.raw`(?:\b(?:returnCode|reasonCode|(?:connack_)?rc(?=\s{0,3}[:=]|\s\d))|(?:connect|connack)\b[^\n]{0,20}?\berr(?:or)?)["']?\s{0,3}[:=\s]\s{0,3}${NUMBER}`,
      'gi',
    ),
    read: (groups, line) => (isIotKit(line, groups) ? undefined : namedCode(groups, line)),
  },
  {
    by: LIBRARY,
    pattern: new RegExp(
      String.raw`(?:返回(?:[码值]|结果)?|(?:连接|登[录陆]|鉴权|认证)结果|[错误状态原因]{2}码)\s{0,8}[:：=为是]{0,2}\s{0,8}${NUMBER}`,
      'gi',
    ),
    read: (groups, line) =>
      /[返错]\S码|conn|mqtt|连接|登[录陆]|鉴权|认证/i.test(line)
        ? namedCode(groups, line)
        : undefined,
  },
  // `connect rejected (5)`.
  {
    by: LIBRARY,
    pattern: new RegExp(
      String.raw`\b(?:connect|connection|login|mqtt)\b[^\n]{0,30}\b(?:rejected|refused|denied)[^\n()]{0,40}\(${NUMBER}\)`,
      'gi',
    ),
    read: (groups, line) =>
      PAHO_WORDS.test(line) || /connection refused/i.test(line)
        ? undefined
        : namedCode(groups, line),
  },
  // `登录阿里云平台被拒绝，code=5`, `MQTT 连接失败，原因：5`.
  {
    by: LIBRARY,
    pattern: new RegExp(
      String.raw`(?:连接|登录|登陆|上线|鉴权|认证|服务器|服务端|平台|mqtt)[^\n\d]{0,30}(?:失败|拒绝)[^\n\d]{0,12}?(?:code|rc|代码|码|原因|返回值?|[（(])\s{0,3}[:：=为是]{0,2}\s{0,3}${NUMBER}`,
      'gi',
    ),
    // Other layers have codes, too.
    read: (groups, line) =>
      /wi-?fi|tcp|socket|dns|tls|ssl|网络|热点|订阅|发布|上报/i.test(line)
        ? undefined
        : namedCode(groups, line),
  },
  {
    by: LIBRARY,
    pattern:
      /心跳超时|(?:ping(?:resp)?|keep-?\s?alive|heartbeat)[^\n]{0,20}time(?:d )?\s?out|heartbeat(?: response)? lost\b/gi,
    read: means({ stage: 'closed', detail: 'keep-alive-lost' }),
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
    pattern: /\bconn?ack(?:\s{0,3}[:=(]\s{0,3}|\s{1,3})(\d{1,3})\b(?!\s?(?:b|ms|\d))/gi,
    read: connackCode,
  },
  {
    by: PAHO_C,
    pattern: /(?:return code|\brc(?:\s{0,3}=)?|failed,)\s{1,3}(-\d{1,2})\b/gi,
    read: (groups, line) =>
      PAHO_C_WORDS.test(line) && !isIotKit(line, groups)
        ? byNumber(PAHO_C_CODES)(groups, line)
        : undefined,
  },
  {
    by: PAHO_JAVA,
    pattern: /[\p{L}][^\n()]{1,60}\((\d{1,5})\)(?=\s*(?:-|$|:|\n|at\b))/gimu,
    read: (groups, line) =>
      PAHO_WORDS.test(line) && !/connection refused|UnknownHostException/i.test(line)
        ? byNumber(PAHO_JAVA_CODES)(groups, line)
        : undefined,
  },
  // jiejieTop's mqttclient.
  {
    by: speaker('library', 'mqttclient'),
    pattern: /\b(?:ret|result)\s{0,3}(?:is|[:=])\s{0,3}(-0x[0-9a-f]{1,4}|-\d{1,2})\b/gi,
    read: (groups, line) =>
      isIotKit(line, groups)
        ? undefined
        : MQTT_CLIENT_CODES.get(-Number((groups[0] ?? '').slice(1))),
  },
  { by: UMQTT, pattern: /\bMQTTException\W{1,2}\s?(\d{1,2})\b/g, read: connackCode },
  // umqtt reads CONNACK's bytes from a socket that was closed.
  {
    by: UMQTT,
    pattern: /\bIndexError\b|\bOSError: -1$/gm,
    read: means({ stage: 'connect', detail: 'closed-by-server' }),
  },
  {
    by: MQTT_JS,
    pattern: /^\W{0,4}code: (1[2-5]\d)\b/gm,
    read: connackCode,
  },
  // Paho Python's number of the refusal is not CONNACK's.
  { by: LIBRARY, pattern: /\bMQTT_ERR_CONN_REFUSED\b/g, read: means({ stage: 'connack' }) },
  {
    by: LIBRARY,
    pattern:
      /\bCONNACK[^\n]{0,12}超时|\bCONNECT\b[^\n]{0,30}(?:(?:无|没有|未)(?:响应|应答|回复)|no (?:response|reply|answer))/gi,
    read: means({ stage: 'connect', detail: 'timeout' }),
  },
  {
    by: MQTT_JS,
    pattern: /\bconnack timeout\b/gi,
    read: means({ stage: 'connect', detail: 'timeout' }),
  },
  {
    by: speaker('library', 'mqtt_client'),
    pattern: /\bMissing Connection Acknowledg/gi,
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
      /(?:connection[ _]?refused|identity check fail|malformed[ _]credentials|连接被拒绝|连接拒绝|not[ _]?authori[sz]ed|无权连接|未(?:获)?授权|(?:错误|无效)的用户名或密码|用户名(?:或|或者|和)密码(?:错误|无效|不正确|有误)|bad[ _]?user[ _]?(?:name|data)|identifier[ _]?rejected|un(?:acceptable|supported)[ _]?protocol|server[ _]?unavailable|unauthorized_client|malformed_username|client[ _]identifier[ _]not[ _]valid)[^\n]{0,60}/gi,
    read: (_groups, line) => {
      if (ONLY_REFUSED.test(line)) return undefined;
      const [, decimal, hex] = /\((\d{1,5})\)\s*$|\b(0x[0-9a-f]{1,2})\s*$/i.exec(line) ?? [];
      const number = Number(decimal ?? hex ?? 0);
      if (number === 0) return refusedInWords(line);
      return number < 0x100 ? refused(number) : undefined;
    },
  },
  // `登录失败：签名校验失败`, `MQTT authentication failed`.
  {
    by: LIBRARY,
    pattern:
      /(?:\bmqtt|\blogin|\bsign[ _]?in|\bonline|平台|上线|登[录陆]|连接)[^\n]{0,30}(?:\bauth\w* fail\w*|\bsign(?:ature)? (?:check|verif\w*|mismatch)[^\n]{0,12}|(?:签名|鉴权|(?:身份|设备)?认证)(?:校验|验证)?(?:失败|错误|不通过|未通过|不匹配|不一致))/gi,
    read: (_groups, line) =>
      /wi-?fi|wlan|\bsta\b|\bap\b|\bsim\b|\bapn\b|\bpdp\b|tls|ssl|http|证书|网络|热点|success|成功/i.test(
        line,
      )
        ? undefined
        : { stage: 'connack' },
  },
  // Also TCP and Wi-Fi connect in these words.
  {
    by: LIBRARY,
    pattern:
      /\bmqtt[^\n]{0,20}\bconnect(?:ed)?\b(?! *(?:fail|err|lost|to\b|time|refus|[:=] *(?:false|0|no)\b))(?: *(?:ok|success\w*)|(?<=connected) *[!.]*$|!+$)|(?:连接|登[录陆]|上线|鉴权)成功|已(?:成功)?连接(?:到|上)?[^\n，。]{0,14}(?:服务器|平台|云|broker)|设备已上线|\bmqtt\s?已(?:连接|上线)[!！。]?\s*$|\bMQTTX client\b[^\n]{0,120} connected\b|\bsuccessful connection for\b|\bconnected to (?:the )?(?:mqtt|broker)\b|\bconnectComplete\b|\bevent\s{1,3}conack\b|\bconnected with \w+ code success\b|(?<![a-z])connection[ _]accepted\b|\bconnect\w* onSuccess\b|\bdidConnectAck: accept\b|^\W{0,3}connected\W{0,3}$/gim,
    read: (_groups, line) =>
      /wi-?fi|wlan|(?:tcp|ssl|tls)(?!:\/\/)|socket|gprs|网络|热点|\bnot\b|\bdis|未|没有/i.test(line)
        ? undefined
        : { stage: 'connack', code: 0, isInWords: true },
  },
  {
    by: speaker('library', 'Paho C++'),
    pattern: /\bMQTT error \[(\d{1,3})\]|\[(\d{1,3})\] CONNACK return code/g,
    read: connackCode,
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
      /closed by (?:the )?(?:server|broker|peer|remote)|(?:server|broker|peer) closed|(?<!SSLEOF)(?:lost|error)[^\n]{0,20}\bEOF\b(?! occurred in violation)|\btcp_closed\b|AMQJS0008I|\bjava\.io\.EOFException\b|connection was lost|(?<![与和跟同])(?:服务器|服务端|对端)(?:主动)?(?:关闭|断开)/gi,
    read: means({ stage: 'closed', detail: 'closed-by-server' }),
  },
  {
    by: LIBRARY,
    pattern:
      /(?:mqtt|connect)[^\n]{0,30}(?:\btime(?:d )?[- ]?out\b|TimedOut)|\bNetworkTimeout\b|连接超时/gi,
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
      /\b(?:client )?(?:connect(?:ion)? lost|connectionLost|disconnected|connection (?:for \S{1,80} )?closed)\b(?![^\n]{0,200}(?:wifi|sta:|wlan))|连接(?:已|已经|被)?断开|已断开连接|[与和跟同](?:服务器|服务端|平台|云端)(?:的连接)?(?:已|已经)?断开|设备(?:已|已经)?掉线/gi,
    read: means({ stage: 'closed', detail: 'unspecific' }),
  },
];

function ofHex([digits = '']: readonly (string | undefined)[]): Meaning {
  return { stage: 'connack', code: Number.parseInt(digits, 16) };
}

/** Words of Paho Java's messages and stack traces. */
const PAHO_WORDS =
  /无权连接|(?:错误|无效)的用户名|无效的?(?:客户|协议)|客户(?:端|机)标识|协议版本|代理程序不可用|无法连接至服务器|已断开连接|连接(?:已)?丢失|已连接客户[端机]|客户[端机](?:未连接|正在断开)|client is (?:not )?(?:connected|currently disconnecting)|等待来自服务器|MqttException|not authorized|bad user ?name|invalid client|invalid protocol|broker unavailable|unable to connect|connection lost|timed out waiting/i;
