/** Sign-in logs in the words of many programs, in English and Chinese, one statement each. */
import { accepted, at, of, refused } from './rightAnswers.testkit.ts';
import { signedDevice } from './signedDevice.testkit.ts';
import { SECRET, type Situation } from './situations.testkit.ts';

const {
  userName: USER,
  host: HOST,
  idOf,
  sign,
} = signedDevice({
  productKey: 'he3LmPq9Wxy',
  deviceName: 'dtu_778',
  hash: 'sha256',
  time: '1760000222333',
});
const ID = idOf(3);
const ID_TLS = idOf(2);
const PASSWORD = sign(SECRET);

const fields = (after: string, { id = ID, password = PASSWORD } = {}): string =>
  `ClientId: ${id}\nUserName: ${USER}\nPassword: ${password}\n${after}\n`;

const q = (after: string): string =>
  `AT+QMTOPEN=0,"${HOST}",1883\r\nOK\r\n+QMTOPEN: 0,0\r\nAT+QMTCONN=0,"${ID}","${USER}","${PASSWORD}"\r\nOK\r\n${after}\r\n`;

export const PROGRAM_LOGS: readonly Situation[] = [
  of('quectel query 3', q('AT+QMTCONN?\r\n+QMTCONN: 0,3\r\n\r\nOK'), accepted('Quectel')),
  of(
    'quectel query 1',
    q('+QMTCONN: 0,0,4\r\nAT+QMTCONN?\r\n+QMTCONN: 0,1\r\n\r\nOK'),
    refused(4, 'Quectel'),
  ),
  of('quectel retry then ok', q('+QMTCONN: 0,1\r\n+QMTCONN: 0,0,0'), accepted('Quectel')),
  of(
    'quectel with times',
    `[10:00:01.111]OUT→◇AT+QMTOPEN=0,"${HOST}",1883\n[10:00:01.222]IN←◆\n+QMTOPEN: 0,0\n[10:00:02.111]OUT→◇AT+QMTCONN=0,"${ID}","${USER}","${PASSWORD}"\n[10:00:02.222]IN←◆\nOK\n[10:00:03.222]IN←◆\n+QMTCONN: 0,0,5\n`,
    refused(5, 'Quectel'),
  ),
  of(
    'sim7600 py list',
    fields(`>>> at('+CMQTTCONNECT=0,"tcp://${HOST}:1883",60,1')\n+CMQTTCONNECT: 0,29`),
    refused(3, 'SIMCom'),
  ),
  of(
    'A7608 5',
    fields(
      `AT+CMQTTCONNECT=0,"tcp://${HOST}:1883",60,1,"${USER}","${PASSWORD}"\nOK\n\n+CMQTTCONNECT: 0,31`,
    ),
    refused(5, 'SIMCom'),
  ),
  of(
    'sim868 tcp',
    fields(
      'AT+CIPSTART="TCP","' +
        HOST +
        '",1883\nOK\n\nCONNECT OK\nAT+CIPSEND=200\n>\nSEND OK\n\nCLOSED',
    ),
    at('connect'),
  ),
  of(
    'air780 mipstart 1884',
    `AT+MCONFIG="${ID}","${USER}","${PASSWORD}"\nOK\nAT+MIPSTART="${HOST}",1884\nOK\nCONNECT FAIL\n`,
    { ...at('tcp', 'Air AT'), breaks: ['port'] },
  ),
  of(
    'air780 +CME',
    `AT+MCONFIG="${ID}","${USER}","${PASSWORD}"\nOK\nAT+MIPSTART="${HOST}",1883\n+CME ERROR: 3\n`,
    at('at', 'Air AT'),
  ),
  of(
    'neoway n58',
    `AT+MQTTCONNPARAM="${ID}","${USER}","${PASSWORD}"\r\nOK\r\nAT+MQTTCONN="${HOST}:1883",0,120\r\nOK\r\n+MQTTCONN:FAIL\r\n`,
    at('failed', 'Neoway'),
  ),
  of(
    'espat cw',
    `AT+CWJAP="x","y"\nWIFI CONNECTED\nWIFI GOT IP\nOK\nAT+MQTTUSERCFG=0,1,"NULL","${USER}","${PASSWORD}",0,0,""\nOK\nAT+MQTTCLIENTID=0,"${ID.replaceAll(',', '\\,')}"\nOK\nAT+MQTTCONN=0,"${HOST}",1883,1\nERROR\n`,
    at('failed', 'ESP-AT'),
  ),
  of(
    'espat state',
    `AT+MQTTUSERCFG=0,1,"NULL","${USER}","${PASSWORD}",0,0,""\nOK\nAT+MQTTCLIENTID=0,"${ID.replaceAll(',', '\\,')}"\nOK\nAT+MQTTCONN?\n+MQTTCONN:0,3,1,"${HOST}","1883","",1\nOK\n`,
    at('failed'),
  ),
  of(
    'espat state 4',
    `AT+MQTTUSERCFG=0,1,"NULL","${USER}","${PASSWORD}",0,0,""\nOK\nAT+MQTTCLIENTID=0,"${ID.replaceAll(',', '\\,')}"\nOK\nAT+MQTTCONN?\n+MQTTCONN:0,4,1,"${HOST}","1883","",1\nOK\n`,
    accepted('ESP-AT'),
  ),
  of(
    'idf event id',
    fields(
      'I (5312) MQTT_EXAMPLE: Other event id:7\nI (5400) MQTT_EXAMPLE: MQTT_EVENT_CONNECTED\nI (5500) MQTT_EXAMPLE: MQTT_EVENT_SUBSCRIBED, msg_id=1',
    ),
    accepted('esp-mqtt'),
  ),
  of(
    'idf tls',
    fields(
      'E (7000) esp-tls-mbedtls: mbedtls_ssl_handshake returned -0x7200\nE (7010) esp-tls: Failed to open new connection\nE (7020) TRANSPORT_BASE: Failed to open a new connection\nE (7030) MQTT_CLIENT: Error transport connect\nI (7040) MQTT_EXAMPLE: MQTT_EVENT_DISCONNECTED',
      { id: ID_TLS },
    ),
    at('tls'),
  ),
  of(
    'idf cert bundle',
    fields(
      'E (6130) esp-x509-crt-bundle: Failed to verify certificate\nE (6131) esp-tls-mbedtls: mbedtls_ssl_handshake returned -0x3000\nE (6133) mqtt_client: Error transport connect',
      { id: ID_TLS },
    ),
    at('tls'),
  ),
  of(
    'idf no wifi',
    fields("E (1000) esp-tls: couldn't get hostname for :x: getaddrinfo() returns 202"),
    at('dns'),
  ),
  of(
    'idf5 last error',
    fields(
      'I (9000) app: Last error reported from esp-tls: 0x8004\nI (9001) app: Last errno string (Connection reset by peer)\nE (9002) mqtt_client: Error transport connect',
    ),
    at('connect'),
  ),
  of('idf zh', fields('E (5321) mqtt: MQTT连接被拒绝，错误码：0x05'), refused(5)),
  of(
    'arduino state 5 multi',
    fields(
      'Attempting MQTT connection...failed, rc=-2 try again in 5 seconds\nAttempting MQTT connection...failed, rc=5 try again in 5 seconds',
    ),
    refused(5, 'PubSubClient'),
  ),
  of(
    'arduino connected',
    fields('Attempting MQTT connection...connected'),
    accepted('PubSubClient'),
  ),
  of('arduino zh ok', fields('MQTT 服务器连接成功！'), accepted()),
  of('arduino zh fail', fields('连接阿里云失败 rc=2'), refused(2)),
  of('arduino zh code', fields('MQTT服务器连接失败，返回码：-2'), at('tcp')),
  of('arduino client state', fields('client.state() = 4'), refused(4)),
  of('pubsub state only', fields('MQTT state: 2'), refused(2)),
  of('AsyncMqtt 0', fields('Disconnected from MQTT. Reason: 0'), at('failed')),
  of('lk py', fields('on_disconnect:rc:5,userdata:None'), refused(5)),
  of(
    'lk java err',
    fields("onError = ErrorInfo{code=4, msg='错误的用户名或密码 (4)'}"),
    refused(4),
  ),
  of(
    'lk java json',
    fields("AError{code=4103, subCode=4, msg='null', subMsg='Bad user name or password'}"),
    refused(4),
  ),
  of(
    'lk4 success then -0x0F12?',
    fields('[LK-0313] MQTT connect success in 50 ms\n[LK-0F12] tcp send failed'),
    at('closed', 'Link SDK'),
  ),
  of('lk4 aiot timeouts', fields('[LK-0F0F] TCP connect timeout'), at('tcp')),
  of('lk4 -0x0F0F', fields('aiot_mqtt_connect failed: -0x0F0F'), at('tcp')),
  of(
    'iotkit3 ok',
    fields('[inf] iotx_mc_connect(2451): mqtt connect success!'),
    accepted('IoT Kit'),
  ),
  of(
    'iotkit3 -28',
    fields(
      '[err] HAL_TCP_Establish(100): fail to establish tcp\n[err] iotx_mc_connect(2449): TCP or TLS Connection failed\n[err] wrapper_mqtt_connect: failed, rc = -28',
    ),
    at('tcp'),
  ),
  of(
    'iotkit3 rc -0x',
    fields('[err] _ssl_client_init(180): mbedtls_ssl_handshake returned -0x2700', { id: ID_TLS }),
    at('tls'),
  ),
  of('js 1.2.8', fields('Error: Connection refused: Identifier rejected'), refused(2)),
  of(
    'paho py v2 enum',
    fields("connack: ReasonCode(Connack, 'Bad user name or password')"),
    refused(4),
  ),
  of('paho py v2 MQTTErrorCode', fields('MQTTErrorCode.MQTT_ERR_CONN_REFUSED'), {
    stage: 'connack',
    signature: 'right',
    exit: 3,
  }),
  of('paho py err no conn', fields('rc = MQTT_ERR_NO_CONN'), at(undefined)),
  of(
    'paho py flags',
    fields("Connected flags {'session present': 0} result code 5 client_id x"),
    refused(5),
  ),
  of('paho py Chinese', fields('连接失败，错误码为: 5'), refused(5)),
  of('paho py Chinese 2', fields('连接结果：0'), accepted()),
  of('paho py bad conn', fields('Bad connection Returned code= 5'), refused(5)),
  of('paho py bad conn 4', fields('Bad connection Returned code=4'), refused(4)),
  of('paho py OK', fields('connected OK Returned code= 0'), accepted()),
  of(
    'paho java lost',
    fields(
      'connectComplete reconnect=false serverURI=tcp://x\nconnectionLost: 已断开连接 (32109) - java.net.SocketException: Connection reset',
    ),
    at('closed'),
  ),
  of(
    'paho java bind',
    fields('MqttException (0) - java.net.ConnectException: Connection refused: connect'),
    at('tcp'),
  ),
  of(
    'paho java 32103 zh',
    fields('无法连接至服务器 (32103) - java.net.ConnectException: Connection refused: connect'),
    at('tcp'),
  ),
  of(
    'paho java 128',
    fields('org.eclipse.paho.client.mqttv3.MqttException: 未指定错误 (128)'),
    refused(128),
  ),
  of(
    'paho java MqttSecurity zh',
    fields(
      'org.eclipse.paho.client.mqttv3.MqttSecurityException: 无权连接\n\tat org.eclipse.paho.client.mqttv3.internal.ExceptionHelper.createMqttException(ExceptionHelper.java:28)',
    ),
    refused(5, 'Paho Java'),
  ),
  of('paho c -1 zh', fields('连接MQTT服务器失败，返回码 -1'), at('failed')),
  of('paho c ssl', fields('Failed to start connect, return code -14'), at('failed', 'Paho C')),
  of(
    'mqttjs ws',
    fields(
      "WebSocket connection to 'wss://" +
        HOST +
        ":443/' failed: WebSocket is closed before the connection is established.",
      { id: ID_TLS },
    ),
    at('failed'),
  ),
  of(
    'mqttjs ECONNRESET',
    fields(
      'Error: read ECONNRESET\n    at TCP.onStreamRead (node:internal/stream_base_commons:217:20)',
    ),
    at('connect'),
  ),
  of('mqttjs EPIPE', fields('Error: write EPIPE'), at('connect')),
  of(
    'mqttjs socket hang up',
    fields(
      'Error: Client network socket disconnected before secure TLS connection was established',
      { id: ID_TLS },
    ),
    at('tls'),
  ),
  of(
    'mqttjs cert expired',
    fields("Error: certificate has expired\n  code: 'CERT_HAS_EXPIRED'", { id: ID_TLS }),
    at('tls'),
  ),
  of(
    'mqttjs altname',
    fields(
      "Error [ERR_TLS_CERT_ALTNAME_INVALID]: Hostname/IP does not match certificate's altnames",
      { id: ID_TLS },
    ),
    at('tls'),
  ),
  of(
    'mqttx log',
    fields('[2025-01-02 10:00:00] [INFO] MQTTX client with name a and client id b connected'),
    accepted(),
  ),
  of(
    'mqttx log sub',
    fields(
      '[2025-01-02 10:00:00] [ERROR] Connect fail, MQTT.js onError trigger, Error: Connection refused: Not authorized',
    ),
    refused(5),
  ),
  of(
    'nodered catch',
    fields(
      'Error: Connection refused: Not authorized\n[mqtt-broker:alink] Connection failed to broker: x',
    ),
    refused(5),
  ),
  of(
    'mosq 2 v5',
    `mosquitto_pub -V 5 -d -h ${HOST} -p 1883 -i '${ID}' -u '${USER}' -P '${PASSWORD}' -t x -m y\nClient null sending CONNECT\nClient null received CONNACK (135)\nConnection error: Not authorized\n`,
    refused(0x87),
  ),
  of(
    'mosq protocol',
    `mosquitto_sub -h ${HOST} -p 1883 -i '${ID}' -u '${USER}' -P '${PASSWORD}' -t x\nError: Protocol error\n`,
    at(undefined),
  ),
  of(
    'mosq windows',
    `mosquitto_sub -h ${HOST} -p 1883 -i '${ID}' -u '${USER}' -P '${PASSWORD}' -t x\nError: No connection could be made because the target machine actively refused it.\n`,
    at('tcp'),
  ),
  of(
    'rtt at socket',
    fields(
      '[E/at.clnt] execute command (AT+QIOPEN=1,0,"TCP","x",1883,0,1) failed!\n[E/MQTT] create socket error!',
    ),
    at('tcp'),
  ),
  of('rtt dns', fields('[E/MQTT] getaddrinfo error! ret = 201'), at('dns')),
  of('rtt connack', fields('[E/MQTT] MQTTConnect return code error: 4'), refused(4)),
  of(
    'kawaii',
    fields('[E] mqtt_connect(1206)... mqtt connect failed, connack return code is 5'),
    refused(5),
  ),
  of('kawaii ret', fields('mqtt_connect failed, ret is -0x19'), at('tcp')),
  of('lwip 4', fields('mqtt_connection_cb: Disconnected, reason: 4'), refused(4)),
  of('zephyr -2', fields('<err> dns: getaddrinfo failed -2'), at('dns')),
  of('zephyr CONNACK ok', fields('<inf> net_mqtt: MQTT client connected!'), accepted()),
  of('nrf', fields('[00:00:09.1] <err> mqtt_simple: MQTT connect failed: -113'), at('failed')),
  of('w5500 ok', fields('[W5500] socket 0 connected\nMQTT CONNACK: 0x00'), accepted()),
  of('stm32 zh', fields('MQTT 登录失败！CONNACK=04'), refused(4)),
  of('stm32 zh hex', fields('服务器返回：20 02 00 04'), refused(4)),
  of('stm32 zh ok', fields('收到: 0x20 0x02 0x00 0x00\n登录成功'), accepted()),
  of('stm32 zh recv 0x', fields('收到: 0x20,0x02,0x00,0x05'), refused(5)),
  of('stm32 zh timeouts', fields('等待 CONNACK 超时'), at('connect')),
  of('stm32 zh no resp', fields('已发送 CONNECT 报文，服务器无响应'), at('connect')),
  of('stm32 zh closed', fields('已发送 CONNECT 报文\n服务器断开了连接'), at('connect')),
  of('hi3861', fields('mqtt connect to ' + HOST + ' failed, ret=5'), refused(5)),
  of('oh', fields('MQTTClient connect fail, rc=4'), refused(4)),
  of('android lnk', fields('onFailure: errorCode=5, errorMsg=Not authorized'), refused(5)),
  of(
    'hivemq 3',
    fields(
      'com.hivemq.client.mqtt.mqtt3.exceptions.Mqtt3ConnAckException: CONNECT failed as CONNACK contained an Error Code: BAD_USER_NAME_OR_PASSWORD.',
    ),
    refused(4),
  ),
  of(
    'vertx',
    fields(
      'io.vertx.mqtt.MqttConnectionException: Connection failed: CONNECTION_REFUSED_NOT_AUTHORIZED',
    ),
    refused(5),
  ),
  of('netty', fields('CONNECTION_REFUSED_BAD_USER_NAME_OR_PASSWORD'), refused(4)),
  of(
    'spring',
    fields(
      'ERROR o.s.i.m.i.MqttPahoMessageDrivenChannelAdapter : Error connecting or subscribing to [/t]\norg.eclipse.paho.client.mqttv3.MqttException: Not authorized to connect',
    ),
    refused(5),
  ),
  of('go mochi', fields('connect error: not Authorized : write: broken pipe'), refused(5)),
  of(
    'rumq tls',
    fields(
      'Error = Tls(Io(Custom { kind: InvalidData, error: InvalidCertificate(UnknownIssuer) }))',
      { id: ID_TLS },
    ),
    at('tls'),
  ),
  of('rumq timeout', fields('Error = NetworkTimeout'), at('failed')),
  of('mqttnet v4', fields('MqttClientConnectResult: ResultCode=NotAuthorized'), refused(5)),
  of('mqttnet zh', fields('MQTTnet 连接失败: 未授权 (NotAuthorized)'), refused(5)),
  of(
    'mqttnet dns',
    fields('System.Net.Sockets.SocketException (11001): 不知道这样的主机。'),
    at('dns'),
  ),
  of(
    'php',
    fields(
      'PhpMqtt\\Client\\Exceptions\\ConnectingWithBrokerFailedException: [5] The MQTT broker refused the connection with code [5]: Not authorized',
    ),
    refused(5),
  ),
  of('ruby', fields('MQTT::ProtocolException: Connection refused: not authorised'), refused(5)),
  of(
    'dart',
    fields(
      'mqtt-client::NoConnectionException: The maximum allowed connection attempts ({3}) were exceeded. The broker is not responding to the connection request message (Missing Connection Acknowledgement?)',
    ),
    at('connect'),
  ),
  of('dart code', fields('MqttConnectReturnCode.notAuthorized'), refused(5)),
  of('swift', fields('CocoaMQTT didConnectAck: notAuthorized'), refused(5)),
  of('erlang emqtt', fields('{error,{not_authorized,#{}}}'), refused(5)),
  of('emqtt cli', fields('client(1): connect error - unauthorized_client'), refused(5)),
  of('plc en', fields('MQTT_ConnectionStatus: REFUSED_NOT_AUTHORIZED'), refused(5)),
  of(
    'telegraf',
    fields('E! [outputs.mqtt] Failed to connect: bad user name or password'),
    refused(4),
  ),
  of(
    'telegraf net',
    fields(
      'E! [inputs.mqtt_consumer] Error in plugin: network Error : dial tcp 1.2.3.4:1883: connect: connection refused',
    ),
    at('tcp'),
  ),
  of(
    'z2m',
    fields('[2025-01-01 10:00:00] error: z2m: MQTT error: connect ETIMEDOUT 47.1.2.3:1883'),
    at('tcp'),
  ),
  of(
    'openwrt',
    fields(
      'Tue Nov 19 10:00:00 2024 daemon.err mosquitto: Connection Refused: bad username or password',
    ),
    refused(4),
  ),
  of(
    'Link SDK, heartbeat',
    fields('[LK-0313] MQTT connect success in 95 ms\n[LK-0308] MQTT heartbeat lost, reconnect'),
    at('closed'),
  ),
  of('disconnected, in Chinese', fields('连接成功 rc=0\n与服务器断开连接，正在重连'), at('closed')),
  of('offline, in Chinese', fields('on_connect rc=0 连接成功\n设备掉线'), at('closed')),
];
