/** Sign-in logs as people quote them: other orders, words and codes of libraries, modules and browsers. */
import { signedDevice } from './signedDevice.testkit.ts';
import { SECRET, type Situation } from './situations.testkit.ts';

const {
  userName: USER,
  host: HOST,
  idOf,
  sign,
} = signedDevice({
  productKey: 'k0xzRw8TdLm',
  deviceName: 'gw_hall-3',
  hash: 'sha256',
  time: '1731234567890',
});

const ID = idOf(3);
const PASSWORD = sign(SECRET);

type Right = Situation['right'];
type Outcome = Pick<Right, 'stage' | 'code' | 'by' | 'breaks'>;

const SIGN_IN = `clientId=${ID}\nusername=${USER}\npassword=${PASSWORD}\n`;

/** A right signature. */
const after = (name: string, lines: string, outcome: Outcome): Situation => ({
  name,
  log: `${SIGN_IN}${lines}\n`,
  right: { ...outcome, signature: 'right', exit: isRefused(outcome) ? 3 : 0 },
});

const isRefused = ({ stage, code }: Outcome): boolean => stage === 'connack' && code !== 0;

const refused = (code: number, by?: string): Outcome => ({
  stage: 'connack',
  code,
  ...(by !== undefined && { by }),
});

const at = (stage: NonNullable<Outcome['stage']>, by?: string): Outcome => ({
  stage,
  ...(by !== undefined && { by }),
});

const accepted = (by?: string): Outcome => ({ ...at('connack', by), code: 0 });

export const REPORTED_LOGS: readonly Situation[] = [
  {
    name: 'the error before the configuration',
    log: `设备连不上，报错：\n[E/mqtt] CONNACK return code = 4\n代码：\n#define CLIENT_ID "${ID}"\n#define USERNAME "${USER}"\n#define PASSWORD "${PASSWORD}"\n`,
    right: { stage: 'connack', code: 4, signature: 'right', exit: 3 },
  },
  {
    name: 'the error before the configuration, MQTT.fx',
    log: `2024-11-10 18:55:11,230 ERROR --- MqttFX ClientModel : Error when connecting\norg.eclipse.paho.client.mqttv3.MqttSecurityException: Not authorized to connect\n${SIGN_IN}`,
    right: { stage: 'connack', code: 5, by: 'Paho Java', signature: 'right', exit: 3 },
  },
  {
    name: 'a refused sign-in, and another one without its end',
    log: `${SIGN_IN.replaceAll('gw_hall-3', 'gw_hall-4')}CONNACK return code = 4\n${SIGN_IN}`,
    right: { signature: 'right', exit: 0 },
  },
  after(
    'ESP-IDF, no PINGRESP',
    'I (4500) app: MQTT_EVENT_CONNECTED\nE (184500) mqtt_client: No PING_RESP, disconnected\nW (184510) app: MQTT_EVENT_DISCONNECTED',
    at('closed', 'esp-mqtt'),
  ),
  after(
    'mbedTLS, closed later',
    '[1731234567.300][LK-0313] MQTT connect success in 241 ms\n[1731234599.300][LK-1000] mbedtls_ssl_recv error, res: -0x7880',
    at('closed', 'mbedTLS'),
  ),
  after(
    'MQTTX, transport named',
    '[ERROR] Connect fail, MQTT/TCP connection, error: Connection refused: Bad username or password',
    refused(4),
  ),
  after(
    'MQTTX, closed',
    '[INFO] Connection for ali closed\n[INFO] Reconnecting to ali',
    at('failed'),
  ),
  after(
    'Paho Android, listener, then lost',
    'I/Iot: connect onSuccess\nD/Iot: connectComplete reconnect=false\nW/Iot: connectionLost\n    已断开连接 (32109) - java.io.EOFException',
    at('closed'),
  ),
  after('Paho Java in Chinese, connected', '已连接客户机 (32100)', accepted('Paho Java')),
  after('Paho Java in Chinese, not connected', '客户机未连接 (32104)', at('failed', 'Paho Java')),
  after(
    'Android, plain text',
    'MqttException (0) - java.net.UnknownServiceException: CLEARTEXT communication not permitted',
    at('tcp'),
  ),
  after(
    'Android, no permission',
    'MqttException (0) - java.net.SocketException: socket failed: EPERM (Operation not permitted)',
    at('tcp'),
  ),
  after('SIM7600, network lost', '+CMQTTCONNECT: 0,0\n+CMQTTNONET', at('closed', 'SIMCom')),
  after(
    'Air724, closed after MCONNECT',
    `AT+MIPSTART="${HOST}",1883\nOK\nCONNECT OK\nAT+MCONNECT=1,300\nOK\n\nCLOSED`,
    at('connect', 'Air AT'),
  ),
  after(
    'Air724, tag in front',
    `[I]-[ril.proatc] AT+MIPSTART="${HOST}",1883\n[I]-[ril.proatc] OK\n[I]-[ril.proatc] CONNECT FAIL`,
    at('tcp', 'Air AT'),
  ),
  after(
    'RT-Thread, AT client',
    '[E/at.clnt] execute command (AT+QMTCONN=0) failed!',
    at('failed', 'Quectel'),
  ),
  after(
    'RT-Thread, AT client, a setting',
    '[E/at.clnt] execute command (AT+QMTCFG) failed!',
    at('at', 'Quectel'),
  ),
  after('CocoaMQTT', 'CocoaMQTT didConnectAck: accept', accepted()),
  after(
    'LuatOS, events',
    'I/user.mqttc event conack\nI/user.mqttc event disconnect',
    at('closed', 'LuatOS'),
  ),
  after('Paho for embedded devices', 'Return code from MQTT connect is 5', refused(5)),
  after('Paho for embedded devices, code in a name', 'connack failed, connack_rc = 4', refused(4)),
  after('Zephyr, event', '<err> mqtt: MQTT_EVT_CONNACK error: 2', refused(2)),
  after('RT-Thread, socket', '[E/mqtt] create socket error, connect err:-1', at('tcp')),
  after('umqtt, closed', '  File "umqtt/simple.py", line 110, in connect\nOSError: -1', {
    ...at('connect', 'umqtt'),
    breaks: ['keep-alive-default'],
  }),
  after('Paho Rust', 'Error connecting to the broker: [5] CONNACK return code', refused(5)),
  after('rumqttc, timeout', 'ERROR app: poll: NetworkTimeout', at('failed')),
  after('Paho Python, VERSION2', 'Connected with reason code Success', accepted()),
  after('gmqtt', '[CONNACK] 0x86\n[BAD USERNAME OR PASSWORD]', refused(0x86)),
  after('AsyncMqttClient', 'Disconnected from MQTT. Reason: 0', at('failed')),
  after(
    'mqtt_client of Dart, no answer',
    'NoConnectionException: The broker is not responding to the connection request message (Missing Connection Acknowledgement?',
    at('connect', 'mqtt_client'),
  ),
  after(
    'browser, WebSocket refused',
    `WebSocket connection to 'wss://${HOST}/mqtt' failed: Error during WebSocket handshake: Unexpected response code: 404`,
    { ...at('websocket'), breaks: ['tls-for-plain-mode'] },
  ),
  after('Node, WebSocket refused', 'Error: Unexpected server response: 301', at('websocket')),
  // A code beside words that say only that the connection was refused.
  after('code in Chinese beside a refusal', '连接被拒绝，返回码 4', refused(4)),
  after('code in Chinese, 5', 'MQTT 连接被拒绝，错误码：5', refused(5)),
  // Codes that only DISCONNECT has.
  after(
    'MQTT 5, DISCONNECT 0x8E',
    'connected\nDISCONNECT received, reason code 0x8E (Session taken over)',
    at('closed'),
  ),
  after(
    'MQTT 5, DISCONNECT 141',
    'on_connect: Success\nDisconnected with reason code 141 (Keep alive timeout)',
    at('closed'),
  ),
  // The system's words for a connection that the other side closed.
  after('Windows, closed', '发送 CONNECT 报文\n远程主机强迫关闭了一个现有的连接。', at('connect')),
  after(
    '.NET, closed',
    'IOException: An existing connection was forcibly closed by the remote host.',
    at('connect'),
  ),
  after(
    'Windows, aborted',
    'OSError: [WinError 10053] 你的主机中的软件中止了一个已建立的连接。',
    at('connect'),
  ),
  after(
    'Paho Java, closed',
    '连接丢失 (32109) - java.io.EOFException\nCaused by: java.io.EOFException',
    at('connect'),
  ),
  after(
    'no SIM card, in words',
    'AT+CPIN?\n+CME ERROR: SIM not inserted\nAT+CMQTTSTART\n+CMQTTSTART: 23',
    at('at'),
  ),
  // China Mobile's modules.
  ...(
    [
      ['1', at('failed')],
      ['3', { stage: 'connack' }],
      ['6', at('tcp')],
    ] as const
  ).map(([result, outcome]) =>
    after(
      `ML307, ${result}`,
      `AT+MQTTCONN=0,"${HOST}",1883\nOK\n+MQTTURC: "conn",0,${result}`,
      outcome,
    ),
  ),
  after('ML307, ping', '+MQTTURC: "conn",0,0\n+MQTTURC: "conn",0,5', at('closed')),
  // Labels that are copied along with the client id.
  ...['cid=', 'mqtt_cid:', 'identifier=', 'client='].map(
    (label): Situation => ({
      name: `label ${label}`,
      log: `broker ${HOST} ${label}${ID} user=${USER} pass=${PASSWORD}\ngetaddrinfo() returns 202\n`,
      right: { stage: 'dns', signature: 'right', exit: 0 },
    }),
  ),
];
