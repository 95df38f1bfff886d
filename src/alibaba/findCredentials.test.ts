import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatHex, hexLines } from '../base/hex.ts';
import { tries } from '../base/runs.testkit.ts';
import { encode } from '../mqtt/codec/encode.ts';
import type { ProtocolVersion } from '../mqtt/tables/packet.ts';
import { connectIn, credentialsOfConnect } from './connectInText.ts';
import { findCredentials } from './findCredentials.ts';
import { SIGN_INS } from './vectors.testkit.ts';

const TIME = '1700000000000';
const ID = `12345|securemode=3,signmethod=hmacsha1,timestamp=${TIME}|`;
const USER = 'dev-0001&a1B2c3D4e5F';
const SIGN = '4f69e325a8028f31e7456ec678df22f58443ab33';
const BROWSER_ID = `12345|securemode=2,signmethod=hmacsha1,timestamp=${TIME},lan=JS|Broswer ,_v=1.2.8|`;
const OLD_ID = `12345|securemode=3,\n        signmethod=hmacsha1,\n        timestamp=${TIME}|`;
const COLOUR = `${String.fromCharCode(27)}[0;32m`;

const TEXTS: readonly (readonly [string, string])[] = [
  [
    'lines of an ESP32',
    `${COLOUR}I (2345) MQTT: client_id: ${ID}\nI (2346) MQTT: username: ${USER}\nW (2347) MQTT: password: ${SIGN}\n`,
  ],
  [
    'Link SDK v4',
    `[1609459200.123][LK-0313] MQTT user calls aiot_mqtt_connect api, connect\r\n[1609459200.124][LK-0317] mqtt_clientid: ${ID}\r\n[1609459200.124][LK-0318] user name: ${USER}\r\n[1609459200.125][LK-0319] password: ${SIGN.toUpperCase()}\r\n`,
  ],
  [
    'the older C package',
    `[prt] guider_print_conn_info(271):           Host : a1.iot-as-mqtt.cn-shanghai.aliyuncs.com\n[prt] x(272):       ClientID : ${ID}\n[prt] x(273):      User Name : ${USER}\n[prt] x(274):       Password : ${SIGN}`,
  ],
  ['one line', `connect clientId=${ID}, username=${USER}, password=${SIGN}.`],
  ['JSON', JSON.stringify({ clientId: ID, username: USER, password: SIGN, clean: true })],
  [
    'JSON in JSON',
    JSON.stringify({ msg: JSON.stringify({ clientId: ID, username: USER, password: SIGN }) }),
  ],
  [
    'JSON of Go',
    `{"clientId":"${ID}","username":"dev-0001\\u0026a1B2c3D4e5F","password":"${SIGN}"}`,
  ],
  [
    'a command of Mosquitto',
    `mosquitto_pub -h a1.iot-as-mqtt.cn-shanghai.aliyuncs.com -p 1883 \\\n  -i '${ID}' \\\n  -u '${USER}' -P ${SIGN} -t /a -m b`,
  ],
  ['its long options', `mosquitto_sub --id "${ID}" --username "${USER}" --pw "${SIGN}" -t '#'`],
  ['Chinese labels', `客户端ID：${ID}\n用户名：${USER}\n密码：${SIGN}`],
  ['Chinese labels in a sentence', `客户端 ID 为 ${ID}，用户名为 ${USER}，密码为 ${SIGN}`],
  [
    'C source',
    `#define CLIENT_ID "${ID}"\n#define USER_NAME "${USER}"\n#define PASSWORD "${SIGN}"\n#define TOPIC "/a/b"`,
  ],
  [
    'JavaScript',
    `mqtt.connect('mqtt://x', {\n  clientId: '${ID}',\n  username: '${USER}',\n  password: '${SIGN}',\n})`,
  ],
  [
    'Python',
    `client = mqtt.Client(client_id="${ID}")\nclient.username_pw_set(username="${USER}", password="${SIGN}")`,
  ],
  [
    'values on the next line',
    `Client ID:\n    ${ID}\nUser name:\n    ${USER}\nPassword:\n    ${SIGN}\n`,
  ],
  [
    'no labels at all',
    `sending ${ID} ${USER} ${SIGN}; deviceSecret e1c0a98b76f54d3e2c1b0a9f8e7d6c5b`,
  ],
  ['names of variables', `mqttClientId = ${ID}\nmqttUsername = ${USER}\nmqttPassword = ${SIGN}`],
  [
    'AT commands of an ESP8266',
    `AT+MQTTUSERCFG=0,1,"NULL","${USER}","${SIGN}",0,0,""\r\nOK\r\nAT+MQTTCLIENTID=0,"${ID.replaceAll(',', '\\,')}"\r\nOK`,
  ],
  ['an AT command of a modem', `AT+QMTCONN=0,"${ID}","${USER}","${SIGN}"\r\nOK`],
  [
    'Java',
    `new MqttClient(url, "${ID}");\noptions.setUserName("${USER}");\noptions.setPassword("${SIGN}".toCharArray());`,
  ],
  [
    'tshark',
    `    Client ID Length: 61\n    Client ID: ${ID}\n    User Name Length: 20\n    User Name: ${USER}\n    Password Length: 40\n    Password: ${SIGN}\n`,
  ],
  ['bytes of Python', `client_id=b'${ID}'\nusername=b'${USER}' password=b'${SIGN}'`],
  [
    'XML',
    `<clientId>${ID}</clientId><userName>dev-0001&amp;a1B2c3D4e5F</userName><password>${SIGN}</password>`,
  ],
  [
    'a query',
    `clientId=${encodeURIComponent(ID)}&username=${encodeURIComponent(USER)}&password=${SIGN}`,
  ],
  ['short labels', `mqtt_connect id:${ID} user:${USER} passwd:${SIGN} keepalive:60`],
  ['brackets', `clientId [${ID}] userName [${USER}] password [${SIGN}]`],
  [
    'the console',
    `clientId\n${ID}\nusername\n${USER}\npasswd\n${SIGN}\nmqttHostUrl\nx.iot-as-mqtt.cn-shanghai.aliyuncs.com`,
  ],
];

describe('findCredentials', () => {
  it.each(TEXTS)('reads %s', (_what, text) => {
    const found = findCredentials(text);
    expect({ ...found, password: found.password?.toLowerCase() }).toMatchObject({
      clientId: ID,
      userName: USER,
      password: SIGN,
      from: 'text',
    });
    expect(found.timestamps).toContain(TIME);
  });

  it.each([BROWSER_ID, OLD_ID])('keeps the tail %j of the vendor’s packages unchanged', (id) => {
    const { clientId } = findCredentials(`clientId: ${id}\nusername: ${USER}\npassword: ${SIGN}`);
    expect(clientId).toBe(id);
  });

  it('keeps quoted text including blanks at its end', () => {
    const found = findCredentials(`clientId: "${ID}", username: "${USER} ", password: '${SIGN} '`);
    expect(found).toMatchObject({ userName: `${USER} `, password: `${SIGN} ` });
  });

  it('returns the last of several starts, and lists the earlier ones', () => {
    const start = (time: string) =>
      `clientId: 1|securemode=3,timestamp=${time}|\nusername: ${USER}\npassword: ${time}ab\n`;
    const found = findCredentials(`${start('1600000000001')}retry\n${start('1600000000002')}`);
    expect(found.clientId).toContain('1600000000002');
    expect(found.earlier.map(({ password }) => password)).toEqual(['1600000000001ab']);
    expect(found.timestamps).toEqual(['1600000000001', '1600000000002']);
  });

  it('returns the last start if some fields stay the same, or nothing has a label', () => {
    const [one, two] = [1, 2].map((at) => `12345|securemode=3,timestamp=${at}|`);
    const texts = [
      `username: ${USER}\nclientId: ${one}\npassword: ${'1'.repeat(40)}\nusername: ${USER}\nclientId: ${two}\npassword: ${'2'.repeat(40)}\n`,
      `clientId: ${one}\nusername: ${USER}\nusername: ${USER}\npassword: ${'1'.repeat(40)}\nusername: ${USER}\npassword: ${'2'.repeat(40)}\nclientId: ${two}\nclientId: 3|securemode=3|`,
      `sending ${one} ${USER} ${'1'.repeat(40)}\nsending id:${two} ${USER} ${'2'.repeat(40)}\nsending 3|securemode=3|`,
    ];
    for (const text of texts) {
      expect(findCredentials(text)).toMatchObject({
        clientId: two,
        userName: USER,
        password: '2'.repeat(40),
        earlier: [{ clientId: one, userName: USER, password: '1'.repeat(40) }],
      });
    }
  });

  it('returns the last complete one of any number of starts, with fields in any order', () => {
    const fields = fc.shuffledSubarray(['clientId', 'username', 'password'], { minLength: 3 });
    const starts = fc.integer({ min: 1, max: 5 });
    fc.assert(
      fc.property(fields, starts, fc.boolean(), fc.boolean(), (order, count, isNew, isCut) => {
        const start = (at: number) => {
          const clientId = `12345|securemode=3,timestamp=${isNew ? at : 0}|`;
          const values = { clientId, username: USER, password: String(at).repeat(40) };
          return new Map(Object.entries(values));
        };
        const lines = Array.from({ length: count }, (_one, at) =>
          order.map((field) => `${field}: ${start(at).get(field)}`),
        ).flat();
        if (isCut) lines.push(`clientId: 12345|securemode=3,timestamp=999|`);
        const found = findCredentials(lines.join('\n'));
        const last = start(count - 1);
        expect([found.clientId, found.userName, found.password]).toEqual(
          ['clientId', 'username', 'password'].map((field) => last.get(field)),
        );
        expect(found.earlier).toHaveLength(count - 1);
      }),
      { numRuns: tries(200, 40) },
    );
  });

  it('returns the last of several CONNECT packets, and lists the earlier ones', () => {
    const [first, last] = SIGN_INS;
    if (first === undefined || last === undefined) throw new Error('two vectors are needed');
    const lines = [first, last, last].map((one) => `sent ${formatHex(connectOf(one, 4))}`);
    const { username, ...others } = last.expected;
    expect(findCredentials(lines.join('\n'))).toMatchObject({
      clientId: others.clientId,
      userName: username,
      password: others.password,
      earlier: [{ clientId: first.expected.clientId }],
    });
  });

  it('finds times of any kind', () => {
    const { timestamps } = findCredentials(
      '2018-12-04T04:08:01.106Z [1543896481] up at 1543896481200',
    );
    expect(timestamps).toEqual(['1543896481106', '1543896481', '1543896481200']);
  });

  it('does not confuse secrets with passwords, and ignores stars', () => {
    const found = findCredentials(`deviceSecret=${'ab'.repeat(16)}\npassword: ********\n`);
    expect(found.password).toBeUndefined();
  });

  it('handles any text quickly', () => {
    const pieces = [
      'clientId',
      ':',
      ' ',
      '|',
      '=',
      ',',
      '\n',
      '"',
      "'",
      '-u ',
      'a&b',
      '10',
      '\\x10',
      '用户名：',
      'securemode',
      '[',
      'ff ',
    ];
    const text = fc
      .array(fc.constantFrom(...pieces), { maxLength: 60 })
      .map((list) => list.join(''));
    fc.assert(
      fc.property(text, (given) => {
        expect(Object.keys(findCredentials(given))).toContain('timestamps');
      }),
      { numRuns: tries(500) },
    );
    for (const [index, long] of ['|', 'a', '10 ', ',\n', '1,', 'clientId:', '"', '-i '].entries()) {
      expect(findCredentials(long.repeat(3000 + index)).earlier).toEqual([]);
    }
  });
});

function connectOf(vector: (typeof SIGN_INS)[number], version: ProtocolVersion): Uint8Array {
  const { clientId, username, password } = vector.expected;
  return encode(
    {
      type: 'connect',
      protocolName: version === 3 ? 'MQIsdp' : 'MQTT',
      protocolLevel: version,
      cleanStart: true,
      keepAlive: 60,
      clientId,
      userName: username,
      password: new TextEncoder().encode(password),
      properties: [],
    },
    version,
  );
}

const VECTOR = SIGN_INS[2];
const PACKET = VECTOR === undefined ? new Uint8Array() : connectOf(VECTOR, 4);
/** A packet in a capture: after headers, and with bytes after it. */
const FRAME = Uint8Array.from([...new Uint8Array(54).fill(0x10), ...PACKET, 0xc0, 0]);

const dump = (
  bytes: Uint8Array,
  line: (offset: number, digits: string[], ascii: string) => string,
) =>
  hexLines(bytes, 0, 99)
    .map(({ offset, digits, ascii }) => line(offset, [...digits], ascii))
    .join('\n');
const four = (offset: number) => offset.toString(16).padStart(4, '0');
const padded = (digits: readonly string[]) => digits.join(' ').padEnd(47);

const WRITTEN: readonly (readonly [string, string])[] = [
  ['hex', Buffer.from(PACKET).toString('hex')],
  ['hex in upper case with blanks', formatHex(PACKET).toUpperCase()],
  [
    'hex with colons',
    Buffer.from(PACKET)
      .toString('hex')
      .replace(/(..)(?=.)/g, '$1:'),
  ],
  [
    'a C array',
    `{ ${Array.from(PACKET, (byte) => `0x${byte.toString(16).padStart(2, '0')}`).join(', ')} };`,
  ],
  ['Base64', Buffer.from(PACKET).toString('base64')],
  [
    'Base64 in a line of a log',
    `I (12) sent ${Buffer.from(PACKET).toString('base64')} (156 bytes)`,
  ],
  ['hex in a line of a log', `12:01:07 tx ${Buffer.from(PACKET).toString('hex')}`],
  [
    'Wireshark’s dump',
    dump(FRAME, (at, digits, ascii) => `${four(at)}   ${padded(digits)}   ${ascii}`),
  ],
  [
    'hexdump -C',
    dump(PACKET, (at, digits, ascii) => `0000${four(at)}  ${padded(digits)}  |${ascii}|`),
  ],
  [
    'xxd',
    dump(PACKET, (at, digits, ascii) => {
      const groups = digits.join('').replace(/(....)(?=.)/g, '$1 ');
      return `0000${four(at)}: ${groups.padEnd(39)}  ${ascii}`;
    }),
  ],
  ['an ESP32’s buffer', dump(PACKET, (_at, digits) => `I (123) MQTT: ${digits.join(' ')}`)],
  [
    'Python’s bytes',
    `b'${Array.from(PACKET, (byte) => (byte < 32 || byte > 126 ? `\\x${byte.toString(16).padStart(2, '0')}` : String.fromCharCode(byte))).join('')}'`,
  ],
  ['a Buffer as JSON', JSON.stringify(Buffer.from(PACKET))],
];

describe('a CONNECT packet', () => {
  it.each(WRITTEN)('is read from %s', (_what, text) => {
    expect(findCredentials(text)).toMatchObject({
      from: 'connect',
      clientId: VECTOR?.expected.clientId,
      userName: VECTOR?.expected.username,
      password: VECTOR?.expected.password,
    });
  });

  it.each([3, 4, 5] as const)('of protocol level %i is read for every vector', (version) => {
    for (const vector of SIGN_INS) {
      const packet = connectIn(connectOf(vector, version));
      expect(packet && credentialsOfConnect(packet)).toEqual({
        clientId: vector.expected.clientId,
        userName: vector.expected.username,
        password: vector.expected.password,
      });
    }
  });

  it('contains other possible reasons for a rejection', () => {
    for (const version of [4, 5] as const) {
      const [vector] = SIGN_INS;
      if (vector === undefined) throw new Error('There are no vectors.');
      const text = Buffer.from(connectOf(vector, version)).toString('base64');
      expect(findCredentials(text).circumstances).toEqual({
        keepAlive: 60,
        hasWill: false,
        protocolLevel: version,
      });
    }
    expect(findCredentials('clientId=a|securemode=3|').circumstances).toBeUndefined();
  });

  it('is not found if it is truncated or invalid', () => {
    expect(connectIn(PACKET.subarray(0, -1))).toBeUndefined();
    expect(connectIn(new Uint8Array())).toBeUndefined();
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(connectIn(bytes)).toBeUndefined();
      }),
      { numRuns: 100 },
    );
  });
});

describe('a value sent instead of a password', () => {
  const SHA256 = 'c0ffee'.padEnd(64, '0123456789abcdef');
  const QUECTEL = (password: string) =>
    `AT+QMTOPEN=0,"a1.iot-as-mqtt.cn-shanghai.aliyuncs.com",1883\r\nOK\r\nAT+QMTCONN=0,"${ID}","${USER}","${password}"\r\n+QMTCONN: 0,0,4`;

  it.each([
    ['cut by one digit', SHA256.slice(0, 63)],
    ['half of it', SIGN.slice(0, 20)],
    ['with a digit too many', `${SIGN}0`],
    ['in Base64', Buffer.from(SIGN, 'hex').toString('base64')],
    ['hex digits in Base64', Buffer.from(`${SIGN}0`).toString('base64')],
    ['nothing', ''],
  ])('%s is found without a label', (_what, password) => {
    expect(findCredentials(QUECTEL(password))).toMatchObject({
      clientId: ID,
      userName: USER,
      password,
    });
  });

  it('an empty value with a label counts as empty, and later values count', () => {
    expect(findCredentials(`clientId="${ID}" username="${USER}" password=""`).password).toBe('');
    expect(
      findCredentials(`password=""\nclientId="${ID}"\nusername="${USER}"\npassword="${SIGN}"`),
    ).toMatchObject({ clientId: ID, password: SIGN, earlier: [] });
  });

  it('is not the device secret of an earlier command', () => {
    const secret = '0123456789abcdef0123456789abcdef';
    const text = `AT+QMTCFG="aliauth",0,"a1B2c3D4e5F","dev-0001","${secret}"\r\nOK\r\n`;
    expect(findCredentials(`${text}AT+QMTCONN=0,"${ID}","${USER}"`).password).toBeUndefined();
    expect(findCredentials(text + QUECTEL(SIGN)).password).toBe(SIGN);
  });
});

it.each([80, 64, 120])('restores a log that a terminal wrapped at %i columns', (width) => {
  const log = `[12:00:01.000] I/mqtt: connecting as clientId=${ID} username=${USER} password=${SIGN}`;
  const wrapped = log.match(new RegExp(`.{1,${width}}`, 'g')) ?? [];
  for (const end of ['\n', '\r\n']) {
    expect(findCredentials(`boot\n${wrapped.join(end)}${end}done\n`)).toMatchObject({
      clientId: ID,
      userName: USER,
      password: SIGN,
    });
  }
});

it.each([SIGN, SIGN.slice(0, -1)])(
  'a log in one string of JSON is read, its password %s',
  (sign) => {
    for (const end of ['\r\n', '\n']) {
      const log = `boot${end}clientId=${ID}${end}username=${USER}${end}password=${sign}${end}rc=4`;
      expect(findCredentials(JSON.stringify({ log }))).toMatchObject({
        clientId: ID,
        userName: USER,
        password: sign,
      });
    }
  },
);

describe('an empty password', () => {
  const NAMES = 'clientId: mac|securemode=3,signmethod=hmacsha1|\nusername: d&a1B2c3D4e5F\n';

  it.each([
    ['a line without a value', `${NAMES}password=\nconnecting to the broker\n`],
    ['a line without a value, and one word', `${NAMES}password: \nconnecting\n`],
    ['the last line', `${NAMES}password=`],
    ['the last line, and blanks', `${NAMES}password:  \n\n`],
    ['a call', `${NAMES}mqtt_set_passwd("");\n`],
    ['a call with a handle', `${NAMES}mqtt_set_password(client, "");\n`],
  ])('is found as such in %s', (_what, text) => {
    expect(findCredentials(text).password).toBe('');
  });

  it('is not assumed if the value is on the next line', () => {
    const password = '4f69e325a8028f31e7456ec678df22f58443ab33';
    expect(findCredentials(`${NAMES}password:\n${password}\n`).password).toBe(password);
  });
});
