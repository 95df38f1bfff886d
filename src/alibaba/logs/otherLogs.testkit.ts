/** Sign-in logs of brokers, bridges, desktop programs and further modules, and of MQTT 5. */
import { at, of, refused } from './rightAnswers.testkit.ts';
import { signedDevice } from './signedDevice.testkit.ts';
import { SECRET, type Situation } from './situations.testkit.ts';

const {
  userName: USER,
  host: HOST,
  idOf,
  sign,
} = signedDevice({
  productKey: 'gx7Yp2LmN0d',
  deviceName: 'valve_11',
  hash: 'sha1',
  time: '1731999888777',
});
const INSTANCE = 'iot-06z00abcd1234ef.mqtt.iothub.aliyuncs.com';

const ID = idOf(3);
const ID_TLS = idOf(2);
const PASSWORD = sign(SECRET);
const WRONG = sign('the secret of another device');

const fields = (after: string, { id = ID, password = PASSWORD } = {}): string =>
  `clientId: ${id}\nusername: ${USER}\npassword: ${password}\n${after}\n`;

const umqtt = (number: number, result: string): string =>
  `AT+UMQTT=0,"${ID}"\nOK\nAT+UMQTT=4,"${USER}","${PASSWORD}"\nOK\nAT+UMQTTC=1\nOK\n\n+UUMQTTC: 1,${number}\n${result}`;

const quectel = (after: string, { id = ID, password = PASSWORD } = {}): string =>
  `AT+QMTCFG="recv/mode",0,0,1\r\n\r\nOK\r\nAT+QMTOPEN=0,"${HOST}",1883\r\n\r\nOK\r\n\r\n+QMTOPEN: 0,0\r\nAT+QMTCONN=0,"${id}","${USER}","${password}"\r\n\r\nOK\r\n\r\n${after}\r\n`;

const sim7080 = (after: string): string =>
  `AT+SMCONF="URL","${HOST}",1883\nOK\nAT+SMCONF="KEEPTIME",60\nOK\nAT+SMCONF="CLIENTID","${ID}"\nOK\nAT+SMCONF="USERNAME","${USER}"\nOK\nAT+SMCONF="PASSWORD","${PASSWORD}"\nOK\nAT+SMCONN\n${after}\n`;

export const OTHER_LOGS: readonly Situation[] = [
  // Link SDK and IoT Kit.
  of(
    'Link SDK C, wrong in words',
    `[1731999888.100][LK-0317] ${USER}\n[1731999888.100][LK-0318] ${WRONG.toUpperCase()}\n[1731999888.100][LK-0319] ${ID_TLS}\n[1731999888.400][LK-0304] bad username or password\n`,
    { ...refused(4, 'Link SDK'), signature: 'wrong' },
  ),
  of(
    'Link SDK C, heartbeat lost',
    `[1731999888.100][LK-0317] ${USER}\n[1731999888.100][LK-0318] ${PASSWORD}\n[1731999888.100][LK-0319] ${ID_TLS}\n[1731999888.300][LK-0313] MQTT connect success in 231 ms\nAIOT_MQTTEVT_CONNECT\nAIOT_MQTTEVT_DISCONNECT: heartbeat disconnect\n`,
    at('closed', 'Link SDK'),
  ),
  of(
    'Link SDK C, connected',
    `[1731999888.100][LK-0317] ${USER}\n[1731999888.100][LK-0318] ${PASSWORD}\n[1731999888.100][LK-0319] ${ID_TLS}\n[1731999888.300][LK-0313] MQTT connect success in 231 ms\n`,
    { ...at('connack', 'Link SDK'), code: 0 },
  ),
  of(
    'Link SDK Python',
    `username:${USER}\nclientid:${ID_TLS}\npassword:${PASSWORD}\non_connect:0,rc:5\n`,
    refused(5),
  ),
  of(
    'Link SDK Python, retry',
    fields('linkkit: mqtt connect failed, rc=4, Connection Refused - bad username or password', {
      id: ID_TLS,
    }),
    refused(4),
  ),
  of(
    'Link SDK Java',
    fields(
      '[DEBUG] PersistentConnect - onFailure: 无效的客户标识 (2)\norg.eclipse.paho.client.mqttv3.MqttException: 无效的客户标识',
    ),
    refused(2, 'Paho Java'),
  ),
  of(
    'Link SDK Android',
    fields(
      'E/MqttNet: MqttConnect onFailure exception:错误的用户名或密码 (4)\nerrorCode=4 subErrorCode=4',
      { password: WRONG },
    ),
    { ...refused(4), signature: 'wrong' },
  ),
  of(
    'IoT Kit 2, connect timeout',
    fields(
      '[err] iotx_mc_connect(2043): wait connect ACK timeout, or receive a ACK indicating error!\n[err] iotx_mc_connect rc = -29',
    ),
    at('connect', 'IoT Kit'),
  ),
  // Paho of every language.
  of(
    'Paho Python, VERSION2, MQTT 5',
    fields('Failed to connect: Not authorized. loop_forever() will retry connection'),
    refused(5),
  ),
  of(
    'Paho Python, ReasonCode of MQTT 5',
    fields('on_connect rc=Bad user name or password (ReasonCode 134)'),
    refused(0x86),
  ),
  of(
    'Paho Python, ReasonCode in full',
    fields("reason_code=ReasonCode(Connack, 'Not authorized')"),
    refused(5),
  ),
  of(
    'Paho Python 1, str',
    fields('Connection failed with result code: 5 (Connection Refused: not authorised.)'),
    refused(5),
  ),
  of(
    'Paho Python, name',
    fields('socket.gaierror: [Errno -3] Temporary failure in name resolution'),
    at('dns'),
  ),
  of(
    'Paho Python, certificate',
    fields(
      'ssl.SSLCertVerificationError: [SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: unable to get local issuer certificate (_ssl.c:1007)',
      { id: ID_TLS },
    ),
    at('tls'),
  ),
  of(
    'Paho Python, plain at TLS',
    fields('ssl.SSLError: [SSL: WRONG_VERSION_NUMBER] wrong version number (_ssl.c:1129)', {
      id: ID_TLS,
    }),
    at('tls'),
  ),
  of('Paho Python, timeout', fields('socket.timeout: timed out'), at('tcp')),
  of(
    'Paho Python, TimeoutError',
    fields('TimeoutError: [Errno 110] Connection timed out'),
    at('tcp'),
  ),
  of('Paho C, -1', fields('Failed to connect, return code -1'), at('failed', 'Paho C')),
  of('Paho C, 4', fields('Failed to connect, return code 4', { password: WRONG }), {
    ...refused(4),
    signature: 'wrong',
  }),
  of('Paho C asynchronous, -1', fields('Connect failed, rc -1'), at('failed', 'Paho C')),
  of('Paho C asynchronous, MQTT 5', fields('Connect failed, rc 135'), refused(0x87)),
  of(
    'Paho C, MQTTCLIENT_FAILURE',
    fields('MQTTClient_connect failed, rc = -1 (MQTTCLIENT_FAILURE)'),
    at('failed', 'Paho C'),
  ),
  of('Paho C++', fields('MQTT error [5]: Not authorized'), refused(5)),
  of('Paho C++, network', fields('MQTT error [-1]: TCP/TLS connect failure'), at('tcp')),
  of(
    'Paho Java 5',
    fields('org.eclipse.paho.mqttv5.common.MqttException: Not authorized (135)'),
    refused(0x87),
  ),
  of('Paho Java 5, user', fields('MqttException(134): Bad user name or password'), refused(0x86)),
  of(
    'Paho Java in Chinese, lost',
    fields('连接成功\n已断开连接 (32109) - java.io.EOFException'),
    at('closed', 'Paho Java'),
  ),
  of(
    'Paho Java, 32103',
    fields('无法连接至服务器 (32103) - java.net.SocketTimeoutException: connect timed out'),
    at('tcp'),
  ),
  of(
    'Paho Java, unknown host',
    fields(`MqttException (0) - java.net.UnknownHostException: ${HOST}`),
    at('dns'),
  ),
  of(
    'Paho Java, PKIX',
    fields(
      'MqttException (0) - javax.net.ssl.SSLHandshakeException: sun.security.validator.ValidatorException: PKIX path building failed',
      { id: ID_TLS },
    ),
    at('tls'),
  ),
  of(
    'Paho JavaScript',
    fields(
      'connect failed: AMQJS0006E Bad Connack return code:5 Connection Refused: not authorized.',
    ),
    refused(5),
  ),
  of(
    'Paho JavaScript, timeout',
    fields('onFailure {"errorCode":1,"errorMessage":"AMQJS0001E Connect timed out."}'),
    at('failed'),
  ),
  of(
    'Paho JavaScript, socket',
    fields('onConnectionLost: AMQJS0007E Socket error:undefined.'),
    at('failed'),
  ),
  of('Paho Go, refused', fields('2024/11/19 connect error: identifier rejected'), refused(2)),
  of('Paho Go, EOF', fields('[client] network Error : EOF'), at('connect')),
  of(
    'autopaho of MQTT 5',
    fields('failed to connect to server: error connecting: Connack reason code 0x87'),
    refused(0x87),
  ),
  // MQTT.js, MQTTX, Node-RED.
  of(
    'MQTT.js 5',
    fields(
      'Error: Connection refused: Bad User Name or Password\n    at handleConnack (/app/node_modules/mqtt/build/lib/handlers/connack.js:41:21)\n{ code: 134 }',
    ),
    refused(0x86),
  ),
  of('MQTT.js DNS', fields(`Error: getaddrinfo ENOTFOUND ${HOST}`), at('dns')),
  of(
    'MQTT.js certificate',
    fields(
      'Error: unable to verify the first certificate\n  code: "UNABLE_TO_VERIFY_LEAF_SIGNATURE"',
      { id: ID_TLS },
    ),
    at('tls'),
  ),
  of(
    'MQTT.js over WebSocket',
    fields(
      'WebSocket connection to "wss://x/" failed: Error during WebSocket handshake: Unexpected response code: 400',
      { id: ID_TLS },
    ),
    at('websocket'),
  ),
  of(
    'MQTTX in Chinese',
    fields('连接失败, MQTT.js onError 触发, Error: Connection refused: Not authorized'),
    refused(5),
  ),
  of(
    'MQTTX CLI',
    `mqttx conn -h ${HOST} -p 1883 -i '${ID}' -u '${USER}' -P '${PASSWORD}'\n✖ Error: Connection refused: Not authorized\n`,
    refused(5),
  ),
  of('MQTT Explorer', fields('Error: Connection refused: Identifier rejected'), refused(2)),
  of(
    'MQTT.fx',
    fields(
      'ERROR --- MqttFX ClientModel : Please verify your Settings (e.g. Broker Address, Broker Port & Client ID) and the user credentials!\norg.eclipse.paho.client.mqttv3.MqttException: 无权连接',
    ),
    refused(5, 'Paho Java'),
  ),
  // Mosquitto and EMQX.
  of(
    'mosquitto_sub, MQTT 5',
    `mosquitto_sub -V 5 -h ${HOST} -i '${ID}' -u '${USER}' -P '${PASSWORD}' -t '/x'\nConnection error: Not authorized\n`,
    refused(0x87),
  ),
  of(
    'mosquitto_sub, user of MQTT 5',
    `mosquitto_sub -V mqttv5 -h ${HOST} -i '${ID}' -u '${USER}' -P '${WRONG}' -t '/x'\nConnection error: Bad username or password\n`,
    { ...refused(0x86), signature: 'wrong' },
  ),
  of(
    'mosquitto_sub, name',
    `mosquitto_sub -h ${HOST} -i '${ID}' -u '${USER}' -P '${PASSWORD}' -t '/x'\nUnable to connect (Lookup error.).\n`,
    at('dns'),
  ),
  of(
    'mosquitto_sub, refused port',
    `mosquitto_sub -h ${HOST} -i '${ID}' -u '${USER}' -P '${PASSWORD}' -t '/x'\nError: Connection refused\n`,
    at('tcp'),
  ),
  of(
    'mosquitto_sub, TLS',
    `mosquitto_sub -h ${HOST} -i '${ID_TLS}' -u '${USER}' -P '${PASSWORD}' --cafile r.pem -t '/x'\nError: A TLS error occurred.\n`,
    at('tls'),
  ),
  of(
    'mosquitto_sub, lost',
    `mosquitto_sub -h ${HOST} -i '${ID}' -u '${USER}' -P '${PASSWORD}' -t '/x'\nError: The connection was lost.\n`,
    at('connect'),
  ),
  of(
    'mosquitto bridge',
    `connection aliyun\naddress ${HOST}:1883\nremote_clientid ${ID}\nremote_username ${USER}\nremote_password ${PASSWORD}\n1731999888: Connecting bridge aliyun (${HOST}:1883)\n1731999889: Connection Refused: not authorised\n`,
    refused(5),
  ),
  of(
    'EMQX bridge',
    fields(
      '[error] msg: mqtt_bridge_connect_failed, reason: {connack_error,bad_username_or_password}',
    ),
    refused(4),
  ),
  of(
    'EMQX 5 bridge',
    fields(
      '2024-11-19T03:04:05 [warning] msg: start_resource_failed, reason: unauthorized_client, id: bridge:mqtt:aliyun',
    ),
    refused(5),
  ),
  of(
    'EMQX 5 bridge, another name',
    fields('failed_to_start_mqtt_bridge, reason: {not_authorized,#{}}'),
    refused(5),
  ),
  of('EMQX bridge, no name', fields('connect_error, reason: nxdomain'), at('dns')),
  of('EMQX bridge, port', fields('mqtt_connector_failed, reason: econnrefused'), at('tcp')),
  of(
    'EMQX bridge, closed',
    fields('mqtt_connector_failed, reason: {shutdown,tcp_closed}'),
    at('connect'),
  ),
  // ESP-IDF.
  of(
    'ESP-IDF 5',
    fields(
      'W (5310) mqtt_client: Connection refused, bad username or password\nI (5320) mqtt: MQTT_EVENT_ERROR\nE (5321) mqtt: Connection refused error: 0x4',
    ),
    refused(4, 'esp-mqtt'),
  ),
  of(
    'ESP-IDF, protocol 5',
    fields('E (5310) mqtt5_client: Client Not Authorized (0x87)'),
    refused(0x87),
  ),
  of(
    'ESP-IDF, certificate',
    fields(
      'E (4310) esp-tls-mbedtls: mbedtls_ssl_handshake returned -0x2700\nE (4311) transport_base: Failed to open a new connection\nE (4312) mqtt_client: Error transport connect',
      { id: ID_TLS },
    ),
    at('tls'),
  ),
  of(
    'ESP-IDF, select timeout',
    fields(
      'E (12310) esp-tls: [sock=54] select() timeout\nE (12311) transport_base: Failed to open a new connection: 32774\nE (12320) mqtt_client: Error transport connect',
    ),
    at('tcp'),
  ),
  of(
    'ESP-IDF, no answer',
    fields(
      'E (12310) mqtt_client: mqtt_message_receive() returned 0\nE (12311) mqtt_client: esp_mqtt_connect: Failed to receive CONNACK',
    ),
    at('connect', 'esp-mqtt'),
  ),
  of(
    'ESP-IDF, pong',
    fields('I (100) mqtt: MQTT_EVENT_CONNECTED\nE (90100) mqtt_client: No PING_RESP, disconnected'),
    at('closed', 'esp-mqtt'),
  ),
  // Modules.
  of('Quectel 0,2', quectel('+QMTCONN: 0,2'), at('connect', 'Quectel')),
  of('Quectel 0,0,2', quectel('+QMTCONN: 0,0,2'), refused(2, 'Quectel')),
  of('Quectel with a mask', quectel('+QMTCONN: 0,0,4', { password: '********' }), {
    ...refused(4, 'Quectel'),
    signature: 'unchecked',
    kind: 'masked',
  }),
  of('Quectel accepted, wrong secret', quectel('+QMTCONN: 0,0,0', { password: WRONG }), {
    stage: 'connack',
    code: 0,
    by: 'Quectel',
    signature: 'wrong',
    exit: 3,
  }),
  of('Quectel, later 2', quectel('+QMTCONN: 0,0,0\r\n+QMTSTAT: 0,2'), at('closed', 'Quectel')),
  of('SIM7080, ERROR', sim7080('ERROR'), at('failed', 'SIMCom')),
  of('SIM7080, state 0', sim7080('OK\nAT+SMSTATE?\n+SMSTATE: 0'), at('failed', 'SIMCom')),
  of('SIM7080, state 1', sim7080('OK\nAT+SMSTATE?\n+SMSTATE: 1'), {
    ...at('connack', 'SIMCom'),
    code: 0,
  }),
  of('u-blox, DNS', umqtt(0, 'AT+UMQTTER\n+UMQTTER: 12,1\nOK\n'), at('failed', 'u-blox')),
  of(
    'Neoway N58',
    `AT+MQTTCONNPARAM="${ID}","${USER}","${PASSWORD}"\nOK\nAT+MQTTCONN="${HOST}:1883",0,60\nOK\n+MQTTCONN:OK\n`,
    { ...at('connack', 'Neoway'), code: 0 },
  ),
  of(
    'Neoway N58, failure',
    `AT+MQTTCONNPARAM="${ID}","${USER}","${PASSWORD}"\nOK\nAT+MQTTCONN="${HOST}:1883",0,60\nOK\n+MQTTCONN:FAIL\n`,
    at('failed', 'Neoway'),
  ),
  of('CONNACK of Air724 in hexadecimal', fields('[mqtt] recv CONNACK 20 02 00 05'), refused(5)),
  of(
    'ML307',
    `AT+MQTTCFG="cached",0,0\nOK\nAT+MQTTCONN=0,"${HOST}",1883,"${ID}","${USER}","${PASSWORD}"\nOK\n+MQTTURC: "conn",0,5\n`,
    at('failed'),
  ),
  of(
    'ESP-AT 2',
    `AT+MQTTUSERCFG=0,1,"x","${USER}","${PASSWORD}",0,0,""\nOK\nAT+MQTTCLIENTID=0,"${ID.replaceAll(',', '\\,')}"\nOK\nAT+MQTTCONN=0,"${HOST}",1883,1\n+MQTTDISCONNECTED:0\n`,
    at('failed', 'ESP-AT'),
  ),
  // In Chinese.
  of('用户名或密码错误', fields('【MQTT】连接被服务器拒绝：用户名或密码错误'), refused(4)),
  of('未授权', fields('连接失败：未授权（错误码 5）'), refused(5)),
  of('DNS 解析失败', fields('MQTT 连接失败：DNS解析失败'), at('dns')),
  of('证书', fields('TLS 握手失败：证书验证失败', { id: ID_TLS }), at('tls')),
  of('TLS 握手失败', fields('TLS握手失败', { id: ID_TLS }), at('tls')),
  of('连接超时', fields('TCP 连接超时'), at('tcp')),
  of('服务器不可用', fields('连接被拒绝，服务器不可用'), refused(3)),
  of('协议版本', fields('连接被拒绝：不支持的协议版本'), refused(1)),
  of('客户端标识符', fields('连接拒绝：客户端标识符不合法'), refused(2)),
  of('CONNACK 返回', fields('收到 CONNACK，返回值：4', { password: WRONG }), {
    ...refused(4),
    signature: 'wrong',
  }),
  of('连接后断开', fields('CONNACK 0\n设备已上线\n对端关闭连接'), at('closed')),
  // MQTT 5 codes of an instance.
  ...(
    [
      ['0x85', 0x85],
      ['0x84', 0x84],
      ['0x88', 0x88],
      ['0x8C', 0x8c],
      ['133', 133],
      ['135', 135],
      ['138', 138],
    ] as const
  ).map(([shown, code]) =>
    of(
      `MQTT 5, reason code ${shown}`,
      `host: ${INSTANCE}\n${fields(`CONNACK reason code: ${shown}`)}`,
      refused(code),
    ),
  ),
];
