/** Statements of the operating system and TLS, and bytes and answers of the platform. */
import { means, type StatementForm, speaker } from './logStatement.ts';

const SYSTEM = speaker('system');
const CLOUD = speaker('cloud');
const MBED_TLS = speaker('library', 'mbedTLS');

/** Characters that programs print between two bytes. */
const GAP = '[ :,-]{0,2}(?:0x)?';

export const NETWORK_STATEMENTS: readonly StatementForm[] = [
  // The bytes of a CONNACK.
  {
    by: CLOUD,
    pattern: new RegExp(
      String.raw`(?<![0-9a-wyz])20${GAP}02${GAP}0[01]${GAP}0([0-5])(?!${GAP}[0-9a-f]{2})`,
      'gi',
    ),
    read: ([digit]) => ({ stage: 'connack', code: Number(digit) }),
  },
  // In MQTT 5, with a reason code that refuses, and without properties.
  {
    by: CLOUD,
    pattern: new RegExp(
      String.raw`(?<![0-9a-wyz])20${GAP}03${GAP}00${GAP}([89][0-9a-f])${GAP}00(?!${GAP}[0-9a-f]{2})`,
      'gi',
    ),
    read: ([digits = '']) => ({ stage: 'connack', code: Number.parseInt(digits, 16) }),
  },
  // Bytes as decimal numbers.
  {
    by: CLOUD,
    pattern: /(?<![\w.])32(?:,\s?|\s)2(?:,\s?|\s)[01](?:,\s?|\s)([0-5])(?!,?\s?\d)/g,
    read: ([digit]) => ({ stage: 'connack', code: Number(digit) }),
  },
  // An answer of the HTTPS services.
  {
    by: CLOUD,
    pattern:
      /\{\s*"(?:code|id)"\s*:[^{}\n]{0,80}"message"|"code"\s*:\s*\d{3,6}\s*,\s*"(?:message|data|info)"/gi,
    read: (_groups, line) => {
      const code = /"code"\s*:\s*"?(\d{1,6})/.exec(line)?.[1];
      return code === undefined ? undefined : { stage: 'http', code: Number(code) };
    },
  },
  {
    by: SYSTEM,
    pattern:
      /getaddrinfo(?!reqwrap)|gethostbyname|\bENOTFOUND\b|UnknownHostException|name or service not known|no such host|nodename nor servname|name resolution|lookup address information|\bEAI_AGAIN\b|\b11001\b|(?:could(?:n't| not)|unable to) (?:resolve|get) host|no address associated with hostname|host not found|dns (?:fail|error|resolve)|\bnxdomain\b|ERR_NAME_NOT_RESOLVED|\(Lookup error|resolve host fail|\+CDNSGIP: ?0\b|无法解析(?:域名|主机)|不知道这样的主机|域名解析失败|DNS\s?解析失败|OSError: (?:\[Errno -2\]|-2|-202)\b/gi,
    read: (_groups, line) => (/success|\breturns? 0\b/i.test(line) ? undefined : { stage: 'dns' }),
  },
  {
    by: SYSTEM,
    pattern:
      /\bECONNREFUSED\b|ERR_CONNECTION_REFUSED|ERR_ADDRESS_UNREACHABLE|\bEHOSTUNREACH\b|\bENETUNREACH\b|errno[^\n\d]{0,5}(?:111|113|101|118|10061)\b|fail(?:ed)? to establish tcp|tcp(?:\/tls)? connect(?:ion)? fail\w*|dial tcp [^\n]{0,300}(?:refused|unreachable)|java\.net\.ConnectException|CLEARTEXT communication|Cleartext \w+ traffic to \S+ not permitted|\bcode: (?:111|113|101|10061)\b|actively refused|积极拒绝|socket create fail\w*|create socket (?:fail|err)\w*|创建 ?socket ?失败|tcp connection refused/gi,
    read: means({ stage: 'tcp' }),
  },
  {
    by: SYSTEM,
    pattern: /\bsocket failed: E[A-Z]+/g,
    read: means({ stage: 'tcp', detail: 'socket-create' }),
  },
  {
    by: SYSTEM,
    pattern: /unexpected (?:server )?response(?: code)?: ?[1-5]\d\d\b/gi,
    read: means({ stage: 'websocket' }),
  },
  // The C library's words for errors of a socket.
  {
    by: SYSTEM,
    pattern: /\b(?:No route to host|(?:Network|Host) is unreachable|NoRouteToHostException)\b/g,
    read: means({ stage: 'tcp' }),
  },
  {
    by: SYSTEM,
    pattern:
      /(?:^|Error: )Connection timed out\W{0,2}$|connection attempt failed because the connected party|连接方在一段时间后没有正确答复/gm,
    read: means({ stage: 'tcp', detail: 'timeout' }),
  },
  // The transport's last line, whatever failed before it.
  {
    by: SYSTEM,
    pattern: /Failed to open a new connection/gi,
    read: means({ stage: 'tcp', detail: 'unspecific' }),
  },
  {
    by: SYSTEM,
    pattern:
      /\bETIMEDOUT\b|\bselect\(\) timeout\b|dial tcp [^\n]{0,300}i\/o timeout|SocketTimeoutException|socket\.timeout|ERR_CONNECTION_TIMED_OUT|TCP ?(?:连接超时|connect\w* time(?:d )?-?out)|errno[^\n\d]{0,5}(?:110|116|119|10060)\b/gi,
    read: (_groups, line) =>
      /transport_read|message_receive/.test(line) ? undefined : { stage: 'tcp', detail: 'timeout' },
  },
  {
    by: SYSTEM,
    pattern:
      /\bECONNRESET\b|\bEPIPE\b|\bbroken pipe\b|ERR_CONNECTION_(?:RESET|CLOSED)|\bECONNABORTED\b|errno[^\n\d]{0,5}(?:104|10053|10054)\b|connection reset by peer|forcibly closed by the remote|software caused connection abort|强迫关闭了一个现有的连接|中止了一个已建立的连接/gi,
    read: means({ stage: 'connect', detail: 'closed-by-server' }),
  },
  {
    by: SYSTEM,
    pattern: /success to establish tcp|tcp connect(?:ed|ion established)|TCP 连接成功/gi,
    read: means({ stage: 'tcp', isProgress: true }),
  },
  // Certificates: verification, no usable root, wrong time.
  {
    by: MBED_TLS,
    pattern: /-0x2[67][0-9a-f]{2}\b|\b-9984\b|X509 - Certificate verification failed/gi,
    read: means({ stage: 'tls', detail: 'certificate' }),
  },
  // The peer's close_notify, end of the stream, and reset, after the handshake.
  {
    by: MBED_TLS,
    pattern: /[_ ](?:recv|read)[^\n]{0,60}-0x(?:7880|7280|0?050)\b/gi,
    read: means({ stage: 'closed', detail: 'closed-by-server' }),
  },
  {
    by: MBED_TLS,
    pattern: /-0x7780\b|\b-30592\b/gi,
    read: means({ stage: 'tls', detail: 'tls-fatal-alert' }),
  },
  {
    by: MBED_TLS,
    pattern:
      /-0x(?:7(?!780)[0-9a-f]{3}|6[0-9a-f]{3})\b|mbedtls_ssl_handshake[^\n]{0,20}(?:fail|return)/gi,
    read: (_groups, line) =>
      /[_ ](?:recv|read)[^\n]{0,60}-0x(?:7880|7280)/i.test(line)
        ? undefined
        : { stage: 'tls', detail: 'tls-handshake' },
  },
  {
    by: MBED_TLS,
    pattern: /-0x0?0?(?:42|44|52)\b/g,
    read: (_groups, line) => ({ stage: /52\b/.test(line) ? 'dns' : 'tcp' }),
  },
  {
    by: SYSTEM,
    pattern:
      /certificate (?:verify failed|has expired|unknown|is not trusted|is invalid)|validity starts in the future|\bx509: |\bInvalidCertificate\b|\bTLS_BAD_FINGERPRINT\b|PKIX path|self[- ]signed certificate|unable to (?:get|verify)[^\n]{0,30}certificate|CERT_\w+|No server verification option set|证书(?:校验|验证)失败/gi,
    read: means({ stage: 'tls', detail: 'certificate' }),
  },
  {
    by: SYSTEM,
    pattern:
      /(?:ssl|tls)[^\n]{0,20}handshake[^\n]{0,20}(?:fail|error)|(?:ssl|tls) ?握手(?:失败|错误|超时)|SSLHandshakeException|A TLS error occurred|wrong version number|ERR_SSL_\w+|handshake failure|EOF occurred in violation of protocol|before secure TLS connection/gi,
    read: means({ stage: 'tls', detail: 'tls-handshake' }),
  },
];
