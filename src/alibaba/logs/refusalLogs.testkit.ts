/** Sign-in logs with refusals in further words and numbers, masked passwords, and lines that were cut. */
import { accepted, at, of, refused } from './rightAnswers.testkit.ts';
import { signedDevice } from './signedDevice.testkit.ts';
import { SECRET, type Situation } from './situations.testkit.ts';

const {
  userName: USER,
  host: HOST,
  idOf,
  sign,
} = signedDevice({
  productKey: 'a1Xk9LmQp2Z',
  deviceName: 'boiler_3A',
  hash: 'sha256',
  time: '1718000001100',
});
const ID = idOf(3);
const PASSWORD = sign(SECRET);

const fields = (after: string, password = PASSWORD): string =>
  `clientId: ${ID}\nusername: ${USER}\npassword: ${password}\n${after}\n`;

const otherAt = (command: string, answer: string): string =>
  `${command},"${ID}","${USER}","${PASSWORD}"\r\n${answer}\r\n`;

const refusedWithoutCode = { ...at('connack'), exit: 3 } as const;

const masked = (name: string, password: string): Situation => ({
  name,
  log: fields('CONNACK return code 5', password),
  right: { stage: 'connack', code: 5, signature: 'unchecked', kind: 'masked', exit: 3 },
});

const inBroker = (msg: string, reason: string): string =>
  fields(`[error] msg: ${msg}, clientid: ${ID}, username: ${USER}, reason: ${reason}`);

export const REFUSAL_LOGS: readonly Situation[] = [
  of(
    'broker, field names beside a reason',
    inBroker('failure', 'bad_username_or_password'),
    refused(4),
  ),
  of('broker, not authorized', inBroker('client_connack', 'not_authorized'), refused(5)),
  of('return value in hex', fields('MQTT连接服务器失败，返回值：0x05'), refused(5)),
  of('reason in hex', fields('MQTT连接失败，原因：0x04'), refused(4)),
  of('result in Chinese', fields('连接失败，返回结果：5'), refused(5)),
  of('returned in Chinese', fields('MQTT连接返回5'), refused(5)),
  of('the server refuses, in Chinese', fields('服务器拒绝连接，code = 4'), refused(4)),
  of('failed with 0 is no success', fields('MQTT connect failed, rc=0'), at('failed')),
  of('rejected with a number', fields('MQTT: connect rejected (5)'), refused(5)),
  of('CONNACK in two words', fields('conn ack flag 0 code 0x05'), refused(5)),
  of('result of the sign-in', fields('MQTT 登录结果 5'), refused(5)),
  of('not authorized, in Chinese', fields('服务端返回：未授权'), refused(5)),
  of('user name, in Chinese', fields('收到连接应答：用户名或者密码不正确'), refused(4)),
  of('one n', fields('I/user.mqttc conack 5'), refused(5)),
  of('Paho Java, another word', fields('无效的用户名或密码 (4)'), refused(4, 'Paho Java')),
  of('AsyncMqttClient', fields('Disconnected. Reason: MALFORMED_CREDENTIALS'), refused(4)),
  of('callback', fields('onConnectFail code:5'), refused(5)),
  of('identity', fields('connect failed: identity check failed'), refused(5)),
  of(
    'a number beside words',
    fields('设备上线失败 code=4 reason=identity check failed'),
    refused(4),
  ),
  of('accepted in words', fields('Return Code: Connection Accepted (0)'), accepted()),
  of('CONNACK of MQTT 5 in hex', fields('recv: 20 03 00 86 00'), refused(0x86)),
  of('CONNACK in decimal numbers', fields('rx: [32, 2, 0, 4]'), refused(4)),
  of(
    'IoT Kit, number after CONNACK',
    fields('[err] iotx_mc_connect(2033): wait connect ACK failed, CONNACK -35'),
    refused(4, 'IoT Kit'),
  ),
  of(
    'Ai-Thinker',
    `AT+MQTTCONN="${HOST}",1883,"${ID}",120,0,"${USER}","${PASSWORD}"\r\n+CME ERROR: 58\r\n`,
    at('at', 'Ai-Thinker'),
  ),
  of('signature check, in Chinese', fields('登录失败：签名校验失败'), refusedWithoutCode),
  of('signature check', fields('login failed: sign check failed'), refusedWithoutCode),
  of('authentication', fields('MQTT authentication failed'), refusedWithoutCode),
  of('Wi-Fi’s authentication', fields('wifi connect auth failed'), at(undefined)),
  of('authenticated', fields('MQTT 认证成功，设备已上线'), accepted()),
  of(
    'accepted and closed, in Chinese',
    fields('MQTT 已连接\nMQTT 断开，原因：被服务器关闭'),
    at('closed'),
  ),
  of('Mosquitto, accepted', fields('Sending CONNACK to boiler (0, 0)'), accepted('Mosquitto')),
  of('Mosquitto, refused', fields('Sending CONNACK to boiler (0, 4)'), refused(4, 'Mosquitto')),
  of('lwmqtt', fields('lwmqtt error: -10, return code: 4'), refused(4, 'lwmqtt')),
  of('lwmqtt, no code', fields('lwmqtt error: -10'), { ...refusedWithoutCode, by: 'lwmqtt' }),
  of('Mbed', fields('MQTT connect failed: rc from MQTT connect is 5'), refused(5)),
  of('Nordic', otherAt('AT#XMQTTCON=1', '#XMQTTEVT: 0,0'), accepted('Nordic')),
  of('Nordic, failed', otherAt('AT#XMQTTCON=1', '#XMQTTEVT: 0,-111'), at('failed', 'Nordic')),
  of('Telit', otherAt('AT#MQCONN=1', 'ERROR'), at('failed')),
  of('Telit, a parameter', otherAt('AT#MQCONN=1', '+CME ERROR: 702'), at('at')),
  of('ZTE', otherAt('AT+ZMQCON=1,4', 'ERROR'), at('failed')),
  of('Sequans', otherAt('AT+SQNSMQTTCFG=0', '+SQNSMQTTONCONNECT:0,-5'), at('unknown')),
  of('Sierra', otherAt('AT+KMQTTCFG=0', '+KMQTT_IND: 1,1'), accepted('Sierra Wireless')),
  of(
    'one assignment in Lua',
    `local client_id, user_name, password = "${ID}", "${USER}", "${PASSWORD}"\nconnack code 5\n`,
    refused(5),
  ),
  masked('redacted in brackets', '[REDACTED]'),
  masked('hidden in Chinese', '（已隐藏）'),
  masked('first digits', `${PASSWORD.slice(0, 6)}...`),
  of(
    'password in two lines',
    fields('rc=5').replace(PASSWORD, `${PASSWORD.slice(0, 30)}\r\n${PASSWORD.slice(30)}`),
    refused(5),
  ),
  of('lines that end with CR', fields('connect failed, rc=5').replaceAll('\n', '\r'), refused(5)),
];
