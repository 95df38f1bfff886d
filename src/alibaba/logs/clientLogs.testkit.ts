/** Sign-in logs of further client libraries, gateways and modules, in the words of their own sources. */
import { accepted, at, of, type Right, refused } from './rightAnswers.testkit.ts';
import { signedDevice } from './signedDevice.testkit.ts';
import { SECRET, type Situation } from './situations.testkit.ts';

const {
  userName: USER,
  host: HOST,
  idOf,
  sign,
} = signedDevice({
  productKey: 'h9Tw3XbQk5E',
  deviceName: 'meter-0042',
  hash: 'sha256',
  time: '1740009998877',
});

const ID = idOf(3);
const ID_TLS = idOf(2);
const PASSWORD = sign(SECRET);
const WRONG = sign('a secret with one mistake');

const fields = (after: string, { id = ID, password = PASSWORD } = {}): string =>
  `clientId : ${id}\nusername : ${USER}\npassword : ${password}\n${after}\n`;

const WRONG_4: Right = { ...refused(4), signature: 'wrong' };

const linkSdk = (after: string, password = PASSWORD): string =>
  `[1740009998.877][LK-0313] MQTT user calls aiot_mqtt_connect api, connect\n[1740009998.877][LK-0317] ${USER}\n[1740009998.877][LK-0318] ${password.toUpperCase()}\n[1740009998.877][LK-0319] ${ID_TLS}\nestablish mbedtls connection with server(host='${HOST}', port=[443])\nsuccess to establish tcp, fd=3\nlocal port: 52110\n${after}\n`;

const bc26 = (after: string): string =>
  `AT+QMTOPEN=0,"${HOST}",1883\r\nOK\r\n\r\n+QMTOPEN: 0,0\r\nAT+QMTCONN=0,"${ID}","${USER}","${PASSWORD}"\r\nOK\r\n\r\n${after}\r\n`;

const sim7600 = (after: string): string =>
  `AT+CMQTTSTART\r\nOK\r\n\r\n+CMQTTSTART: 0\r\nAT+CMQTTACCQ=0,"${ID}",0\r\nOK\r\nAT+CMQTTCONNECT=0,"tcp://${HOST}:1883",60,1,"${USER}","${PASSWORD}"\r\nOK\r\n\r\n${after}\r\n`;

const espAt = (after: string): string =>
  `AT+MQTTUSERCFG=0,1,"NULL","${USER}","${PASSWORD}",0,0,""\r\n\r\nOK\r\nAT+MQTTCLIENTID=0,"${ID.replaceAll(',', '\\,')}"\r\n\r\nOK\r\nAT+MQTTCONN=0,"${HOST}",1883,0\r\n${after}\r\n`;

export const CLIENT_LOGS: readonly Situation[] = [
  of(
    'Link SDK C, closed during the handshake',
    linkSdk('[1740009999.020][LK-1000] mbedtls_ssl_handshake error, res: -0x7280'),
    at('tls'),
  ),
  of(
    'Link SDK C, wrong secret in words and code',
    linkSdk(
      '[1740009999.220][LK-1000] success to establish mbedtls connection, fd = 3(cost 45638 bytes in total, max used 48306 bytes)\n[1740009999.301][LK-0304] bad username or password\naiot_mqtt_connect failed: -0x0304\r\nplease check variables like mqtt_host, produt_key, device_name, device_secret in demo',
      WRONG,
    ),
    { ...WRONG_4, by: 'Link SDK' },
  ),
  of(
    'IoT Kit C 3, time out',
    fields(
      '[err] iotx_mc_connect(2035): wait connect ACK timeout, or receive a ACK indicating error!\n[err] wrapper_mqtt_connect(2834): failed',
    ),
    at('failed', 'IoT Kit'),
  ),
  of(
    'Paho C++, exception of CONNACK',
    fields(
      "terminate called after throwing an instance of 'mqtt::exception'\n  what():  MQTT error [5]: CONNACK return code",
    ),
    refused(5),
  ),
  of(
    'Paho C++, code 4',
    fields('Error: MQTT error [4]: CONNACK return code', { password: WRONG }),
    WRONG_4,
  ),
  of(
    'Paho C synchronous, words after the code',
    fields('MQTTClient_connect: Connection failed with return code 5 (Not authorized)'),
    refused(5),
  ),
  of(
    'Paho Java, reset after the connection',
    fields('Connected\nConnection lost (32109) - java.net.SocketException: Connection reset'),
    at('closed', 'Paho Java'),
  ),
  of(
    'Paho Java, no answer',
    fields('Timed out waiting for a response from the server (32000)'),
    at('connect', 'Paho Java'),
  ),
  of('Paho Java, broker unavailable', fields('Broker unavailable (3)'), refused(3, 'Paho Java')),
  of(
    'mqtt-spy, security exception',
    fields('org.eclipse.paho.client.mqttv3.MqttSecurityException: Bad user name or password (4)', {
      password: WRONG,
    }),
    { ...WRONG_4, by: 'Paho Java' },
  ),
  of('Paho Python, no route', fields('OSError: [Errno 113] No route to host'), at('tcp')),
  of(
    'Paho Python, TLS cut off',
    fields('ssl.SSLEOFError: EOF occurred in violation of protocol (_ssl.c:1129)', { id: ID_TLS }),
    at('tls'),
  ),
  of(
    'Paho Python, identifier',
    fields('Connected with result code Client identifier not valid'),
    refused(2),
  ),
  of(
    'Paho Python, lost after success',
    fields('Connected with result code 0\nUnexpected disconnection. rc=7'),
    at('closed'),
  ),
  of(
    'Paho Python, lost without an answer',
    fields('Disconnected with result code: 7'),
    at('failed'),
  ),
  of(
    'aiomqtt',
    fields('aiomqtt.exceptions.MqttCodeError: [code:135] Not authorized'),
    refused(0x87),
  ),
  of('gmqtt', fields('[CONNACK] 0x5\nWARNING:gmqtt.mqtt.handler:[CONNACK] 0x5'), refused(5)),
  of('amqtt', fields("WARNING | Connection rejected with code '5'"), refused(5)),
  of(
    'mosquitto_pub, time out',
    `mosquitto_pub -h ${HOST} -p 1883 -i '${ID}' -u '${USER}' -P '${PASSWORD}' -t a -m b\nError: Connection timed out\n`,
    at('tcp'),
  ),
  of(
    'mosquitto_pub, no route',
    `mosquitto_pub -h ${HOST} -p 1883 -i '${ID}' -u '${USER}' -P '${PASSWORD}' -t a -m b\nError: No route to host\n`,
    at('tcp'),
  ),
  of(
    'mosquitto_sub, certificate',
    `mosquitto_sub -h ${HOST} -p 1883 -i '${ID_TLS}' -u '${USER}' -P '${PASSWORD}' --cafile root.crt -t a\nOpenSSL Error[0]: error:0A000086:SSL routines::certificate verify failed\nError: A TLS error occurred.\n`,
    at('tls'),
  ),
  of(
    'mosquitto_sub, identifier',
    `mosquitto_sub -h ${HOST} -p 1883 -i '${ID}' -u '${USER}' -P '${PASSWORD}' -t a\nConnection error: Connection Refused: identifier rejected.\n`,
    refused(2),
  ),
  of(
    'MQTTX CLI, no answer',
    `mqttx sub -h ${HOST} -p 1883 -i '${ID}' -u '${USER}' -P '${PASSWORD}' -t a\n…  Connecting...\n✖  Error: connack timeout\n`,
    at('connect', 'MQTT.js'),
  ),
  of(
    'MQTTX, TLS',
    fields(
      '[ERROR] Connect fail, MQTT.js onError trigger, Error: self signed certificate in certificate chain',
      {
        id: ID_TLS,
      },
    ),
    at('tls'),
  ),
  of(
    'MQTT.js over WebSocket, status',
    fields(
      'Error: Unexpected server response: 400\n    at ClientRequest.<anonymous> (/app/node_modules/ws/lib/websocket.js:913:7)',
    ),
    at('websocket'),
  ),
  of('MQTT.js, time out of TCP', fields('Error: connect ETIMEDOUT 47.103.186.207:1883'), at('tcp')),
  of(
    'PubSubClient, state in words',
    fields('[MQTT] Connection failed, state: 5 (MQTT_CONNECT_UNAUTHORIZED)'),
    refused(5),
  ),
  of(
    'PubSubClient, name alone',
    fields('MQTT state: MQTT_CONNECT_BAD_CREDENTIALS', { password: WRONG }),
    WRONG_4,
  ),
  of('PubSubClient, name of -2', fields('MQTT state: MQTT_CONNECT_FAILED'), at('tcp')),
  of('AsyncMqttClient', fields('Disconnected from MQTT. Reason: 5'), refused(5)),
  of('ArduinoMqttClient', fields('MQTT connection failed! Error code = 5'), refused(5)),
  of(
    'ArduinoMqttClient, refused port',
    fields('MQTT connection failed! Error code = -2'),
    at('tcp'),
  ),
  of('Tasmota', fields(`MQT: Connect failed to ${HOST}:1883, rc 5. Retry in 10 sec`), refused(5)),
  of('ESPHome', fields('[W][mqtt:155]: MQTT Disconnected: Not authorized.'), refused(5)),
  of('NodeMCU', fields('failed reason: 4', { password: WRONG }), WRONG_4),
  of('Zephyr', fields('<err> mqtt_sample: MQTT connect failed 5'), refused(5)),
  of(
    'coreMQTT',
    fields(
      '[ERROR] [MQTT] Connection refused: bad user name or password.\n[ERROR] [MQTT] CONNACK recv failed with status = MQTTServerRefused.',
      {
        password: WRONG,
      },
    ),
    WRONG_4,
  ),
  of('MQTT-C', fields('error: MQTT_ERROR_CONNECTION_REFUSED'), {
    stage: 'connack',
    signature: 'right',
    exit: 3,
  }),
  of('Mongoose', fields('1a2b 1 mqtt.c:512:mqtt_cb MQTT auth failed, code 5'), refused(5)),
  of(
    'HiveMQ, MQTT 5',
    fields(
      'com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5ConnAckException: CONNECT failed as CONNACK contained an Error Code: NOT_AUTHORIZED.',
    ),
    refused(0x87),
  ),
  of(
    'CocoaMQTT',
    fields('[CocoaMQTT] didConnectAck: badUsernameOrPassword', { password: WRONG }),
    WRONG_4,
  ),
  of(
    'Home Assistant',
    fields(
      'ERROR (MainThread) [homeassistant.components.mqtt.client] Unable to connect to the MQTT broker: Not authorized',
    ),
    refused(5),
  ),
  of(
    'Home Assistant, name',
    fields(
      'Failed to connect to MQTT server due to exception: [Errno -2] Name or service not known',
    ),
    at('dns'),
  ),
  of(
    'Zigbee2MQTT',
    fields('error: z2m: MQTT failed to connect, exiting... (Connection refused: Not authorized)'),
    refused(5),
  ),
  of(
    'M2Mqtt',
    fields(
      'uPLibrary.Networking.M2Mqtt.Exceptions.MqttConnectionException: Exception connecting to the broker ---> System.Net.Sockets.SocketException: A connection attempt failed because the connected party did not properly respond after a period of time',
    ),
    at('tcp'),
  ),
  of(
    'Wireshark',
    fields(
      'MQ Telemetry Transport Protocol, Connect Ack\n    Return Code: Connection Refused: not authorized (5)',
    ),
    refused(5),
  ),
  of(
    'tcpdump -x',
    fields(
      '\t0x0000:  4500 002c 0000 4000 3306 0000 2f67 bacf\n\t0x0010:  0a00 0005 075b c350 0000 0001 0000 0001\n\t0x0020:  5018 00e5 0000 0000 2002 0005',
    ),
    refused(5),
  ),
  of('BC26, 0,0,5', bc26('+QMTCONN: 0,0,5'), refused(5, 'Quectel')),
  of('BC26, retransmission', bc26('+QMTCONN: 0,1'), at('connect', 'Quectel')),
  of(
    'BC26, accepted and closed',
    bc26('+QMTCONN: 0,0,0\r\n\r\n+QMTSTAT: 0,1'),
    at('closed', 'Quectel'),
  ),
  of('SIM7600, 31', sim7600('+CMQTTCONNECT: 0,31'), refused(5, 'SIMCom')),
  of(
    'SIM7600, lost',
    sim7600('+CMQTTCONNECT: 0,0\r\n\r\n+CMQTTCONNLOST: 0,1'),
    at('closed', 'SIMCom'),
  ),
  of(
    'ESP-AT, accepted',
    espAt(`+MQTTCONNECTED:0,1,"${HOST}","1883","",0\r\n\r\nOK`),
    accepted('ESP-AT'),
  ),
  of('ESP-AT, code of an error', espAt('ERR CODE:0x010b0000\r\n\r\nERROR'), at('failed', 'ESP-AT')),
  of(
    'SIM800, CONNACK in bytes',
    fields(
      `AT+CIPSTART="TCP","${HOST}","1883"\r\nOK\r\n\r\nCONNECT OK\r\nAT+CIPSEND\r\n> \r\nSEND OK\r\n20 02 00 04`,
      { password: WRONG },
    ),
    WRONG_4,
  ),
  of(
    'SIM800, TCP fails',
    fields(`AT+CIPSTART="TCP","${HOST}","1883"\r\nOK\r\n\r\nSTATE: TCP CLOSED\r\n\r\nCONNECT FAIL`),
    at('tcp'),
  ),
  of(
    'M5310',
    `AT+MQTTCFG="${HOST}",1883,"${ID}",60,"${USER}","${PASSWORD}",1,0\r\nOK\r\nAT+MQTTOPEN=1,1,0,0,0,"",""\r\nOK\r\n\r\n+MQTTOPEN:FAIL\r\n`,
    at('failed'),
  ),
  of(
    'M5310, accepted',
    `AT+MQTTCFG="${HOST}",1883,"${ID}",60,"${USER}","${PASSWORD}",1,0\r\nOK\r\nAT+MQTTOPEN=1,1,0,0,0,"",""\r\nOK\r\n\r\n+MQTTOPEN:OK\r\n`,
    accepted(),
  ),
  of(
    'Paho Python, disconnected by itself',
    fields('Connected with result code 0\nDisconnected with result code 0'),
    at('closed'),
  ),
  of(
    'Paho Python, protocol',
    fields('Connected with result code Unsupported protocol version'),
    refused(1),
  ),
  of(
    'PubSubClient, name of a time out',
    fields('MQTT state: MQTT_CONNECTION_TIMEOUT'),
    at('connect'),
  ),
  of('NodeMCU, name', fields('failed reason: -3'), at('dns')),
  of('a version after a code', fields('MQTT connect failed, rc=5.1.2'), at('failed')),
  of('a code after words of many libraries', fields('Connection refused: not authorized (5)'), {
    ...refused(5),
    by: 'library',
  }),
  of(
    'Link SDK C, heartbeat',
    fields(
      '[LK-0313] MQTT connect success in 120 ms\n[LK-0308] mqtt heartbeat response timeout\nAIOT_MQTTEVT_DISCONNECT: 2',
    ),
    at('closed', 'Link SDK'),
  ),
  of('heartbeat in Chinese', fields('与服务器断开连接，原因：心跳超时'), at('closed')),
  of('code of a refusal in Chinese', fields('登录阿里云平台被拒绝，code=5'), refused(5)),
  of('reason in Chinese', fields('MQTT 连接失败，原因：4'), refused(4)),
  of('reason of another layer', fields('WiFi 连接失败，原因：2'), at(undefined)),
  of('lwIP, status', fields('MQTT client "app" connection cb: status 5'), refused(5, 'lwIP')),
  of('lwIP, timeout', fields('MQTT client "app" connection cb: status 257'), at('connect', 'lwIP')),
  of('SIM800, DNS', fields('AT+CDNSGIP="h"\nOK\n+CDNSGIP: 0,8'), at('dns')),
  of('Android, no clear text', fields('Cleartext HTTP traffic to h not permitted'), at('tcp')),
  of(
    'Paho Java in Chinese, DNS',
    fields('无法连接至服务器 (32103) - java.net.UnknownHostException: h'),
    at('dns'),
  ),
  of('clock of a device', fields('Certificate validity starts in the future'), at('tls')),
];
