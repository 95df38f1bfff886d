/** Lines of logs by their sources, each after a right sign-in, and the right answers. */
import { accepted, at, of, type Right, refused } from './rightAnswers.testkit.ts';
import { signedDevice } from './signedDevice.testkit.ts';
import { SECRET, type Situation } from './situations.testkit.ts';

const { userName, host, idOf, sign } = signedDevice({
  productKey: 'k0vDq8LsYzR',
  deviceName: 'cab-3F-19',
  hash: 'sha256',
  time: '1752000111222',
});
const ID = idOf(3);
const PASSWORD = sign(SECRET);
const FIELDS = `client_id = "${ID}"\nuser = "${userName}"\npass = "${PASSWORD}"\n`;

const espAt = (after: string): string =>
  `AT+MQTTUSERCFG=0,1,"NULL","${userName}","${PASSWORD}",0,0,""\r\n\r\nOK\r\nAT+MQTTCLIENTID=0,"${ID.replaceAll(',', '\\,')}"\r\n\r\nOK\r\nAT+MQTTCONN=0,"${host}",1883,0\r\n${after}\r\n`;

const quectel = (after: string, open = '+QMTOPEN: 0,0'): string =>
  `[14:02:12.031]发→◇AT+QMTOPEN=0,"${host}",1883\r\n[14:02:12.060]收←◆OK\r\n\r\n[14:02:12.491]收←◆${open}\r\n[14:02:13.031]发→◇AT+QMTCONN=0,"${ID}","${userName}","${PASSWORD}"\r\n[14:02:13.062]收←◆OK\r\n\r\n[14:02:13.391]收←◆${after}\r\n`;

const simCom = (after: string): string =>
  `AT+CMQTTSTART\r\r\nOK\r\n\r\n+CMQTTSTART: 0\r\nAT+CMQTTACCQ=0,"${ID}"\r\r\nOK\r\nAT+CMQTTCONNECT=0,"tcp://${host}:1883",90,1,"${userName}","${PASSWORD}"\r\r\n${after}\r\n`;

const air = (after: string): string =>
  `AT+MCONFIG="${ID}","${userName}","${PASSWORD}"\r\n\r\nOK\r\nAT+MIPSTART="${host}","1883"\r\n\r\nOK\r\n${after}\r\n`;

const after = (lines: string): string => `${FIELDS}${lines}\n`;

const defaultKeepAlive = (right: Right): Right => ({ ...right, breaks: ['keep-alive-default'] });

const refusedWithoutCode = (by: string): Right => ({ ...at('connack', by), exit: 3 });

type Rows = readonly (readonly [lines: string, right: Right])[];

/** @param log the whole log around some lines */
const logsOf = (source: string, log: (lines: string) => string, rows: Rows): readonly Situation[] =>
  rows.map(([lines, right]) => of(`${source}: ${lines}`, log(lines), right));

const MODULES = [
  ...logsOf('ESP-AT', espAt, [
    ['+MQTTCONNECTED:0,1,"h","1883","",0\r\n\r\nOK', accepted('ESP-AT')],
    ['+MQTTCONNECTED:0,1,"h","1883","",1\r\n\r\nOK\r\n+MQTTDISCONNECTED:0', at('closed', 'ESP-AT')],
    ['+MQTTDISCONNECTED:0\r\n\r\nERROR', at('failed', 'ESP-AT')],
    ['ERR CODE:0x010b0000\r\n\r\nERROR', at('failed', 'ESP-AT')],
    ['AT+MQTTCONN?\r\n+MQTTCONN:0,3,1,"h","1883","",1\r\nOK', at('failed', 'ESP-AT')],
    ['AT+MQTTCONN?\r\n+MQTTCONN:0,4,1,"h","1883","",1\r\nOK', accepted('ESP-AT')],
  ]),
  ...logsOf('Quectel', quectel, [
    ['+QMTCONN: 0,0,0', accepted('Quectel')],
    ['+QMTCONN: 0,0,5', refused(5, 'Quectel')],
    ['+QMTCONN: 0,1', at('connect', 'Quectel')],
    ['+QMTCONN: 0,2', at('connect', 'Quectel')],
    ['+QMTCONN: 0,1\r\n+QMTCONN: 0,0,0', accepted('Quectel')],
    ['AT+QMTCONN?\r\n+QMTCONN: 0,3\r\n\r\nOK', accepted('Quectel')],
    ['+QMTCONN: 0,0,4\r\nAT+QMTCONN?\r\n+QMTCONN: 0,1\r\n\r\nOK', refused(4, 'Quectel')],
    ['+QMTCONN: 0,1\r\n\r\n+QMTSTAT: 0,4', at('connect', 'Quectel')],
    ['+QMTCONN: 0,0,0\r\n+QMTSTAT: 0,2', at('closed', 'Quectel')],
    ['+QMTSTAT: 0,1', at('connect', 'Quectel')],
  ]),
  ...logsOf('Quectel, opening', (open) => quectel('ERROR', open), [
    ['+QMTOPEN: 0,3', at('tcp', 'Quectel')],
    ['+QMTOPEN: 0,4', at('dns', 'Quectel')],
  ]),
  ...logsOf('SIMCom', simCom, [
    ['OK\r\n\r\n+CMQTTCONNECT: 0,0\r\n+CMQTTCONNLOST: 0,3', at('closed', 'SIMCom')],
    ['OK\r\n\r\n+CMQTTCONNECT: 0,0\r\n+CMQTTNONET', at('closed', 'SIMCom')],
    ['OK\r\n\r\n+CMQTTCONNECT: 0,31', refused(5, 'SIMCom')],
    ['OK\r\n\r\n+CMQTTCONNECT: 0,25', at('dns', 'SIMCom')],
    ['OK\r\n\r\n+CMQTTCONNECT: 0,26', at('connect', 'SIMCom')],
    ['+CMQTTCONNECT: 0,7\r\n\r\nERROR', at('tcp', 'SIMCom')],
    ['ERROR', at('failed', 'SIMCom')],
  ]),
  ...logsOf('SIMCom', after, [
    ['AT+SMCONN\nERROR', at('failed', 'SIMCom')],
    ['AT+SMCONN\nOK\nAT+SMSTATE?\n+SMSTATE: 1', accepted('SIMCom')],
    ['AT+CPIN?\n+CME ERROR: SIM not inserted\nAT+CMQTTSTART\n+CMQTTSTART: 23', at(undefined)],
  ]),
  ...logsOf('Air', air, [
    ['CONNECT OK\r\nAT+MCONNECT=1,60\r\n\r\nOK\r\n\r\nCONNACK OK', accepted('Air AT')],
    ['CONNECT OK\r\nAT+MCONNECT=1,60\r\n\r\nOK\r\n\r\nCONNACK FAIL 5', refused(5, 'Air AT')],
    ['CONNECT OK\r\nAT+MCONNECT=1,60\r\n\r\nOK\r\n\r\nCLOSED', at('connect', 'Air AT')],
    ['CONNECT FAIL', at('tcp', 'Air AT')],
    ['AT+MCONNECT=1,60\r\n+CME ERROR: 3', at('at', 'Air AT')],
    ['CONNECT OK\r\n+MQTTSTATU :2', at('tcp', 'Air AT')],
    ['CONNACK OK\r\n+MQTTSTATU :0', at('closed', 'Air AT')],
  ]),
  ...logsOf('Air LuatOS', after, [['W/mqtt CONACK 0x05', refused(5, 'Air LuatOS')]]),
];

const LIBRARIES = [
  ...logsOf('Paho C', after, [
    ['20240730 181416.123 CONNACK rc: 4', refused(4, 'Paho C')],
    ['Failed to connect, return code -1', at('failed', 'Paho C')],
    ['Connect failed, rc -1', at('failed', 'Paho C')],
    ['MQTTClient_connect failed, rc = -1 (MQTTCLIENT_FAILURE)', at('failed', 'Paho C')],
    ['Failed to connect, return code 4', refused(4)],
    ['Connect failed, rc 135', refused(0x87)],
  ]),
  ...logsOf('Paho Java', after, [
    ['MqttException: 错误的用户名或密码 (4)', refused(4, 'Paho Java')],
    ['org.eclipse.paho.mqttv5.common.MqttException: Not authorized (135)', refused(0x87)],
    ['org.eclipse.paho.client.mqttv3.MqttSecurityException: 无权连接', refused(5, 'Paho Java')],
    ['Broker unavailable (3)', refused(3, 'Paho Java')],
    ['Timed out waiting for a response from the server (32000)', at('connect', 'Paho Java')],
    ['无法连接至服务器 (32103) - java.net.ConnectException: Connection refused', at('tcp')],
    ['无法连接至服务器 (32103) - java.net.UnknownHostException: h', at('dns')],
    ['Connection lost (32109) - java.io.EOFException', at('closed')],
    ['CONNACK 0\nConnection lost (32109) - java.net.SocketException', at('closed', 'Paho Java')],
  ]),
  ...logsOf('Paho Python', after, [
    ['Connected with result code 0', accepted()],
    ['Connected with result code 5', refused(5)],
    ['Connected with result code Not authorized', refused(5)],
    ["reason_code=ReasonCode(Connack, 'Bad user name or password')", refused(4)],
    ['on_connect rc=Bad user name or password (ReasonCode 134)', refused(0x86)],
    ['MQTTErrorCode.MQTT_ERR_CONN_REFUSED', refusedWithoutCode('Paho Python')],
    ['Connected with result code 0\nUnexpected disconnection. rc=7', at('closed')],
    ['Disconnected with result code: 7', at('failed')],
    ['socket.gaierror: [Errno -3] Temporary failure in name resolution', at('dns')],
    ['ConnectionRefusedError: [Errno 111] Connection refused', at('tcp')],
    ['ConnectionRefusedError: [WinError 10061] 由于目标计算机积极拒绝，无法连接。', at('tcp')],
    ['TimeoutError: [Errno 110] Connection timed out', at('tcp')],
    ['ssl.SSLEOFError: EOF occurred in violation of protocol (_ssl.c:1129)', at('tls')],
    ['[SSL: WRONG_VERSION_NUMBER] wrong version number (_ssl.c:1129)', at('tls')],
    ['certificate verify failed: unable to get local issuer certificate', at('tls')],
  ]),
  ...logsOf('MQTT.js', after, [
    ['Error: Connection refused: Not authorized\n  at x {\n  code: 5\n}', refused(5, 'MQTT.js')],
    ['Error: Connection refused: Bad User Name\n{ code: 134 }', refused(0x86, 'MQTT.js')],
    ['Error: Connection refused: Identifier rejected', refused(2)],
    ['Error: connack timeout', at('connect', 'MQTT.js')],
    ['Error: Keepalive timeout', at('closed', 'MQTT.js')],
    ['CONNACK 0\nError: Keepalive timeout', at('closed', 'MQTT.js')],
    ['Error: getaddrinfo ENOTFOUND h', at('dns')],
    ['Error: connect ECONNREFUSED 192.0.2.1:1883', at('tcp')],
    ['Error: connect ETIMEDOUT 192.0.2.1:1883', at('tcp')],
    ["Error: read ECONNRESET {\n  errno: -104,\n  code: 'ECONNRESET'\n}", at('connect')],
    ['Error: unable to verify the first certificate', at('tls')],
    ['Error: Unexpected server response: 400', at('websocket')],
  ]),
  ...logsOf('PubSubClient', after, [
    ['Attempting MQTT connection...connected', accepted('PubSubClient')],
    ['Attempting MQTT connection...failed, rc=4 try again', refused(4, 'PubSubClient')],
    ['failed, rc=-4 try again in 5 seconds', defaultKeepAlive(at('connect', 'PubSubClient'))],
    ['failed, rc=-2 try\nfailed, rc=5 try again in 5 seconds', refused(5, 'PubSubClient')],
    ['MQTT Connect err:-2', at('tcp', 'PubSubClient')],
    ['MQTT connect failed, error code 252', at('connect', 'PubSubClient')],
    ['MQTT state: MQTT_CONNECT_BAD_CREDENTIALS', refused(4, 'PubSubClient')],
    ['MQTT state: MQTT_CONNECT_FAILED', at('tcp', 'PubSubClient')],
    ['MQTT state: -4', at('connect', 'PubSubClient')],
  ]),
  ...logsOf('esp-mqtt', after, [
    ['W (3021) mqtt_client: Connection refused, not authorized', refused(5, 'esp-mqtt')],
    ['I (8130) MQTT_EXAMPLE: Connection refused error: 0x5', refused(5)],
    ['E (5310) mqtt5_client: Client Not Authorized (0x87)', refused(0x87)],
    ['E (1) mqtt_client: mqtt_message_receive() returned -1', at('connect', 'esp-mqtt')],
    ['E (1) esp-tls: [sock=54] select() timeout', at('tcp')],
    ["E (1) esp-tls: couldn't get hostname for :h: getaddrinfo() returns 202", at('dns')],
    ['E (1) esp-tls-mbedtls: mbedtls_ssl_handshake returned -0x2700', at('tls', 'mbedTLS')],
    ['E (1) transport_base: tcp_read error, errno=Connection reset by peer', at('connect')],
    ['MQTT_EVENT_CONNECTED\nE (1) mqtt_client: No PING_RESP', at('closed', 'esp-mqtt')],
    ['MQTT_EVENT_CONNECTED\nMQTT_EVENT_DISCONNECTED', at('closed', 'esp-mqtt')],
  ]),
  ...logsOf('Link SDK', after, [
    ['[LK-0313] MQTT connect success in 231 ms', accepted('Link SDK')],
    ['aiot_mqtt_connect failed: -0x0305', refused(5, 'Link SDK')],
    ['[1731.400][LK-0304] bad username or password', refused(4, 'Link SDK')],
    ['aiot_mqtt_connect failed: -0x0F0B', at('dns', 'Link SDK')],
    ['[LK-0F0F] TCP connect timeout', at('tcp', 'Link SDK')],
    ['[LK-1000] mbedtls_ssl_handshake error, res: -0x7280', at('tls', 'mbedTLS')],
    ['AIOT_MQTTEVT_CONNECT\nAIOT_MQTTEVT_DISCONNECT: heartbeat disconnect', at('closed')],
    ['AIOT_MQTTEVT_CONNECT\nmbedtls_ssl_recv error, res: -0x7880', at('closed', 'mbedTLS')],
  ]),
  ...logsOf('IoT Kit', after, [
    ['[inf] iotx_mc_connect(2451): mqtt connect success!', accepted('IoT Kit')],
    ['[err] iotx_mc_connect rc = -29', at('connect', 'IoT Kit')],
    ['[err] wrapper_mqtt_connect: failed, rc = -28', at('tcp', 'IoT Kit')],
    ['[err] iotx_mc_handle_recv_CONNACK(1310): recvConnack failed(-35)', refused(4, 'IoT Kit')],
  ]),
];

const SEVERAL = logsOf('several', after, [
  ['Connection error: Connection Refused: not authorised.', refused(5)],
  ['Connection refused: not authorized (5)', { ...refused(5), by: 'library' }],
  ['Connection Refused: bad username or password.', refused(4)],
  ['Client x received CONNACK (5)', refused(5)],
  ['CONNACK reason code: 0x8C', refused(0x8c)],
  ['MQTT CONNACK: 0x00', accepted()],
  ['[CONNACK] 0x86\n[BAD USERNAME OR PASSWORD]', refused(0x86)],
  ['Sending CONNACK to x (0, 4)', { ...refused(4), by: 'server' }],
  ['received CONNACK (135)\nConnection error: Not authorized', refused(0x87)],
  ['recv: 20 02 00 05', { ...refused(5), by: 'server' }],
  ['收到: 0x20,0x02,0x00,0x05', refused(5)],
  ['recv: 20 03 00 86 00', refused(0x86)],
  ['MQTT 连接失败，状态码 = 5，5 秒后重试', refused(5)],
  ['连接失败，返回码：4', refused(4)],
  ['登录阿里云平台被拒绝，code=5', refused(5)],
  ['MQTT 连接成功，返回码：0', accepted()],
  ['mqtt connect success: 5', at(undefined)],
  ['mqtt connect ret 1', at(undefined)],
  ['MQTT connect failed, rc=0', at('failed')],
  ['MQTT 已连接\nMQTT 断开，原因：被服务器关闭', at('closed')],
  ['连接成功 rc=0\n与服务器断开连接，正在重连', at('closed')],
  ['WiFi 连接失败，重试\nWiFi connected\nMQTT connect ok', accepted()],
  ['WiFi 连接失败，原因：2', at(undefined)],
  ['mqtt subscribe result: 2', at(undefined)],
  ['返回码：0\n服务器主动断开连接', at('closed')],
  ['CONNACK return code 0\nclosed by server (session taken over)', at('closed')],
  ['connected\nDISCONNECT received, reason code 0x8E', at('closed')],
  ['Error: A TLS error occurred.', at('tls')],
  ['TLS 握手失败：证书验证失败', at('tls')],
  ['MQTT 连接失败：DNS解析失败', at('dns')],
]);

export const SOURCE_LOGS: readonly Situation[] = [...MODULES, ...LIBRARIES, ...SEVERAL];
