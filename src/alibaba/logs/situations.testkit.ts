/**
 * Real sign-in situations from issue trackers and forums, with names and secrets of our own: the log, and the
 * right answers.
 */
import { createHmac } from 'node:crypto';
import type { MistakeKey } from '../mistakes.ts';
import type { Stage } from '../stages.ts';
import type { BrokenRules } from './brokenRules.ts';
import type { SignInKind } from './otherForms.ts';
import type { SignatureVerdict } from './verdict.ts';

export const SECRET = '4f1c9a7be3d25086a1b7c3f9e08d6254';
export const PRODUCT_SECRET = 'kQ8vZ2nM5xW1rT7y';

const PK = 'a1Mq7TzRkWb';
const DN = 'pump-07';
const USER = `${DN}&${PK}`;
const HOST = `${PK}.iot-as-mqtt.cn-shanghai.aliyuncs.com`;
const BASE = `${PK}.${DN}`;
const SDK_TIME = '2524608000000';

interface Right {
  readonly stage?: Stage;
  readonly code?: number;
  /** Name of the library or module, or the kind of the speaker. */
  readonly by?: string;
  readonly breaks?: readonly (keyof BrokenRules)[];
  readonly signature: SignatureVerdict['state'];
  readonly kind?: SignInKind;
  readonly mistake?: MistakeKey;
  readonly exit: 0 | 3 | 4;
}

export interface Situation {
  readonly name: string;
  readonly log: string;
  readonly right: Right;
}

type Hash = 'md5' | 'sha1' | 'sha256';

interface Made {
  readonly base?: string;
  readonly time?: string;
  readonly mode?: string;
  readonly hash?: Hash;
  /** Key and text that were really used. */
  readonly key?: string | Buffer;
  readonly text?: string;
  readonly more?: string;
}

function sign(key: string | Buffer, text: string, hash: Hash = 'sha256'): string {
  return createHmac(hash, key).update(text).digest('hex');
}

const content = (base: string, time?: string): string =>
  `clientId${base}deviceName${DN}productKey${PK}${time === undefined ? '' : `timestamp${time}`}`;

function made({ base = BASE, time, mode = '2', hash = 'sha256', ...used }: Made = {}) {
  const tail = [
    `securemode=${mode}`,
    `signmethod=hmac${hash}`,
    ...(time === undefined ? [] : [`timestamp=${time}`]),
    ...(used.more === undefined ? [] : [used.more]),
  ].join(',');
  const password = sign(used.key ?? SECRET, used.text ?? content(base, time), hash);
  return { id: `${base}|${tail}|`, password };
}

const labelled = ({ id, password }: { id: string; password: string }, after: string): string =>
  `clientId=${id}\nusername=${USER}\npassword=${password}\n${after}\n`;

const SDK = made({ time: SDK_TIME, more: '_v=sdk-c-3.0.1' });
const LK4 = made({ time: SDK_TIME, more: '_ss=1,_v=sdk-c-4.1.0,ext=3' });

const linkSdk = (after: string, host = HOST, { id, password } = LK4): string =>
  `[1718000001.100][LK-0313] MQTT user calls aiot_mqtt_connect api, connect
[1718000001.100][LK-0317] ${USER}
[1718000001.100][LK-0318] ${password.toUpperCase()}
[1718000001.100][LK-0319] ${id}
establish tcp connection with server(host='${host}', port=[443])
${after}
`;

const PLAIN = made({ mode: '3', time: '1718001234567' });
const UNTIMED = made({ mode: '3', hash: 'sha1' });
const MODE_2 = made({ time: '1718001234567' });

const simcom = (code: number): string => `AT+CMQTTSTART
+CMQTTSTART: 0
AT+CMQTTACCQ=0,"${UNTIMED.id}"
OK
AT+CMQTTCONNECT=0,"tcp://${HOST}:1883",60,1,"${USER}","${UNTIMED.password}"
OK

+CMQTTCONNECT: 0,${code}
`;

const userConfig = (id: string, password: string, scheme = 1): string =>
  `AT+MQTTUSERCFG=0,${scheme},"${id}","${USER}","${password}",0,0,""\n`;

const escaped = (id: string): string => id.replaceAll(',', '\\,');

const registration = (secret: string, after: string): string => {
  const password = sign(secret, `deviceName${DN}productKey${PK}random8f3a2c`);
  return `[LK-0313] MQTT user calls aiot_mqtt_connect api, connect
[LK-0317] ${USER}
[LK-0318] ${password.toUpperCase()}
[LK-0319] ${BASE}|random=8f3a2c,authType=register,timestamp=${SDK_TIME},securemode=2,signmethod=hmacsha256|
${after}
`;
};

function connectHex(keepAlive: number, after: string): string {
  const field = (text: string): Buffer => {
    const bytes = Buffer.from(text);
    return Buffer.concat([Buffer.from([bytes.length >> 8, bytes.length & 255]), bytes]);
  };
  const body = Buffer.concat([
    Buffer.from([0, 4, ...Buffer.from('MQTT'), 4, 0xc2, keepAlive >> 8, keepAlive & 255]),
    ...[PLAIN.id, USER, PLAIN.password].map(field),
  ]);
  const packet = Buffer.concat([
    Buffer.from([0x10, (body.length & 127) | 128, body.length >> 7]),
    body,
  ]);
  const hex = packet.toString('hex').replace(/../g, (byte) => `${byte} `);
  const rows = (hex.match(/.{1,48}/g) ?? []).map(
    (row, at) => `${(at * 16).toString(16).padStart(8, '0')}  ${row}`,
  );
  return `${rows.join('\n')}\n${after}\n`;
}

const RIGHT_4: Right = { stage: 'connack', code: 4, signature: 'right', exit: 3 };
const RIGHT_5: Right = { stage: 'connack', code: 5, signature: 'right', exit: 3 };
const wrong = (mistake: MistakeKey, more: Partial<Right> = {}): Right => ({
  signature: 'wrong',
  mistake,
  exit: 3,
  ...more,
});

const REFUSED: readonly Situation[] = [
  {
    name: 'paho-zh',
    log: labelled(PLAIN, '无权连接 (5)\n\tat org.eclipse.paho.client.mqttv3.internal.X(X.java:31)'),
    right: { ...RIGHT_5, by: 'Paho Java' },
  },
  {
    name: 'ilop-token',
    log: labelled(
      made({
        time: SDK_TIME,
        hash: 'sha1',
        more: 'tokenType=1,token=0123456789ABCDEF,pid=espressif',
      }),
      '[err] iotx_mc_wait_CONNACK(756): recvConnackProc error,result = -34',
    ),
    right: { ...RIGHT_5, by: 'IoT Kit' },
  },
  ...(
    [
      [-35, 4],
      [-36, 3],
      [-37, 2],
    ] as const
  ).map(
    ([result, code]): Situation => ({
      name: `iotkit${result}`,
      log: labelled(
        SDK,
        `[err] iotx_mc_wait_CONNACK(756): recvConnackProc error,result = ${result}`,
      ),
      right: { ...RIGHT_4, code, by: 'IoT Kit' },
    }),
  ),
  {
    name: 'connwl',
    log: `clientId: 9Xk2lPq8vTn3|securemode=-2,authType=connwl|\nusername: ${USER}\npassword: 7d1f0c9ab2e34c56a8b7d9e0f1a2b3c4d5e6f7a8\nCONNACK return code 4\n`,
    right: { stage: 'connack', code: 4, signature: 'unchecked', kind: 'token', exit: 3 },
  },
  {
    name: 'html-amp',
    log: labelled(made({ mode: '3', hash: 'sha1' }), 'rc=4').replace('&', '&amp;'),
    right: wrong('user-name-encoded', { stage: 'connack', code: 4, breaks: ['html-escaped'] }),
  },
  {
    name: 'pw-bytes',
    log: `clientId:${DN}|securemode=3,signmethod=hmacsha1|\nusername:${USER}\npassword: {${(sign(SECRET, content(DN), 'sha1').match(/../g) ?? []).map((byte) => `0x${byte}`).join(',')}}\nrc=4\n`,
    right: wrong('password-raw-bytes', { stage: 'connack', code: 4 }),
  },
  {
    name: 'subdev-login',
    log: `PUB /ext/session/a1GateWay00/gw-1/combine/login {"id":"1","params":{"productKey":"${PK}","deviceName":"${DN}","clientId":"${BASE}","timestamp":"1718001234567","signMethod":"hmacSha256","sign":"${sign(SECRET, content(BASE, '1718001234567'))}","cleanSession":"true"}}\n`,
    right: { signature: 'right', kind: 'sub-device', exit: 0 },
  },
];

const MODULES: readonly Situation[] = [
  {
    name: 'simcom-4',
    log: simcom(4),
    right: { stage: 'tcp', by: 'SIMCom', signature: 'right', exit: 0 },
  },
  {
    name: 'simcom-32',
    log: simcom(32),
    right: { stage: 'tls', by: 'SIMCom', signature: 'right', exit: 0 },
  },
  { name: 'simcom-30', log: simcom(30), right: { ...RIGHT_4, by: 'SIMCom' } },
  {
    name: 'espat-comma',
    log: `AT+CWMODE=1\n\nOK\n${userConfig(UNTIMED.id, UNTIMED.password)}\nERROR\n`,
    right: { stage: 'at', by: 'ESP-AT', breaks: ['at-comma'], signature: 'right', exit: 0 },
  },
  {
    name: 'espat-mode2-tcp',
    log: `${userConfig(escaped(MODE_2.id), MODE_2.password)}\nOK\nAT+MQTTCONN=0,"${HOST}",1883,1\n+MQTTDISCONNECTED:0\n\nERROR\n`,
    right: {
      stage: 'failed',
      by: 'ESP-AT',
      breaks: ['plain-for-tls-mode'],
      signature: 'right',
      exit: 0,
    },
  },
  ...[1, 2].map((times): Situation => {
    const long = made({
      base: `${BASE}-${'0123456789'.repeat(4)}`,
      mode: '3',
      time: '1718001234567',
      more: `lan=C,_v=own-1.${'0'.repeat(times * 10)}`,
    });
    return {
      name: `espat-256 (${times})`,
      log: `${userConfig(escaped(long.id), long.password)}\nERROR\n`,
      right: {
        stage: 'at',
        by: 'ESP-AT',
        breaks: ['at-line-too-long'],
        signature: 'right',
        exit: 0,
      },
    };
  }),
  {
    name: 'air780-mconfig',
    log: `AT+MCONFIG="${UNTIMED.id}","${USER}","${UNTIMED.password}"\nOK\nAT+MIPSTART="${HOST}",1883\nOK\nCONNECT OK\nAT+MCONNECT=1,20\n+CME ERROR: 3\n`,
    right: { stage: 'at', by: 'Air AT', breaks: ['keep-alive'], signature: 'right', exit: 0 },
  },
  {
    name: 'quectel-aliauth',
    log: `AT+QMTCFG="aliauth",0,"${PK}","${DN}","${SECRET.slice(0, -1)}0"\nOK\nAT+QMTOPEN=0,"iot-as-mqtt.cn-shanghai.aliyuncs.com",1883\nOK\n+QMTOPEN: 0,0\nAT+QMTCONN=0,"pump"\nOK\n+QMTCONN: 0,0,5\n`,
    right: wrong('secret-one-character', {
      stage: 'connack',
      code: 5,
      by: 'Quectel',
      kind: 'module',
    }),
  },
  {
    name: 'quectel-kick',
    log: `AT+QMTCONN=0,"${UNTIMED.id}","${USER}","${UNTIMED.password}"\nOK\n+QMTCONN: 0,0,0\n+QMTSTAT: 0,1\n`,
    right: { stage: 'closed', by: 'Quectel', signature: 'right', exit: 0 },
  },
  {
    name: 'qmtopen-1',
    log: `AT+QMTCFG="aliauth",0,"${PK}","${DN}","${SECRET}"\nOK\nAT+QMTOPEN=0,"iot-as-mqtt.cn-shanghai.aliyuncs.com",1883\nOK\n+QMTOPEN: 0,-1\n`,
    right: {
      stage: 'tcp',
      by: 'Quectel',
      breaks: ['host-without-product-key'],
      signature: 'right',
      kind: 'module',
      exit: 0,
    },
  },
];

const LIBRARIES: readonly Situation[] = [
  {
    name: 'espidf-msg-nul',
    log: `I (5021) MQTT: client_id=12345|securemode=3,signmethod=hmacsha1,timestamp=789|\nI (5022) MQTT: username=${USER}\nI (5023) MQTT: password=${sign(SECRET, `${content('12345', '789')}\0`, 'sha1')}\nE (5203) MQTT_CLIENT: Connection refused, not authorized\n`,
    right: wrong('wrapped', { stage: 'connack', code: 5, by: 'esp-mqtt' }),
  },
  {
    name: 'url-enc',
    log: labelled(UNTIMED, 'rc=4')
      .replaceAll('|', '%7C')
      .replaceAll(',', '%2C')
      .replaceAll('&', '%26')
      .replace('securemode=3', 'securemode%3D3')
      .replace('signmethod=', 'signmethod%3D'),
    right: { ...RIGHT_4, breaks: ['url-encoded'] },
  },
  {
    name: 'iotkit3-masked-35',
    log: `[wrn] IOT_MQTT_Construct(481): Using default client_id: ${SDK.id}\n[wrn] IOT_MQTT_Construct(488): Using default username: ${USER}\n[wrn] IOT_MQTT_Construct(496): Using default password: ******\n[err] _mqtt_connect(793): received reject ACK from MQTT server! rc = -35\n`,
    right: {
      stage: 'connack',
      code: 4,
      by: 'IoT Kit',
      signature: 'unchecked',
      kind: 'masked',
      exit: 3,
    },
  },
  {
    name: 'lk4-0303',
    log: linkSdk('[LK-0303] MQTT server unavailable\naiot_mqtt_connect failed: -0x0303'),
    right: { ...RIGHT_4, code: 3, by: 'Link SDK' },
  },
  {
    name: 'lk4-dns',
    log: linkSdk('aiot_mqtt_connect failed: -0x0F17', 'iot-as-mqtt.cn-shanghai.aliyuncs.com'),
    right: {
      stage: 'dns',
      by: 'Link SDK',
      breaks: ['host-without-product-key'],
      signature: 'right',
      exit: 0,
    },
  },
  {
    name: 'lk4-tls-cert',
    log: linkSdk('success to establish tcp, fd=3\nmbedtls_ssl_handshake error: -0x2700'),
    right: { stage: 'tls', by: 'mbedTLS', signature: 'right', exit: 0 },
  },
  {
    name: 'lk4-tls-alert',
    log: linkSdk('success to establish tcp, fd=3\nmbedtls_ssl_handshake error: -0x7780'),
    right: { stage: 'tls', by: 'mbedTLS', signature: 'right', exit: 0 },
  },
  {
    name: 'lk4-0304 with another secret',
    log: linkSdk(
      'aiot_mqtt_connect failed: -0x0304',
      HOST,
      made({ time: SDK_TIME, key: 'another secret of 32 characters!' }),
    ),
    right: { stage: 'connack', code: 4, by: 'Link SDK', signature: 'wrong', exit: 3 },
  },
  {
    name: 'pubsub-err2',
    log: `Attempting MQTT connection to ${HOST}:1883\n${labelled(PLAIN, 'MQTT Connect err:2')}`,
    right: { ...RIGHT_4, code: 2, by: 'PubSubClient', breaks: ['keep-alive-default'] },
  },
  ...(
    [
      [254, 'tcp'],
      [252, 'connect'],
      [255, 'failed'],
    ] as const
  ).map(
    ([code, stage]): Situation => ({
      name: `pubsub-${code}`,
      log: `connecting aliyun mqtt ...\n${labelled(PLAIN, `MQTT connect failed, error code ${code}`)}`,
      right: {
        stage,
        by: 'PubSubClient',
        signature: 'right',
        exit: 0,
        breaks: [],
      },
    }),
  ),
  {
    name: 'keepalive-in-log',
    log: `[inf] _mqtt_connect(778): connect params: MQTTVersion=4, clientID=${SDK.id}, keepAliveInterval=20, username=${USER}\npassword=${SDK.password}\n[err] iotx_mc_wait_CONNACK(756): recvConnackProc error,result = -36\n`,
    right: { ...RIGHT_4, code: 3, by: 'IoT Kit', breaks: ['keep-alive'] },
  },
  {
    name: 'hex-keepalive10',
    log: connectHex(10, '20 02 00 03'),
    right: { ...RIGHT_4, code: 3, by: 'server', breaks: ['keep-alive'] },
  },
  {
    name: 'x509',
    log: `[LK-0317] &\n[LK-0318] \n[LK-0319] .|timestamp=${SDK_TIME},_ss=1,_v=sdk-c-4.1.0,securemode=2,signmethod=hmacsha256,authType=x509,ext=3,|\naiot_mqtt_connect failed: -0x0305\n`,
    right: {
      stage: 'connack',
      code: 5,
      by: 'Link SDK',
      signature: 'unchecked',
      kind: 'certificate',
      exit: 3,
    },
  },
];

const ADDRESSES: readonly Situation[] = [
  {
    name: 'port-8883',
    log: `connecting to ${HOST}:8883 ...\n${labelled(MODE_2, 'connect timeout')}`,
    right: { stage: 'failed', breaks: ['port'], signature: 'right', exit: 0 },
  },
  {
    name: 'mode2-tcp-url',
    log: `url=tcp://${HOST}:1883\n${labelled(MODE_2, 'connect failed, rc=5')}`,
    right: { ...RIGHT_5, breaks: ['plain-for-tls-mode'] },
  },
  {
    name: 'apsara-host',
    log: `host: post-cn-v0h1abc.mqtt.aliyuncs.com:1883\n${labelled(PLAIN, 'connect failed, rc=5')}`,
    right: { ...RIGHT_5, breaks: ['host-of-another-service'] },
  },
  {
    name: 'wrong instance',
    log: `connect a1Other00000.iot-as-mqtt.cn-shanghai.aliyuncs.com:1883\n${labelled(PLAIN, 'rc=4')}`,
    right: { ...RIGHT_4, breaks: ['host-of-another-product'] },
  },
];

const REGISTRATIONS: readonly Situation[] = [
  {
    name: 'dynreg-mqtt',
    log: registration(PRODUCT_SECRET, 'aiot_dynregmq_send_request failed: -0x0304'),
    right: { ...RIGHT_4, by: 'Link SDK', kind: 'registration' },
  },
  {
    name: 'dynreg-wrong',
    log: registration('another-secret-1', 'aiot_dynregmq_send_request failed: -0x0304'),
    right: { ...RIGHT_4, signature: 'wrong', kind: 'registration' },
  },
  {
    name: 'dynreg-http',
    log: `POST /auth/register/device HTTP/1.1\nHost: iot-auth.cn-shanghai.aliyuncs.com\nContent-Type: application/x-www-form-urlencoded\n\nproductKey=${PK}&deviceName=${DN}&random=8f3a2c&sign=${sign(PRODUCT_SECRET, `deviceName${DN}productKey${PK}random8f3a2c`)}&signMethod=hmacsha256\nHTTP/1.1 200\n{"code":6289,"message":"device is already active"}\n`,
    right: {
      stage: 'http',
      code: 6289,
      by: 'server',
      signature: 'right',
      kind: 'registration-https',
      exit: 3,
    },
  },
];

const zerosLost = (hex: string): string =>
  (hex.match(/../g) ?? []).map((byte) => Number.parseInt(byte, 16).toString(16)).join('');
const signExtended = (hex: string): string =>
  (hex.match(/../g) ?? []).map((byte) => (byte > '7f' ? `ffffff${byte}` : byte)).join('');

const SIGNATURES: readonly Situation[] = [
  {
    name: 'a byte order mark in the secret',
    log: labelled(made({ mode: '3', key: `\ufeff${SECRET}` }), 'rc=4'),
    right: wrong('wrapped', { stage: 'connack', code: 4 }),
  },
  {
    name: 'seconds for milliseconds',
    log: labelled(made({ time: '1718001234567', text: content(BASE, '1718001234') }), 'rc=4'),
    right: wrong('other-timestamp-signed', { stage: 'connack', code: 4 }),
  },
  {
    name: 'two times, with the Chinese words of Paho',
    log: labelled(
      made({ time: '1718001234567', text: content(BASE, '1718001234564') }),
      '错误的用户名或密码 (4)',
    ),
    right: wrong('other-timestamp-signed', { stage: 'connack', code: 4, by: 'Paho Java' }),
  },
  {
    name: 'zeros lost by %x',
    log: labelled({ id: PLAIN.id, password: zerosLost(PLAIN.password) }, 'rc=4'),
    right: wrong('password-printed', { stage: 'connack', code: 4 }),
  },
  {
    name: 'sign extension',
    log: labelled({ id: PLAIN.id, password: signExtended(PLAIN.password) }, 'rc=4'),
    right: wrong('password-printed', { stage: 'connack', code: 4 }),
  },
  {
    name: 'case of the device name',
    log: labelled(PLAIN, 'rc=4').replace(USER, `PUMP-07&${PK}`),
    right: wrong('user-name-case', { stage: 'connack', code: 4 }),
  },
  {
    name: 'key with its NUL',
    log: labelled(made({ key: `${SECRET}\0` }), 'Connected with result code 0'),
    right: { stage: 'connack', code: 0, signature: 'right', exit: 0 },
  },
  {
    name: 'JSON of the console',
    log: `{"clientId":"${PLAIN.id}","username":"${USER}","mqttHostUrl":"${HOST}","passwd":"${PLAIN.password}","port":1883}\n`,
    right: { signature: 'right', exit: 0 },
  },
  {
    name: 'C macros',
    log: `#define MQTT_CLIENTID "${PLAIN.id}"\n#define MQTT_USERNAME "${USER}"\n#define MQTT_PASSWD "${PLAIN.password}"\n`,
    right: { signature: 'right', exit: 0 },
  },
  {
    name: 'hex dump with offsets and CONNACK 5',
    log: connectHex(300, 'recv: 20 02 00 05'),
    right: { ...RIGHT_5, by: 'server' },
  },
  {
    name: 'Chinese labels with full-width colons',
    log: `客户端ID：${PLAIN.id}\n用户名：${USER}\n密码：${PLAIN.password}\n返回码：4\n`,
    right: RIGHT_4,
  },
  {
    name: 'two logins',
    log: labelled(made({ key: 'wrong' }), 'rc=4') + labelled(PLAIN, 'rc=0'),
    right: { stage: 'connack', code: 0, signature: 'right', exit: 0 },
  },
];

export const SITUATIONS: readonly Situation[] = [
  ...REFUSED,
  ...MODULES,
  ...LIBRARIES,
  ...ADDRESSES,
  ...REGISTRATIONS,
  ...SIGNATURES,
];
