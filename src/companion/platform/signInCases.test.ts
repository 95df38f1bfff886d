/** Tests `mqttscope verify` and `explain` with real logs: the first four lines in both languages, exit codes. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { SITUATIONS } from '../../alibaba/logs/situations.testkit.ts';
import { cli as en } from '../../i18n/cli/en/texts.ts';
import { cli as zh } from '../../i18n/cli/zh/texts.ts';
import { UsageError } from '../cli/errors.ts';
import { parseCommandLine } from '../serve/commandLine.ts';
import { temporaryFolder } from '../serve/companion.testkit.ts';
import { runExplain } from './explainCommand.ts';
import { runVerify } from './verifyCommand.ts';

const SECRETS = ['4f1c9a7be3d25086a1b7c3f9e08d6254', 'kQ8vZ2nM5xW1rT7y'] as const;
const [DEVICE_SECRET, PRODUCT_SECRET] = SECRETS;

async function told(
  run: typeof runVerify | typeof runExplain,
  argv: readonly string[],
  stdin: string,
  texts = en,
) {
  const output = new PassThrough();
  const input = Readable.from([Buffer.from(stdin)]);
  const secrets = { environment: {}, input };
  const around = { output, notice: () => undefined, texts, version: '1', secrets };
  const code = await run(argv, around);
  return { code, output: String(output.read() ?? '') };
}

const verify = (log: string, texts = en, secret: string = DEVICE_SECRET) =>
  told(
    runVerify,
    ['--log', '-', '--device-secret', secret, '--product-secret', PRODUCT_SECRET],
    log,
    texts,
  );

const CASES = path.resolve(import.meta.dirname, '../../../e2e/cases');

function caseLog(name: string): string {
  const text = readFileSync(path.join(CASES, name), 'utf8');
  return text.split('-----8<-----\n')[1] ?? text;
}

/** Texts of the first four lines, in their order, and the exit code. */
const RIGHT: Readonly<Record<string, readonly [RegExp, RegExp, RegExp, RegExp, number]>> = {
  'alibaba-air780-mconfig.txt': [
    /AT 指令被模组拒绝/,
    /Air AT.*CME ERROR: 3/,
    /心跳间隔 20 秒/,
    /：正确/,
    0,
  ],
  'alibaba-connwl.txt': [
    /CONNACK 4/,
    /CONNACK return code 4/,
    /没有发现/,
    /未校验.*deviceToken/,
    3,
  ],
  'alibaba-dynreg-http.txt': [
    /HTTPS 返回 code 6289：设备已激活/,
    /平台/,
    /没有发现/,
    /正确.*ProductSecret/,
    3,
  ],
  'alibaba-dynreg-mqtt.txt': [
    /CONNACK 4/,
    /Link SDK.*-0x0304/,
    /没有发现/,
    /正确.*ProductSecret/,
    3,
  ],
  'alibaba-espat-256.txt': [
    /AT 指令被模组拒绝/,
    /ESP-AT.*ERROR/,
    /267 字节.*256 字节/,
    /：正确/,
    0,
  ],
  'alibaba-espat-comma.txt': [/AT 指令被模组拒绝/, /ESP-AT.*ERROR/, /逗号没有转义/, /：正确/, 0],
  'alibaba-espidf-msg-nul.txt': [
    /CONNACK 5/,
    /esp-mqtt.*not authorized/,
    /没有发现/,
    /NUL.*strlen/,
    3,
  ],
  'alibaba-html-amp.txt': [/CONNACK 4/, /rc=4/, /&amp;/, /不正确.*&amp;/, 3],
  'alibaba-ilop-token.txt': [/CONNACK 5/, /IoT Kit.*-34/, /没有发现/, /：正确/, 3],
  'alibaba-iotkit3-masked-35.txt': [
    /CONNACK 4/,
    /IoT Kit.*-35/,
    /没有发现/,
    /未校验.*已隐藏.*sign/,
    3,
  ],
  'alibaba-keepalive-in-log.txt': [/CONNACK 3/, /IoT Kit.*-36/, /心跳间隔 20 秒/, /：正确/, 3],
  'alibaba-lk4-0303.txt': [
    /CONNACK 3.*心跳.*不是密码/,
    /Link SDK.*-0x0303/,
    /没有发现/,
    /：正确/,
    3,
  ],
  'alibaba-lk4-dns.txt': [/DNS.*没有发出/, /Link SDK.*-0x0F17/, /缺少 ProductKey/, /：正确/, 0],
  'alibaba-mode2-tcp-url.txt': [/CONNACK 5/, /rc=5/, /securemode=2.*tcp:\/\//, /：正确/, 3],
  'alibaba-paho-zh.txt': [/CONNACK 5/, /Paho Java.*无权连接 \(5\)/, /没有发现/, /：正确/, 3],
  'alibaba-port-8883.txt': [/没有说明在哪一步/, /connect timeout/, /端口 8883/, /：正确/, 0],
  'alibaba-pubsub-254.txt': [/TCP.*没有发出/, /PubSubClient.*254/, /没有发现/, /：正确/, 0],
  'alibaba-pubsub-err2.txt': [
    /CONNACK 2.*不是密码/,
    /PubSubClient.*err:2/,
    /setKeepAlive\(60\)/,
    /：正确/,
    3,
  ],
  'alibaba-pw-bytes.txt': [/CONNACK 4/, /rc=4/, /没有发现/, /不正确.*原始字节/, 3],
  'alibaba-quectel-aliauth.txt': [/CONNACK 5/, /Quectel/, /没有发现/, /第 32 个字符/, 3],
  'alibaba-simcom-4.txt': [/TCP.*socket/, /SIMCom.*0,4/, /没有发现/, /：正确/, 0],
  'alibaba-url-enc.txt': [/CONNACK 4/, /rc=4/, /%7C/, /：正确/, 3],
  'alibaba-x509.txt': [/CONNACK 5/, /Link SDK.*-0x0305/, /没有发现/, /未校验.*X\.509/, 3],
  'pub-15-verify-control-pictures.txt': [/CONNACK 4/, /return code 4”$/, /没有发现/, /：正确/, 3],
};

describe('mqttscope verify', () => {
  it('has right values for every case', () => {
    const logs = readdirSync(CASES).filter((name) => /^alibaba-(?!platform)|^pub-15/.test(name));
    expect(logs.toSorted()).toEqual(Object.keys(RIGHT).toSorted());
  });

  it.each(Object.entries(RIGHT))('answers the four questions about %s', async (name, right) => {
    const [how, who, broken, signature, exit] = right;
    const secret = name.startsWith('pub-15') ? 'fedcba9876543210fedcba9876543210' : DEVICE_SECRET;
    const { code, output } = await verify(caseLog(name), zh, secret);
    const lines = output.split('\n').slice(0, 4);
    expect(lines[0]).toMatch(how);
    expect(lines[1]).toMatch(who);
    expect(lines[2]).toMatch(broken);
    expect(lines[3]).toMatch(signature);
    expect(code).toBe(exit);
  });

  it('never quotes a password or secret', async () => {
    for (const { log } of SITUATIONS) {
      const { output } = await told(runExplain, ['--log', '-'], log);
      for (const secret of SECRETS) expect(output).not.toContain(secret);
      for (const [hex] of log.matchAll(/\b[0-9a-f]{32,64}\b/gi)) expect(output).not.toContain(hex);
    }
  });
});

/** A sign-in whose password no known mistake produces. */
const foreign = (after: string): string =>
  `clientId: a1Xk9LmQp2Z.boiler_3A|securemode=3,signmethod=hmacsha1|\nusername: boiler_3A&a1Xk9LmQp2Z\npassword: ${'5e'.repeat(20)}\n${after}\n`;

describe('suspicions about an unexplained password', () => {
  it.each([
    ['getaddrinfo ENOTFOUND', false],
    ['MQTT connect failed, rc=-4', false],
    ['CONNACK return code 2', false],
    ['', false],
    ['{"code":6288,"message":"x"}', false],
    ['CONNACK return code 4', true],
    ['CONNACK return code 5', true],
    ['CONNACK reason code 0x86', true],
    ['CONNACK reason code 0x87', true],
    ['CONNACK reason code 0x88', false],
    ['aiot_mqtt_connect failed: -0x0305', true],
  ])('about the secret after %s: %s', async (after, isSuspected) => {
    const { output } = await verify(foreign(after));
    expect(output).toContain('timestamp-elsewhere');
    expect(output.includes('another-secret')).toBe(isSuspected);
  });
});

describe('mqttscope explain', () => {
  it.each([
    ['-0x0303', 'CONNACK 3', 0],
    ['+CMQTTCONNECT: 0,32', 'TLS failed; CONNECT was not sent', 0],
    ['CONNACK 2', 'CONNACK 2', 0],
    ['-35', 'CONNACK 4', 0],
    ['无权连接 (5)', 'CONNACK 5', 0],
    ['6287', '6287: the sub-device’s signature is wrong', 0],
    ['100017', '100017: defined by the device itself', 0],
    ['return code -1', 'library Paho C', 0],
    ['Connect failed, rc -1', 'library Paho C', 0],
    ['rc=-1', 'library PubSubClient', 0],
    ['reason code 135', 'CONNACK 135 (0x87): refused: not authorized', 0],
    ['0x8A', 'CONNACK 138 (0x8A): refused: banned', 0],
    ['LK-0304', 'CONNACK 4', 0],
    ['32103', 'TCP: no connection', 0],
    ['MQTT_CONNECTION_TIMEOUT', 'CONNECT sent, no CONNACK received', 0],
    ['connection refused (5)', 'CONNACK 5', 0],
    ['Connection refused', 'TCP: no connection', 0],
    ['net::ERR_CONNECTION_REFUSED', 'TCP: no connection', 0],
    ['session taken over', 'another connection of this device took over', 0],
    ['good morning', 'the text does not say', 4],
  ])('explains %s', async (text, answer, exit) => {
    const { code, output } = await told(runExplain, [text], '');
    expect(output).toContain(answer);
    expect(code).toBe(exit);
  });

  it('lists only causes that the outcome leaves possible', async () => {
    const log = `host a1Mq7TzRkWb.iot-as-mqtt.cn-shanghai.aliyuncs.com\naiot failed: -0x0F0B\n`;
    const { output } = await told(runExplain, ['--log', '-'], log);
    expect(output).toMatch(/^How far: DNS/);
    expect(output).toContain('1. The host name is not found.');
    expect(output).not.toMatch(/secret|disabled/);
  });

  it('names the signature first if Alibaba rejected the credentials', async () => {
    const log = (code: number) => `username: pump-07&a1Mq7TzRkWb\nCONNACK ${code}\n`;
    const of = async (code: number) => (await told(runExplain, ['--log', '-'], log(code))).output;
    expect(await of(4)).toContain('1. The password does not match the secret');
    expect(await of(3)).not.toContain('mqttscope verify');
  });

  it('reads a file that is named without --log', async () => {
    const file = path.join(temporaryFolder(), 'device.log');
    writeFileSync(file, 'connect failed, CONNACK return code 5\n');
    const { code, output } = await told(runExplain, [file], '');
    expect(output).toContain('CONNACK 5');
    expect(code).toBe(0);
  });

  it.each(['missing.txt', './missing', '/tmp/none/device.log', 'C:\\logs\\dev.out', '~/log'])(
    'says that there is no file %s',
    async (name) => {
      const error: unknown = await told(runExplain, [name], '').catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(UsageError);
      expect(String(error)).toContain(`${name} does not exist`);
    },
  );

  it.each(['mqtt.example.com', 'good.morning', 'tcp://a.b/c'])(
    'treats %s as a text',
    async (text) => {
      expect(await told(runExplain, [text], '')).toMatchObject({ code: 4 });
    },
  );

  it('requires a text or a log', async () => {
    await expect(told(runExplain, [], '')).rejects.toThrow(/code or a line/);
  });
});

describe('a text without a host, user name or client ID of Alibaba', () => {
  /** Names of clouds, their libraries and what only Alibaba has. */
  const NAMED =
    /alibaba|aliyun|platform|console|globalsign|securemode|device secret|accounts opened|instance|link sdk|pubsubclient/i;

  const LOGS: readonly (readonly [string, string, RegExp])[] = [
    [
      'TLS on port 1883',
      'I (4310) mqtt: connecting to mqtts://192.0.2.90:1883\nE (4811) esp-tls-mbedtls: mbedtls_ssl_handshake returned -0x7280\nE (4812) esp-tls: Failed to open new connection\nE (4813) transport_base: Failed to open a new connection\nE (4820) mqtt_client: Error transport connect\n',
      /^How far: TLS failed; CONNECT was not sent \(the server closed the connection\)[^]*\n1\. The client uses TLS on port 1883, which is usually the port without TLS[^]*8883\.\n$/,
    ],
    [
      'code 5 of another broker',
      'connecting to 192.0.2.97:1883 as sensor-3\nmqtt: CONNACK return code 5\n',
      /^How far: CONNACK 5: refused: not authorized[^]*\nCause: The broker refused the client: check user name, password and the permissions of this client\.\n/,
    ],
    [
      'the wrong version number of Mosquitto’s clients',
      'OpenSSL Error[0]: error:0A00010B:SSL routines::wrong version number\nError: Protocol error\n',
      /^How far: TLS failed; CONNECT was not sent \(the answer is not TLS: this port is one without TLS\)[^]*Rules broken: none found in this text\n$/,
    ],
    [
      'code 3 of another broker',
      'CONNACK return code 3\n',
      /^How far: CONNACK 3: refused: server unavailable; not the password[^]*text\n$/,
    ],
    [
      'a name that is not found',
      'Error: getaddrinfo ENOTFOUND broker.test\n',
      /^How far: DNS: the host name was not resolved[^]*Rules broken: none found in this text\n$/,
    ],
    ['no CONNACK', 'keepalive=10\nError: connack timeout\n', /^How far: CONNECT sent/],
    ['an end', 'CONNACK 0\nclosed by server\n', /^How far: closed later/],
  ];

  it.each(LOGS)('is explained in its own words: %s', async (_what, log, right) => {
    const { output } = await told(runExplain, ['--log', '-'], log);
    expect(output).toMatch(right);
    expect(output.replaceAll(/“[^”]*”/g, '')).not.toMatch(NAMED);
    const verified = await verify(log);
    const [how, who] = output.split('\n');
    expect(verified.output.split('\n').slice(0, 2)).toEqual([how, who]);
    expect(verified.output).not.toMatch(/GlobalSign|console|securemode|region/);
  });
});

it('rejects an unknown subcommand, also with --help', () => {
  const surroundings = {
    texts: en,
    version: '1',
    users: undefined,
    token: undefined,
    print: () => undefined,
  };
  for (const argv of [['explian'], ['explian', '--help'], ['explian', '--version']]) {
    expect(() => parseCommandLine(argv, surroundings)).toThrow(/explian/);
  }
});

describe('the character set of a log', () => {
  const LINE = '登录阿里云平台被拒绝，code=5\n';
  // The same in GBK.
  const IN_GBK = Buffer.from(
    'b5c7c2bcb0a2c0efd4c6c6bdcca8b1bbbedcbef8a3ac636f64653d350a'.replaceAll(' ', ''),
    'hex',
  );
  const inFile = (bytes: Uint8Array): string => {
    const file = path.join(temporaryFolder(), 'device.log');
    writeFileSync(file, bytes);
    return file;
  };

  it.each([
    ['GBK', IN_GBK],
    ['GBK and UTF-8', Buffer.concat([Buffer.from('设备启动\n'), IN_GBK])],
    ['UTF-16 with a byte order mark', Buffer.from(`\ufeff${LINE}`, 'utf16le')],
    ['GBK and bytes that are no text', Buffer.concat([Buffer.from([0xff, 0x0a]), IN_GBK])],
  ])('may be %s', async (_name, bytes) => {
    const { output } = await told(runExplain, ['--log', inFile(bytes)], '');
    expect(output).toContain('CONNACK 5');
    expect(output).toContain('登录阿里云平台被拒绝，code=5');
  });
});

it('a text without credentials suggests nothing about a CONNECT that it does not have', async () => {
  const { code, output } = await verify('wifi connected, ip 192.168.1.7\n');
  expect(code).toBe(4);
  expect(output).not.toMatch(/may not fit|likely|Other possible causes/);
});
