/** Sign-in situations of other libraries, modules and languages than `situations.testkit.ts`, as their logs look on a terminal. */
import { signedDevice } from './signedDevice.testkit.ts';
import { SECRET, type Situation } from './situations.testkit.ts';

const {
  userName: USER,
  host: HOST,
  idOf,
  sign,
} = signedDevice({
  productKey: 'k0Zq4VnRt8L',
  deviceName: 'boiler-2',
  hash: 'sha256',
  time: '1722334455667',
});

const ID = idOf(3);
const ID_TLS = idOf(2);
const PASSWORD = sign(SECRET);
const WRONG = sign('another secret');

const ESCAPE = String.fromCharCode(0x1b);
const red = (line: string): string => `${ESCAPE}[0;31m${line}${ESCAPE}[0m`;
const stamped = (text: string): string =>
  text
    .split('\n')
    .map((line, at) => `[2024-07-30 18:14:${String(15 + at).padStart(2, '0')}.667] ${line}`)
    .join('\n');
const wrapped = (text: string, width: number): string =>
  (text.match(new RegExp(`.{1,${width}}`, 'gs')) ?? []).join('\n');

const fields = (after: string, { id = ID, password = PASSWORD } = {}): string =>
  `client_id=${id}\nusername=${USER}\npassword=${password}\n${after}\n`;

export const VARIANTS: readonly Situation[] = [
  {
    name: 'paho-python 2 reason code',
    log: fields('on_connect: Connected with result code Not authorized'),
    right: { stage: 'connack', code: 5, signature: 'right', exit: 3 },
  },
  {
    name: 'paho-python return code in words, wrong secret',
    log: fields('Connection Refused: bad username or password.', { password: WRONG }),
    right: { stage: 'connack', code: 4, signature: 'wrong', exit: 3 },
  },
  {
    name: 'esp-idf, code in hexadecimal',
    log: fields('I (8130) MQTT_EXAMPLE: Connection refused error: 0x5'),
    right: { stage: 'connack', code: 5, signature: 'right', exit: 3 },
  },
  {
    name: 'esp-idf, no CONNACK',
    log: fields(
      'E (25112) mqtt_client: mqtt_message_receive: transport_read() error: errno=119\nE (25113) mqtt_client: esp_mqtt_connect: mqtt_message_receive() returned -1',
    ),
    right: { stage: 'connect', by: 'esp-mqtt', signature: 'right', exit: 0 },
  },
  {
    name: 'Paho C, callback of a failure',
    log: fields('onConnectFailure: Connect failed, rc 5'),
    right: { stage: 'connack', code: 5, signature: 'right', exit: 3 },
  },
  {
    name: 'Paho C, trace',
    log: fields('20240730 181416.123 CONNACK rc: 4', { password: WRONG }),
    right: { stage: 'connack', code: 4, by: 'Paho C', signature: 'wrong', exit: 3 },
  },
  {
    name: 'mqtt.js, keep alive',
    log: fields('Error: Keepalive timeout'),
    right: { stage: 'closed', by: 'MQTT.js', signature: 'right', exit: 0 },
  },
  {
    name: 'Go paho',
    log: fields(`2024/07/30 18:14:16 connect error: not Authorized`),
    right: { stage: 'connack', code: 5, signature: 'right', exit: 3 },
  },
  {
    name: 'Go paho, network',
    log: fields(`network Error : dial tcp: lookup ${HOST} on 127.0.0.53:53: no such host`),
    right: { stage: 'dns', signature: 'right', exit: 0 },
  },
  {
    name: 'Go paho, i/o timeout',
    log: fields('network Error : dial tcp 47.103.186.207:1883: i/o timeout'),
    right: { stage: 'tcp', signature: 'right', exit: 0 },
  },
  {
    name: 'Go TLS',
    log: fields(
      'network Error : tls: failed to verify certificate: x509: certificate signed by unknown authority',
      { id: ID_TLS },
    ),
    right: { stage: 'tls', signature: 'right', exit: 0 },
  },
  {
    name: 'MQTTnet',
    log: fields(
      'MQTTnet.Adapter.MqttConnectingFailedException: Connecting with MQTT server failed (BadUserNameOrPassword).',
    ),
    right: { stage: 'connack', code: 4, signature: 'right', exit: 3 },
  },
  {
    name: 'MQTTnet, host',
    log: fields(
      'MQTTnet.Exceptions.MqttCommunicationException: No such host is known.\n ---> System.Net.Sockets.SocketException (11001): No such host is known.',
    ),
    right: { stage: 'dns', signature: 'right', exit: 0 },
  },
  {
    name: 'HiveMQ client',
    log: fields(
      'com.hivemq.client.mqtt.mqtt3.exceptions.Mqtt3ConnAckException: CONNECT failed as CONNACK contained an Error Code: BAD_USER_NAME_OR_PASSWORD.',
    ),
    right: { stage: 'connack', code: 4, signature: 'right', exit: 3 },
  },
  {
    name: 'rumqttc',
    log: fields('Connection error: ConnectionRefused(NotAuthorized)'),
    right: { stage: 'connack', code: 5, signature: 'right', exit: 3 },
  },
  {
    name: 'rumqttc, socket',
    log: fields('Io(Os { code: 111, kind: ConnectionRefused, message: "Connection refused" })'),
    right: { stage: 'tcp', signature: 'right', exit: 0 },
  },
  {
    name: 'mosquitto_pub',
    log: `mosquitto_pub -h ${HOST} -p 1883 -i '${ID}' -u '${USER}' -P '${PASSWORD}' -t a -m b\nConnection error: Connection Refused: not authorised.\n`,
    right: { stage: 'connack', code: 5, signature: 'right', exit: 3 },
  },
  {
    name: 'mosquitto -d',
    log: `$ mosquitto_sub -d -h ${HOST} -p 1883 -i '${ID}' -u '${USER}' -P '${WRONG}' -t x\nClient ${ID} sending CONNECT\nClient ${ID} received CONNACK (4)\nConnection error: Connection Refused: bad user name or password.\n`,
    right: { stage: 'connack', code: 4, signature: 'wrong', exit: 3 },
  },
  {
    name: 'esp-idf 5 with colours',
    log: [
      `I (2911) mqtt: client_id=${ID}`,
      `I (2912) mqtt: username=${USER}`,
      `I (2913) mqtt: password=${PASSWORD}`,
      red('E (3542) mqtt_client: mqtt_message_receive: transport_read() error: errno=119'),
      red('W (3550) mqtt_client: Connection refused, not authorized'),
      'I (3555) mqtt5_example: MQTT_EVENT_ERROR',
      red('E (3556) mqtt: Last error connect_return_code: 0x5'),
    ].join('\n'),
    right: { stage: 'connack', code: 5, signature: 'right', exit: 3 },
  },
  {
    name: 'esp-tls DNS',
    log: fields(
      `${red(`E (4127) esp-tls: couldn't get hostname for :${HOST}: getaddrinfo() returns 202, addrinfo=0x0`)}\n${red('E (4137) transport_base: Failed to open a new connection: 32769')}\n${red('E (4140) mqtt_client: Error transport connect')}`,
      { id: ID_TLS },
    ),
    right: { stage: 'dns', signature: 'right', exit: 0 },
  },
  {
    name: 'Arduino state 5 with timestamps',
    log: stamped(fields('Attempting MQTT connection...failed, rc=5 try again in 5 seconds')),
    right: { stage: 'connack', code: 5, by: 'PubSubClient', signature: 'right', exit: 3 },
  },
  {
    name: 'Arduino -4 in Chinese',
    log: fields('正在连接 MQTT 服务器...连接失败, rc=-4 5 秒后重试'),
    right: { stage: 'connect', signature: 'right', exit: 0 },
  },
  {
    name: 'Chinese labels, masked, code 4',
    log: `客户端 ID：${ID}\n用户名：${USER}\n密码：********\n连接失败，返回码：4\n`,
    right: { stage: 'connack', code: 4, signature: 'unchecked', kind: 'masked', exit: 3 },
  },
  {
    name: 'masked in the middle',
    log: `clientId=${ID}\nusername=${USER}\npassword=${PASSWORD.slice(0, 4)}****${PASSWORD.slice(-4)}\nMqttException: Not authorized to connect (5)\n`,
    right: { stage: 'connack', code: 5, signature: 'unchecked', kind: 'masked', exit: 3 },
  },
  {
    name: 'Go struct masked',
    log: `{ClientID:${ID} Username:${USER} Password:<redacted>}\nconnect error: bad user name or password\n`,
    right: { stage: 'connack', code: 4, signature: 'unchecked', kind: 'masked', exit: 3 },
  },
  {
    name: 'Quectel EC200 wrapped, 5',
    log: `${wrapped(`AT+QMTCONN=1,"${ID}","${USER}","${PASSWORD}"`, 64)}\r\nOK\r\n\r\n+QMTCONN: 1,0,5\r\n`,
    right: { stage: 'connack', code: 5, by: 'Quectel', signature: 'right', exit: 3 },
  },
  {
    name: 'Quectel, DNS',
    log: `AT+QMTOPEN=0,"${HOST}",1883\nOK\n+QMTOPEN: 0,4\nAT+QMTCONN=0,"${ID}","${USER}","${PASSWORD}"\nERROR\n`,
    right: { stage: 'dns', by: 'Quectel', signature: 'right', exit: 0 },
  },
  {
    name: 'Neoway',
    log: `AT+MQTTCONNPARAM="${ID}","${USER}","${WRONG}"\nOK\nAT+MQTTCONN="${HOST}:1883",0,60\nERROR\n`,
    right: { stage: 'failed', by: 'Neoway', signature: 'wrong', exit: 3 },
  },
  {
    name: 'Fibocom',
    log: `AT+MQTTUSER=1,"${USER}","${PASSWORD}","${ID}"\nOK\nAT+MQTTOPEN=1,"${HOST}",1883,0,60\nOK\n+MQTTOPEN: 1,5\n`,
    right: { stage: 'unknown', signature: 'right', exit: 0 },
  },
  {
    name: 'u-blox failed',
    log: `AT+UMQTT=0,"${ID}"\nOK\nAT+UMQTT=4,"${USER}","${PASSWORD}"\nOK\nAT+UMQTTC=1\nOK\n+UUMQTTC: 1,0\nAT+UMQTTER\n+UMQTTER: 13,4\n`,
    right: { stage: 'failed', by: 'u-blox', signature: 'right', exit: 0 },
  },
  {
    name: 'u-blox SARA-R4, connected',
    log: `AT+UMQTT=0,"${ID}"\n+UMQTT: 0,1\nOK\nAT+UMQTT=4,"${USER}","${PASSWORD}"\n+UMQTT: 4,1\nOK\nAT+UMQTTC=1\n+UMQTTC: 1,1\n\nOK\n\n+UUMQTTC: 1,0\n`,
    right: { stage: 'connack', code: 0, by: 'u-blox', signature: 'right', exit: 0 },
  },
  {
    name: 'u-blox SARA-R5, connected',
    log: `AT+UMQTT=0,"${ID}"\nOK\nAT+UMQTT=4,"${USER}","${PASSWORD}"\nOK\nAT+UMQTTC=1\nOK\n+UUMQTTC: 1,1\n`,
    right: { stage: 'connack', code: 0, by: 'u-blox', signature: 'right', exit: 0 },
  },
  {
    name: 'RT-Thread kawaii log',
    log: `[I/ali-sdk] clientid: ${ID}\n[I/ali-sdk] username: ${USER}\n[I/ali-sdk] password: ${PASSWORD}\n[E/mqtt] MQTT connect failed! return code: 4\n`,
    right: { stage: 'connack', code: 4, signature: 'right', exit: 3 },
  },
  {
    name: 'kicked off later',
    log: fields(
      'CONNACK return code 0\nsubscribe ok\nconnection closed by server (session taken over)',
    ),
    right: { stage: 'closed', signature: 'right', exit: 0 },
  },
  {
    name: 'mqtt.js',
    log: `{ clientId: '${ID}', username: '${USER}', password: '${PASSWORD}' }\nError: Connection refused: Not authorized\n    at MqttClient._handleConnack (/app/node_modules/mqtt/lib/client.js:1039:15) {\n  code: 5\n}\n`,
    right: { stage: 'connack', code: 5, by: 'MQTT.js', signature: 'right', exit: 3 },
  },
  {
    name: 'mqtt.js reset',
    log: `{ clientId: '${ID}', username: '${USER}', password: '${PASSWORD}' }\nError: read ECONNRESET\n    at TCP.onStreamRead (node:internal/stream_base_commons:217:20) {\n  errno: -104,\n  code: 'ECONNRESET',\n  syscall: 'read'\n}\n`,
    right: { stage: 'connect', signature: 'right', exit: 0 },
  },
  {
    name: 'Qt',
    log: fields('QMqttClient error: QMqttClient::BadUsernameOrPassword', { password: WRONG }),
    right: { stage: 'connack', code: 4, signature: 'wrong', exit: 3 },
  },
  {
    name: 'MQTTX log',
    log: stamped(
      fields(
        '[ERROR] Connect fail, MQTT.js onError trigger, Error: Connection refused: Bad username or password',
      ),
    ),
    right: { stage: 'connack', code: 4, signature: 'right', exit: 3 },
  },
  {
    name: 'accepted, Chinese',
    log: fields('MQTT 连接成功，返回码：0'),
    right: { stage: 'connack', code: 0, signature: 'right', exit: 0 },
  },
  {
    name: 'Node-RED in Chinese',
    log: '30 Jul 18:14:16 - [info] [mqtt-broker:aliyun] 连接失败的服务器: boiler@mqtt://iot-as-mqtt.cn-shanghai.aliyuncs.com:1883\n',
    right: {
      stage: 'failed',
      breaks: ['host-without-product-key'],
      signature: 'unchecked',
      kind: 'incomplete',
      exit: 4,
    },
  },
  {
    name: 'lwIP',
    log: fields(
      'mqtt_connection_cb: Disconnected, reason: 5\nMQTT_CONNECT_REFUSED_NOT_AUTHORIZED_',
    ),
    right: { stage: 'connack', code: 5, signature: 'right', exit: 3 },
  },
  {
    name: 'MicroPython -2',
    log: `MQTTClient("${ID}", "${HOST}", 1883, "${USER}", "${PASSWORD}", keepalive=60)\nTraceback (most recent call last):\n  File "<stdin>", line 3, in <module>\n  File "umqtt/simple.py", line 67, in connect\nOSError: -2\n`,
    right: { stage: 'dns', signature: 'right', exit: 0 },
  },
  {
    name: 'CONNACK in a hex log with colons',
    log: fields('<< 20:02:00:04', { password: WRONG }),
    right: { stage: 'connack', code: 4, signature: 'wrong', exit: 3 },
  },
  {
    name: 'client ID masked',
    log: fields('rc=4', { id: ID.replace('q4Vn', '****') }),
    right: { stage: 'connack', code: 4, signature: 'unchecked', kind: 'masked', exit: 3 },
  },
  {
    name: 'Java, port closed',
    log: fields('MqttException (0) - java.net.ConnectException: Connection refused: connect'),
    right: { stage: 'tcp', signature: 'right', exit: 0 },
  },
  {
    name: 'Python on Windows, port closed',
    log: fields('ConnectionRefusedError: [WinError 10061] 由于目标计算机积极拒绝，无法连接。'),
    right: { stage: 'tcp', signature: 'right', exit: 0 },
  },
  {
    name: 'Go, port closed',
    log: fields('network Error : dial tcp 47.103.186.207:1884: connect: connection refused'),
    right: { stage: 'tcp', signature: 'right', exit: 0 },
  },
  {
    name: 'mqtt_client of Dart',
    log: fields(
      'client exception - mqtt-client::NoConnectionException: The maximum allowed connection attempts ({3}) were exceeded. The broker is not responding to the connection request message correctly The return code is MqttConnectReturnCode.notAuthorized',
    ),
    right: { stage: 'connack', code: 5, signature: 'right', exit: 3 },
  },
  {
    name: 'identifier in words',
    log: fields('Connection refused, identifier rejected'),
    right: { stage: 'connack', code: 2, signature: 'right', exit: 3 },
  },
  {
    name: 'Wi-Fi before MQTT',
    log: fields('WiFi 连接失败，重试\nWiFi connected\nMQTT connect ok'),
    right: { stage: 'connack', code: 0, signature: 'right', exit: 0 },
  },
  {
    name: 'closed by the server in Chinese',
    log: fields('返回码：0\n服务器主动断开连接'),
    right: { stage: 'closed', signature: 'right', exit: 0 },
  },
  {
    name: 'Quectel, two logins on one link',
    log: `AT+QMTOPEN=0,"${HOST}",1883\nOK\n+QMTOPEN: 0,0\nAT+QMTCONN=0,"${ID}","${USER}","${WRONG}"\nOK\n+QMTCONN: 0,0,4\nAT+QMTCONN=0,"${ID}","${USER}","${PASSWORD}"\nOK\n+QMTCONN: 0,0,0\n`,
    right: { stage: 'connack', code: 0, by: 'Quectel', signature: 'right', exit: 0 },
  },
];
