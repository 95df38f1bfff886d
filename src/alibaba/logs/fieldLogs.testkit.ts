/** Sign-in logs of firmware, modules and programs as engineers paste them, with their surroundings. */
import { accepted, at, of, refused } from './rightAnswers.testkit.ts';
import { signedDevice } from './signedDevice.testkit.ts';
import { SECRET, type Situation } from './situations.testkit.ts';

const {
  userName: USER,
  host: HOST,
  idOf,
  sign,
} = signedDevice({
  productKey: 'k0vDq8LsYzR',
  deviceName: 'cab-3F-19',
  hash: 'sha1',
  time: '1752000111222',
});

const ID = idOf(3);
const ID_TLS = idOf(2);
const PASSWORD = sign(SECRET);
const WRONG = sign('0f1c9a7be3d25086a1b7c3f9e08d6254x');

const fields = (after: string, { id = ID, password = PASSWORD } = {}): string =>
  `client_id = "${id}"\nuser = "${USER}"\npass = "${password}"\n${after}\n`;

const quectel = (after: string, { open = '+QMTOPEN: 0,0', id = ID } = {}): string =>
  `[14:02:11.031]发→◇AT+QMTCFG="keepalive",0,120\r\n[14:02:11.050]收←◆AT+QMTCFG="keepalive",0,120\r\r\nOK\r\n[14:02:12.031]发→◇AT+QMTOPEN=0,"${HOST}",1883\r\n[14:02:12.060]收←◆AT+QMTOPEN=0,"${HOST}",1883\r\r\nOK\r\n\r\n[14:02:12.491]收←◆${open}\r\n[14:02:13.031]发→◇AT+QMTCONN=0,"${id}","${USER}","${PASSWORD}"\r\n[14:02:13.062]收←◆AT+QMTCONN=0,"${id}","${USER}","${PASSWORD}"\r\r\nOK\r\n\r\n[14:02:13.391]收←◆${after}\r\n`;

const a7670 = (after: string): string =>
  `AT+CMQTTSTART\r\r\nOK\r\n\r\n+CMQTTSTART: 0\r\nAT+CMQTTACCQ=0,"${ID}"\r\r\nOK\r\nAT+CMQTTCONNECT=0,"tcp://${HOST}:1883",90,1,"${USER}","${PASSWORD}"\r\r\n${after}\r\n`;

const luatAt = (after: string): string =>
  `AT+MCONFIG="${ID}","${USER}","${PASSWORD}"\r\n\r\nOK\r\nAT+MIPSTART="${HOST}","1883"\r\n\r\nOK\r\n${after}\r\n`;

const espAt = (after: string): string =>
  `AT+MQTTUSERCFG=0,1,"x","${USER}","${PASSWORD}",0,0,""\r\n\r\nOK\r\nAT+MQTTCLIENTID=0,"${ID.replaceAll(',', '\\,')}"\r\n\r\nOK\r\nAT+MQTTCONN=0,"${HOST}",1883,0\r\n${after}\r\n`;

export const FIELD_LOGS: readonly Situation[] = [
  // Quectel.
  of('EC20, retransmission', quectel('+QMTCONN: 0,1'), at('connect', 'Quectel')),
  of('EC20, sending failed', quectel('+QMTCONN: 0,2'), at('connect', 'Quectel')),
  of(
    'EC20, retransmission and status',
    quectel('+QMTCONN: 0,1\r\n\r\n+QMTSTAT: 0,4'),
    at('connect', 'Quectel'),
  ),
  of('EC20, closed instead of an answer', quectel('+QMTSTAT: 0,1'), at('connect', 'Quectel')),
  of('BG96, not opened', quectel('ERROR', { open: '+QMTOPEN: 0,3' }), at('tcp', 'Quectel')),
  of('BC26, name', quectel('+CME ERROR: 767', { open: '+QMTOPEN: 0,4' }), at('dns', 'Quectel')),
  of('EC800, 4', quectel('+QMTCONN: 0,0,4'), refused(4, 'Quectel')),
  of('EC200, 3', quectel('+QMTCONN: 0,0,3'), refused(3, 'Quectel')),
  of('EC200, accepted', quectel('+QMTCONN: 0,0,0'), accepted('Quectel')),
  of(
    'EC200, published and closed',
    quectel(
      '+QMTCONN: 0,0,0\r\nAT+QMTPUBEX=0,0,0,0,"/t",5\r\n> hello\r\nOK\r\n+QMTPUBEX: 0,0,0\r\n+QMTSTAT: 0,1',
    ),
    at('closed', 'Quectel'),
  ),
  of(
    'EC20, subscription after the login',
    quectel('+QMTCONN: 0,0,0\r\nAT+QMTSUB=0,1,"/t",1\r\nOK\r\n+QMTSUB: 0,1,0,128'),
    accepted('Quectel'),
  ),
  // SIMCom.
  of('A7670, 4', a7670('OK\r\n\r\n+CMQTTCONNECT: 0,30'), refused(4, 'SIMCom')),
  of('A7670, no network', a7670('+CMQTTCONNECT: 0,7\r\n\r\nERROR'), at('tcp', 'SIMCom')),
  of('A7670, closed', a7670('OK\r\n\r\n+CMQTTCONNECT: 0,26'), at('connect', 'SIMCom')),
  of('A7670, name', a7670('OK\r\n\r\n+CMQTTCONNECT: 0,25'), at('dns', 'SIMCom')),
  of(
    'A7670, accepted and lost',
    a7670('OK\r\n\r\n+CMQTTCONNECT: 0,0\r\n+CMQTTCONNLOST: 0,3'),
    at('closed', 'SIMCom'),
  ),
  of('A7670, rejected by AT', a7670('ERROR'), at('failed', 'SIMCom')),
  // Air724, Air780.
  of(
    'Air724, connected',
    luatAt('CONNECT OK\r\nAT+MCONNECT=1,60\r\n\r\nOK\r\n\r\nCONNACK OK'),
    accepted('Air AT'),
  ),
  of(
    'Air724, refused',
    luatAt('CONNECT OK\r\nAT+MCONNECT=1,60\r\n\r\nOK\r\n\r\nCONNACK FAIL 5'),
    refused(5, 'Air AT'),
  ),
  of('Air724, TCP', luatAt('CONNECT FAIL'), at('tcp', 'Air AT')),
  of(
    'Air724, closed',
    luatAt('CONNECT OK\r\nAT+MCONNECT=1,60\r\n\r\nOK\r\n\r\nCLOSED'),
    at('connect', 'Air AT'),
  ),
  of(
    'Air780, LuatOS, conack',
    fields('[2024-11-20 10:11:12.123] luat:I/mqtt mqtt_conack 0x04\nD/mqtt CONACK 0x04'),
    refused(4, 'LuatOS'),
  ),
  of(
    'LuatOS, socket',
    fields('I/user.mqtt\tevent\terror\tconnect\t-1\nD/net connect failed, dns: -1'),
    at('failed'),
  ),
  of(
    'LuatOS, event',
    fields('I/user.mqtt\tevent\tconack\tmqtt_client: 0C1234'),
    accepted('LuatOS'),
  ),
  // Fibocom, ML307, Neoway, MeiG.
  of(
    'Fibocom L610, 1,1',
    `AT+MQTTUSER=1,"${USER}","${PASSWORD}","${ID}"\r\nOK\r\nAT+MQTTOPEN=1,"${HOST}",1883,0,60\r\nOK\r\n\r\n+MQTTOPEN: 1,1\r\n`,
    accepted('Fibocom'),
  ),
  of(
    'Fibocom L610, failure',
    `AT+MQTTUSER=1,"${USER}","${PASSWORD}","${ID}"\r\nOK\r\nAT+MQTTOPEN=1,"${HOST}",1883,0,60\r\nOK\r\n\r\n+MQTTOPEN: 1,0\r\n`,
    at('failed', 'Fibocom'),
  ),
  of(
    'Fibocom L610, lost',
    `AT+MQTTUSER=1,"${USER}","${PASSWORD}","${ID}"\r\nOK\r\nAT+MQTTOPEN=1,"${HOST}",1883,0,60\r\nOK\r\n\r\n+MQTTOPEN: 1,1\r\n\r\n+MQTTBREAK: 1,7\r\n`,
    at('closed', 'Fibocom'),
  ),
  of(
    'ML307, refused',
    `AT+MQTTCFG="keepalive",0,60\r\nOK\r\nAT+MQTTCONN=0,"${HOST}",1883,"${ID}","${USER}","${PASSWORD}"\r\nOK\r\n+MQTTURC: "conn",0,3\r\n`,
    { stage: 'connack', signature: 'right', exit: 3 },
  ),
  of(
    'ML307, accepted',
    `AT+MQTTCONN=0,"${HOST}",1883,"${ID}","${USER}","${PASSWORD}"\r\nOK\r\n\r\n+MQTTURC: "conn",0,0\r\n`,
    accepted(),
  ),
  of(
    'ML307, +CME',
    `AT+MQTTCONN=0,"${HOST}",1883,"${ID}","${USER}","${PASSWORD}"\r\n+CME ERROR: 602\r\n`,
    at('at'),
  ),
  // ESP-AT.
  of('ESP-AT, retries', espAt('+MQTTDISCONNECTED:0\r\n\r\nERROR'), at('failed', 'ESP-AT')),
  of('ESP-AT, busy', espAt('busy p...\r\n\r\n+MQTTDISCONNECTED:0'), at('failed', 'ESP-AT')),
  of(
    'ESP-AT, connected and lost',
    espAt(`+MQTTCONNECTED:0,1,"${HOST}","1883","",1\r\n\r\nOK\r\n+MQTTDISCONNECTED:0`),
    at('closed', 'ESP-AT'),
  ),
  // ESP-IDF and Arduino.
  of(
    'ESP-IDF, identifier',
    fields(
      'W (3021) mqtt_client: Connection refused, Client ID rejected\nE (3031) MQTT_EXAMPLE: MQTT_EVENT_ERROR\nI (3031) MQTT_EXAMPLE: Connection refused error: 0x2',
    ),
    refused(2, 'esp-mqtt'),
  ),
  of(
    'ESP-IDF, not authorised',
    fields(
      '\u001b[0;33mW (5102) mqtt_client: Connection refused, not authorized\u001b[0m\n\u001b[0;32mI (5112) MQTT_EXAMPLE: MQTT_EVENT_ERROR\u001b[0m\n\u001b[0;31mE (5120) mqtt_client: MQTT connect failed\u001b[0m',
    ),
    refused(5, 'esp-mqtt'),
  ),
  of(
    'ESP-IDF, DNS',
    fields(
      "E (8123) esp-tls: couldn't get hostname for :" +
        HOST +
        ': getaddrinfo() returns 202, addrinfo=0x0\nE (8130) transport_base: Failed to open a new connection: 32769\nE (8140) mqtt_client: Error transport connect',
    ),
    at('dns'),
  ),
  of(
    'ESP-IDF, reset by peer',
    fields(
      'E (9001) transport_base: tcp_read error, errno=Connection reset by peer\nE (9011) mqtt_client: esp_mqtt_connect: mqtt_message_receive() returned -1\nE (9021) mqtt_client: MQTT connect failed',
    ),
    at('connect'),
  ),
  of(
    'ESP-IDF, errno 119',
    fields(
      'E (4000) transport_base: tcp_connect error, errno=Connection already in progress\nE (4001) esp-tls: [sock=54] connect() error: Host is unreachable\nE (4002) mqtt_client: Error transport connect',
    ),
    at('tcp'),
  ),
  of(
    'ESP-IDF, disconnected after connection',
    fields(
      'I (6000) MQTT_EXAMPLE: MQTT_EVENT_CONNECTED\nI (6020) MQTT_EXAMPLE: sent subscribe successful, msg_id=22\nE (9000) transport_base: poll_read select error 113, errno = Software caused connection abort, fd = 54\nI (9010) MQTT_EXAMPLE: MQTT_EVENT_DISCONNECTED',
    ),
    at('closed'),
  ),
  of(
    'Arduino, rc=4',
    fields('Attempting MQTT connection...failed, rc=4 try again in 5 seconds'),
    refused(4, 'PubSubClient'),
  ),
  of(
    'Arduino, rc=-4',
    fields(
      'WiFi connected\nIP address: \n192.168.1.33\nAttempting MQTT connection...failed, rc=-4 try again in 5 seconds',
    ),
    { ...at('connect', 'PubSubClient'), breaks: ['keep-alive-default'] },
  ),
  of(
    'Arduino in Chinese, state',
    fields('WiFi 连接成功\n正在连接 MQTT 服务器...\nMQTT 连接失败，状态码 = 5，5 秒后重试'),
    refused(5),
  ),
  of(
    'Arduino in Chinese, Wi-Fi only',
    fields('WiFi 连接成功\nIP 地址：192.168.1.8\n'),
    at(undefined),
  ),
  of(
    'EspMQTTClient',
    fields(
      'MQTT: Connecting to broker "' +
        HOST +
        '" with client name "x" ... (3.2s)\nMQTT: unable to connect, reason: Not authorized (MQTT_CONNECT_UNAUTHORIZED)',
    ),
    refused(5),
  ),
  of(
    'AliyunIoTSDK for Arduino',
    fields('MQTT Connecting ...\nMQTT Connect err:-2'),
    at('tcp', 'PubSubClient'),
  ),
  of('espMqttClient', fields('Disconnected from MQTT: 4.'), refused(4)),
  // Vendor SDKs.
  of(
    'Link SDK C 4, DNS',
    `[1752000111.222][LK-0313] MQTT user calls aiot_mqtt_connect api, connect\n[1752000111.222][LK-0317] ${USER}\n[1752000111.222][LK-0318] ${PASSWORD.toUpperCase()}\n[1752000111.222][LK-0319] ${ID_TLS}\nestablish mbedtls connection with server(host='${HOST}', port=[443])\ngetaddrinfo error, res: -3, errno: 11\naiot_mqtt_connect failed: -0x0F0B\n`,
    at('dns'),
  ),
  of(
    'Link SDK C 4, mqtt basic demo in Chinese',
    `[1752000111.222][LK-0317] ${USER}\n[1752000111.222][LK-0318] ${PASSWORD.toUpperCase()}\n[1752000111.222][LK-0319] ${ID_TLS}\n[1752000111.902][LK-0305] MQTT connect failed, not authorized\naiot_mqtt_connect failed: -0x0305\n尝试建立与云平台的连接失败\n`,
    refused(5, 'Link SDK'),
  ),
  of(
    'IoT Kit 3, -35',
    fields(
      '[inf] iotx_mc_connect(2449): mqtt connect...\n[err] iotx_mc_handle_recv_CONNACK(1310): recvConnack failed(-35)\n[err] iotx_mc_connect(2464): connect failed',
    ),
    refused(4),
  ),
  of(
    'Link SDK Node',
    fields(
      'Error: Connection refused: Bad username or password\n    at MqttClient._handleConnack (/home/pi/node_modules/mqtt/lib/client.js:1127:15) {\n  code: 4\n}',
      { password: WRONG },
    ),
    { ...refused(4, 'MQTT.js'), signature: 'wrong' },
  ),
  of(
    'Link SDK Android, no route',
    fields(
      'E/PersistentNet: connect onFailure, exceptionjava.net.NoRouteToHostException: No route to host',
    ),
    at('tcp'),
  ),
  of(
    'Android, network',
    fields(
      'W/MqttConnection: connectLost\nD/LinkKit: onDisconnected: Unable to resolve host "' +
        HOST +
        '": No address associated with hostname',
    ),
    at('dns'),
  ),
  of(
    'Android service, code',
    fields('E/MqttService: connect fail, call back failed\nMqttException: 无权连接 (5)'),
    refused(5, 'Paho Java'),
  ),
  // Paho.
  of('Paho Python 2', fields('Connected with result code Not authorized'), refused(5)),
  of('Paho Python, 3', fields('Connected with result code 3'), refused(3)),
  of(
    'Paho Python, refused port',
    fields(
      '  File "/usr/lib/python3.11/socket.py", line 833, in create_connection\n    raise exceptions[0]\nConnectionRefusedError: [Errno 61] Connection refused',
    ),
    at('tcp'),
  ),
  of(
    'Paho Python on Windows',
    fields('ConnectionRefusedError: [WinError 10061] 由于目标计算机积极拒绝，无法连接。'),
    at('tcp'),
  ),
  of(
    'Paho Python on Windows, name',
    fields('socket.gaierror: [Errno 11001] getaddrinfo failed'),
    at('dns'),
  ),
  of(
    'Paho Python on Windows, timeout',
    fields(
      'TimeoutError: [WinError 10060] 由于连接方在一段时间后没有正确答复或连接的主机没有反应，连接尝试失败。',
    ),
    at('tcp'),
  ),
  of(
    'Paho Python on Windows, reset',
    fields('ConnectionResetError: [WinError 10054] 远程主机强迫关闭了一个现有的连接。'),
    at('connect'),
  ),
  of(
    'Paho Java, trace in English',
    fields(
      'Connection lost (32109) - java.io.EOFException\n\tat org.eclipse.paho.client.mqttv3.internal.CommsReceiver.run(CommsReceiver.java:181)\nCaused by: java.io.EOFException',
    ),
    at('connect'),
  ),
  of(
    'Paho Java in Chinese, broker',
    fields(
      'reason 3\nmsg 代理程序不可用\nloc 代理程序不可用\ncause null\nexcep 代理程序不可用 (3)',
    ),
    refused(3, 'Paho Java'),
  ),
  of(
    'Paho Java, example',
    fields(
      'reason 5\nmsg Not authorized to connect\nloc Not authorized to connect\ncause null\nexcep Not authorized to connect (5)',
    ),
    refused(5, 'Paho Java'),
  ),
  of('Paho C, asynchronous', fields('Connect failed, rc 4'), refused(4)),
  of(
    'Paho C, 5 with text',
    fields('Connect failed, rc 5, message CONNACK return code'),
    refused(5),
  ),
  of(
    'Paho embedded',
    fields('Connecting to ' + HOST + ' 1883\nConnected 4\nSubscribing to /t\nSubscribed -1'),
    refused(4),
  ),
  of(
    'Paho JavaScript in a page',
    fields('Connection failed: AMQJS0011E Invalid state not connected.'),
    at('failed'),
  ),
  // MQTT.js and programs of it.
  of(
    'MQTT.js 5, not authorised',
    fields(
      'ErrorWithReasonCode: Connection refused: Not authorized\n    at handleConnack (/srv/node_modules/mqtt/build/lib/handlers/connack.js:36:23) {\n  code: 5\n}',
    ),
    refused(5, 'MQTT.js'),
  ),
  of(
    'MQTT.js 5, aggregate',
    fields('AggregateError [ECONNREFUSED]: \n    at internalConnectMultiple (node:net:1116:18)'),
    at('tcp'),
  ),
  of(
    'MQTT.js, offline and close',
    fields('close\noffline\nreconnect\nclose\noffline'),
    at(undefined),
  ),
  of(
    'Node-RED, refused',
    fields(
      '20 Nov 10:15:23 - [info] [mqtt-broker:aliyun] Connection failed to broker: ' +
        ID +
        '@mqtt://' +
        HOST +
        ':1883',
    ),
    at('failed', 'Node-RED'),
  ),
  of(
    'Node-RED in Chinese',
    fields(
      '20 Nov 10:15:23 - [info] [mqtt-broker:aliyun] 连接失败到服务器：' +
        ID +
        '@mqtt://' +
        HOST +
        ':1883',
    ),
    at('failed'),
  ),
  of(
    'Node-RED, connected and lost',
    fields(
      '20 Nov 10:15:23 - [info] [mqtt-broker:aliyun] Connected to broker: x@mqtt://' +
        HOST +
        ':1883\n20 Nov 10:15:53 - [info] [mqtt-broker:aliyun] Disconnected from broker: x@mqtt://' +
        HOST +
        ':1883',
    ),
    at('closed'),
  ),
  of(
    'MQTTX in Chinese, time out',
    fields('[2024-11-20 10:11:12] [ERROR] MQTTX 客户端连接失败, Error: connack timeout'),
    at('connect', 'MQTT.js'),
  ),
  // Mosquitto, Home Assistant.
  of(
    'mosquitto_sub -d',
    `mosquitto_sub -d -h ${HOST} -p 1883 -i '${ID}' -u '${USER}' -P '${PASSWORD}' -t '/t'\nClient ${ID} sending CONNECT\nClient ${ID} received CONNACK (5)\nConnection error: Connection Refused: not authorised.\nClient ${ID} sending DISCONNECT\n`,
    refused(5, 'Mosquitto'),
  ),
  of(
    'mosquitto_sub -d, accepted',
    `mosquitto_sub -d -h ${HOST} -p 1883 -i '${ID}' -u '${USER}' -P '${PASSWORD}' -t '/t'\nClient ${ID} sending CONNECT\nClient ${ID} received CONNACK (0)\nClient ${ID} sending SUBSCRIBE (Mid: 1, Topic: /t, QoS: 0, Options: 0x00)\nClient ${ID} received SUBACK\nSubscribed (mid: 1): 128\nAll subscription requests were denied.\n`,
    accepted(),
  ),
  of(
    'mosquitto_pub -d, unanswered',
    `mosquitto_pub -d -h ${HOST} -p 1883 -i '${ID}' -u '${USER}' -P '${PASSWORD}' -t '/t' -m x\nClient ${ID} sending CONNECT\nClient ${ID} sending CONNECT\nError: The connection was lost.\n`,
    at('connect'),
  ),
  of(
    'Home Assistant 2024',
    fields(
      '2024-11-20 10:11:12.123 ERROR (MainThread) [homeassistant.components.mqtt.client] Unable to connect to the MQTT broker: Bad user name or password',
    ),
    refused(4),
  ),
  of(
    'Home Assistant, return code',
    fields(
      'ERROR (paho-mqtt-client-) [homeassistant.components.mqtt.client] Unable to connect to the MQTT broker: Connection Refused: not authorised.',
    ),
    refused(5),
  ),
  of(
    'Home Assistant, refused port',
    fields('Failed to connect to MQTT server due to exception: [Errno 111] Connection refused'),
    at('tcp'),
  ),
  // RTOS.
  of(
    'RT-Thread, Paho',
    fields(
      "[D/MQTT] ipv4 address port: 1883\n[D/MQTT] HOST =  '" +
        HOST +
        "'\n[E/MQTT] Connect return code error: 5!\n[W/MQTT] MQTT error, restart!",
    ),
    refused(5),
  ),
  of('RT-Thread, connack -1', fields('[E/mqtt] MQTTConnect failed, connect_rc = -1'), at('failed')),
  of('RT-Thread, uMQTT', fields('[E/umqtt] connect ack failed, ret: 4'), refused(4)),
  of(
    'Zephyr, -113',
    fields('[00:00:03.120,000] <err> net_mqtt_publisher_sample: mqtt_connect -113'),
    at('tcp'),
  ),
  of(
    'Zephyr, CONNACK',
    fields('[00:00:05.420,000] <err> net_mqtt_publisher_sample: MQTT connect failed 4'),
    refused(4),
  ),
  of('Zephyr, result', fields('<err> mqtt_helper: MQTT_EVT_CONNACK, error: 5'), refused(5)),
  of(
    'FreeRTOS coreMQTT',
    fields(
      '[ERROR] [MQTT] [core_mqtt.c:2145] CONNACK recv failed with status = MQTTNoDataAvailable.',
    ),
    at('connect'),
  ),
  of(
    'FreeRTOS coreMQTT, identifier',
    fields('[ERROR] [MQTT] Connection refused: Client identifier not allowed.'),
    refused(2),
  ),
  of(
    'W5500, socket',
    fields('W5500 init ok\nsocket connect failed, ret = -4\nTCP connect fail'),
    at('tcp'),
  ),
  of('W5500, CONNACK', fields('W5500 DHCP OK\nMQTT connect ret: 4'), refused(4)),
  of('HiSilicon Hi3861', fields('MQTTConnect: rc = 5\nConnecting to broker failed!'), refused(5)),
  of('OpenHarmony, Paho', fields('Unable to connect, rc=[-1]'), at('failed')),
  // Other languages.
  of('rumqttc, refused', fields('Error = ConnectionRefused(NotAuthorized)'), refused(5, 'rumqttc')),
  of(
    'rumqttc, bad password',
    fields('Poll error = ConnectionRefused(BadUserNamePassword)', { password: WRONG }),
    { ...refused(4, 'rumqttc'), signature: 'wrong' },
  ),
  of(
    'rumqttc, io',
    fields('Error = Io(Os { code: 111, kind: ConnectionRefused, message: "Connection refused" })'),
    at('tcp'),
  ),
  of(
    'rumqttc, closed',
    fields(
      'Error = MqttState(ConnectionAborted)\nError = MqttState(Io(Custom { kind: ConnectionAborted, error: "connection closed by peer" }))',
    ),
    at('connect'),
  ),
  of(
    'Paho Go, credentials',
    fields('panic: bad user name or password\n\ngoroutine 1 [running]:'),
    refused(4),
  ),
  of(
    'Paho Go, not authorised',
    fields('2024/11/20 10:11:12 connect failed: not Authorized'),
    refused(5),
  ),
  of('Paho Go, name', fields(`network Error : dial tcp: lookup ${HOST}: no such host`), at('dns')),
  of(
    'Paho Go, timeout',
    fields('network Error : dial tcp 47.103.186.207:1883: i/o timeout'),
    at('tcp'),
  ),
  of(
    'MQTTnet, refused',
    fields(
      'MQTTnet.Adapter.MqttConnectingFailedException: Connecting with MQTT server failed (BadUserNameOrPassword).',
      { password: WRONG },
    ),
    { ...refused(4), signature: 'wrong' },
  ),
  of(
    'MQTTnet, not authorised',
    fields('Connecting with MQTT server failed (NotAuthorized).'),
    refused(5),
  ),
  of(
    'MQTTnet, TCP',
    fields(
      'MQTTnet.Exceptions.MqttCommunicationException: Error while connecting with host.\n ---> System.Net.Sockets.SocketException (10060): 由于连接方在一段时间后没有正确答复或连接的主机没有反应，连接尝试失败。',
    ),
    at('tcp'),
  ),
  of(
    'MQTTnet, timeout',
    fields('MQTTnet.Exceptions.MqttCommunicationTimedOutException: The operation has timed out.'),
    at('failed'),
  ),
  of('Qt', fields('QMqttClient::error 5 QMqttClient::NotAuthorized'), refused(5)),
  of('Qt, state', fields('MQTT error: QMqttClient::BadUsernameOrPassword'), refused(4)),
  of('LabVIEW in Chinese', fields('MQTT 连接被拒绝：返回码 0x05，未授权'), refused(5)),
  of('PLC in Chinese', fields('MQTT连接失败，服务器返回：用户名或密码错误(4)'), refused(4)),
  of('DTU in Chinese', fields('【DTU】域名解析失败，10秒后重试'), at('dns')),
  of(
    'Gateway in Chinese, lost',
    fields('已连接到 MQTT 服务器\n与服务器的连接已断开，原因：网络异常'),
    at('closed'),
  ),
];
