import { createHmac } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { connectIn } from '../../alibaba/connectInText.ts';
import { SIGN_INS, VARIANTS } from '../../alibaba/vectors.testkit.ts';
import { cli } from '../../i18n/cli/en/texts.ts';
import { encode } from '../../mqtt/codec/encode.ts';
import { StartError, UsageError } from '../cli/errors.ts';
import { temporaryFolder } from '../serve/companion.testkit.ts';
import { runSign } from './signCommand.ts';
import { runVerify } from './verifyCommand.ts';

const SECRET = 'e1c0a98b76f54d3e2c1b0a9f8e7d6c5b';
const DEVICE = ['--product-key', 'a1B2c3D4e5F', '--device-name', 'dev-0001'];

interface Given {
  readonly stdin?: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly isTty?: true;
}

interface Told {
  readonly code: number;
  readonly output: string;
  readonly notices: readonly string[];
}

function surroundings({ stdin = '', environment = {}, isTty }: Given) {
  const output = new PassThrough();
  const notices: string[] = [];
  const input = Object.assign(Readable.from([Buffer.from(stdin)]), isTty && { isTTY: true });
  return {
    output,
    notices,
    notice: (text: string) => notices.push(text),
    texts: cli,
    version: '1',
    secrets: { environment, input },
    now: () => 1_700_000_000_000,
  };
}

async function told(
  run: typeof runSign | typeof runVerify,
  argv: readonly string[],
  given: Given,
): Promise<Told> {
  const around = surroundings(given);
  const code = (await run(argv, around)) ?? 0;
  const output = String(around.output.read() ?? '');
  return { code, output, notices: around.notices };
}

const sign = (argv: readonly string[], given: Given = {}) => told(runSign, argv, given);
const verify = (argv: readonly string[], given: Given = {}) => told(runVerify, argv, given);

function parsed(text: string): unknown {
  return JSON.parse(text);
}

describe('mqttscope sign', () => {
  it.each(SIGN_INS)('signs $name', async ({ request, expected }) => {
    const given: Readonly<Record<string, string | undefined>> = {
      '--product-key': request.productKey,
      '--device-name': request.deviceName,
      '--device-secret': request.deviceSecret,
      '--client-id': request.clientIdBase,
      '--timestamp': request.timestamp ?? 'none',
      '--sign-method': request.signMethod,
      '--secure-mode': String(request.secureMode),
      '--region': request.regionId,
      '--instance': request.instanceId,
    };
    const argv = Object.entries(given).flatMap(([option, value]) =>
      value === undefined ? [] : [option, value],
    );
    for (const [name, value] of request.extra ?? []) argv.push('--extra', `${name}=${value}`);
    expect(parsed((await sign([...argv, '--json'])).output)).toEqual({
      schema: 1,
      ...expected,
    });
    const names = ['signContent', 'password', 'clientId', 'username', 'host', 'port', 'wsUrl'];
    const values = new Map(Object.entries(expected));
    const { output } = await sign(argv);
    expect(output).toBe(names.map((name) => `${name} ${values.get(name)}\n`).join(''));
  });

  it('has defaults for everything except the device', async () => {
    const { output } = await sign([...DEVICE, '--device-secret', SECRET, '--json']);
    expect(parsed(output)).toMatchObject({
      clientId: 'a1B2c3D4e5F.dev-0001|securemode=2,signmethod=hmacsha256,timestamp=1700000000000|',
      wsUrl: 'wss://a1B2c3D4e5F.iot-as-mqtt.cn-shanghai.aliyuncs.com:443/',
    });
  });

  it('reads the secret from the option, the environment or standard input', async () => {
    const given = await sign([...DEVICE, '--device-secret', SECRET]);
    const environment = { MQTTSCOPE_DEVICE_SECRET: SECRET };
    expect(await sign(DEVICE, { environment, isTty: true })).toEqual(given);
    for (const stdin of [SECRET, `${SECRET}\n`, `${SECRET}\r\n`]) {
      expect(await sign(DEVICE, { stdin })).toEqual(given);
      const wrong = { MQTTSCOPE_DEVICE_SECRET: 'another' };
      expect(
        await sign([...DEVICE, '--device-secret', '-'], { stdin, environment: wrong }),
      ).toEqual(given);
    }
    const warned = await sign(DEVICE, { stdin: `${SECRET} ` });
    expect(warned.notices).toEqual([expect.stringContaining('device secret: Begins or ends')]);
  });

  it('warns of values that the platform may reject, and signs', async () => {
    const argv = [...DEVICE, '--device-secret', SECRET, '--region', 'xx-1', '--secure-mode', '3'];
    const { output, notices } = await sign(argv);
    expect(output).toContain('host a1B2c3D4e5F.iot-as-mqtt.xx-1.aliyuncs.com\n');
    expect(notices).toEqual([
      expect.stringMatching(/^--region: .*xx-1/),
      expect.stringMatching(/^--secure-mode: /),
    ]);
    const both = [...DEVICE, '--device-secret', SECRET, '--region', 'xx-1', '--instance', 'iot-1'];
    const other = await sign(both);
    expect(other.output).toContain('host iot-1.mqtt.iothub.aliyuncs.com\n');
    expect(other.notices).toEqual([expect.stringContaining('--region is ignored')]);
  });

  it.each([
    [['--sign-method', 'hmacsha512'], /--sign-method must be hmacmd5, hmacsha1 or hmacsha256/],
    [['--sign-method', 'sha1'], /--sign-method must be/],
    [['--secure-mode', '1'], /--secure-mode must be 2/],
    [['--secure-mode', ''], /--secure-mode must be 2/],
    [['--timestamp', '-5'], /--timestamp must be/],
    [['--timestamp', '1.5'], /--timestamp must be/],
    [['--timestamp', 'soon'], /--timestamp must be/],
    [['--timestamp', ''], /--timestamp must be/],
    [['--client-id', 'a|b'], /--client-id must not contain \|/],
    [['--client-id', ''], /--client-id is empty/],
    [['--client-id', 'a\nb'], /--client-id contains a control character/],
    [
      ['--client-id', 'x'.repeat(65)],
      /--client-id has 65 characters; the platform accepts up to 64/,
    ],
    [['--region', 'a/b'], /--region becomes part of the host/],
    [['--instance', 'a.b'], /--instance becomes part of the host/],
    [['--region', ''], /--region is empty/],
    [['--instance', ''], /--instance is empty/],
    [
      ['--product-key', 'a1B2-3D4'],
      /--product-key may contain only letters and digits, which character 5/,
    ],
    [['--device-name', 'dev 0001'], /--device-name may contain only .*, which character 4 is not/],
    [['--device-name', '设备'], /--device-name may contain only .*, which character 1 is not/],
    [['--extra', 'ext'], /--extra must be NAME=VALUE/],
    [['--extra', 'ext=1,gw=0'], /--extra must be NAME=VALUE/],
    [['--extra', 'securemode=3'], /--extra securemode=… would appear twice/],
    [['--product-key', 'a&b'], /--product-key must not contain &/],
    [['--device-name', 'a&b'], /--device-name must not contain &/],
    [['--device-name', ''], /--device-name is empty/],
    [['--device-secret', ''], /--device-secret is empty/],
    [['--no-such'], /Unknown option/],
    [['more'], /Too many arguments/],
  ])('rejects %j', async (more, why) => {
    const failed = sign([...DEVICE, '--device-secret', SECRET, ...more]);
    await expect(failed).rejects.toThrow(UsageError);
    await expect(sign([...DEVICE, '--device-secret', SECRET, ...more])).rejects.toThrow(why);
  });

  it.each(['--sign-method', '--secure-mode', '--timestamp', '--region'])(
    'does not quote a misplaced %s',
    async (option) => {
      const misplaced = sign([...DEVICE, '--device-secret', SECRET, option, 'KEEP ME']);
      await expect(misplaced).rejects.toThrow(/^(?!.*KEEP ME)/s);
    },
  );

  it('reports missing values', async () => {
    await expect(sign(['--device-name', 'x'])).rejects.toThrow('--product-key is missing.');
    await expect(sign(['--product-key', 'x'])).rejects.toThrow('--device-name is missing.');
    await expect(sign(DEVICE)).rejects.toThrow(/The device secret is missing/);
    await expect(sign(DEVICE, { isTty: true })).rejects.toThrow(/The device secret is missing/);
    const two = sign(DEVICE, { stdin: `${SECRET}\n${SECRET}\n` });
    await expect(two).rejects.toThrow(/only the device secret, on one line/);
  });
});

/** Arguments of `verify` for a sign-in. */
function given(sent: { clientId: string; username: string; password: string }): readonly string[] {
  const { clientId, username, password } = sent;
  return ['--client-id', clientId, '--username', username, '--password', password];
}

describe('mqttscope verify', () => {
  it.each(SIGN_INS)('accepts $name', async ({ request, expected }) => {
    const secret = ['--device-secret', request.deviceSecret];
    const { code, output } = await verify([...given(expected), ...secret, '--json']);
    expect(code).toBe(0);
    expect(parsed(output)).toMatchObject({ ok: true, mistake: null });
  });

  it.each(VARIANTS)('diagnoses $name without showing secret or password', async (variant) => {
    const { request, sent, accepted } = variant;
    const argv = [...given(sent), '--device-secret', request.deviceSecret];
    const { code, output } = await verify([...argv, '--json']);
    const text = await verify(argv);
    expect([code, text.code]).toEqual(accepted ? [0, 0] : [3, 3]);
    expect(parsed(output)).toMatchObject({ ok: accepted });
    expect(text.output).toMatch(new RegExp(`^ok ${String(accepted)}$`, 'm'));
    for (const shown of [output, text.output]) {
      expect(shown).not.toContain(request.deviceSecret);
      expect(shown.toLowerCase()).not.toContain(sent.password.toLowerCase());
    }
  });

  const RIGHT = {
    clientId: '12345|securemode=3,signmethod=hmacsha1,timestamp=1700000000000|',
    username: 'dev-0001&a1B2c3D4e5F',
    password: '4f69e325a8028f31e7456ec678df22f58443ab33',
  };
  const LOG = `I (1) mqtt: client_id: ${RIGHT.clientId}\nI (2) mqtt: username: ${RIGHT.username}\nI (3) mqtt: password: ${RIGHT.password.toUpperCase()}\n`;

  it('prints one line each without invisible characters', async () => {
    for (const [behind, shown] of [
      ['\0', '␀'],
      ['\n', '␊'],
    ] as const) {
      const signContent = `clientId12345deviceNamedev-0001productKeya1B2c3D4e5Ftimestamp1700000000000`;
      const password = createHmac('sha1', SECRET)
        .update(signContent + behind)
        .digest('hex');
      const argv = [...given({ ...RIGHT, password }), '--device-secret', SECRET];
      const { output } = await verify(argv);
      expect(output).toContain(`\nsignedInstead ${signContent}${shown}\n`);
      expect(parsed((await verify([...argv, '--json'])).output)).toMatchObject({
        signedInstead: signContent + behind,
      });
    }
  });

  it('reads a log, from a file or from standard input', async () => {
    const path = join(temporaryFolder(), 'device.log');
    writeFileSync(path, LOG);
    expect((await verify(['--log', path, '--device-secret', SECRET])).code).toBe(0);
    const environment = { MQTTSCOPE_DEVICE_SECRET: SECRET };
    const { code, output } = await verify(['--log', '-'], { stdin: LOG, environment });
    expect([code, output.split('\n')[4]]).toEqual([0, 'ok true']);
    await expect(verify(['--log', `${path}.none`, '--device-secret', SECRET])).rejects.toThrow(
      StartError,
    );
    await expect(verify(['--log', '-'], { stdin: LOG })).rejects.toThrow(/secret is missing/);
    const twice = verify(['--log', '-', '--device-secret', '-'], { stdin: LOG });
    await expect(twice).rejects.toThrow(/cannot contain both/);
  });

  it('checks the last of several sign-ins in a log, and reports their number', async () => {
    const wrong = LOG.replace(RIGHT.password.toUpperCase(), '1'.repeat(40));
    const argv = ['--log', '-', '--device-secret', SECRET];
    for (const [stdin, code] of [
      [wrong + LOG, 0],
      [LOG + wrong, 3],
    ] as const) {
      const told = await verify(argv, { stdin });
      expect(told.code).toBe(code);
      expect(told.notices).toEqual([expect.stringContaining('2 sign-ins')]);
    }
    expect((await verify(argv, { stdin: LOG })).notices).toEqual([]);
  });

  it.each([
    '+QMTCONN: 0,0,4',
    'E mqtt: CONNACK return code 4',
    'Connected with result code 5',
    'Connection Refused: not authorised.',
    'failed, rc=4 try again',
    'rx 20 02 00 05',
    'I (4) connected with code 0\nI (9) MQTT: Connection refused, bad user name or password',
  ])('does not call credentials right that the log shows as rejected: %s', async (line) => {
    const argv = ['--log', '-', '--device-secret', SECRET];
    const stdin = `${LOG}${line}\n`;
    const json = await verify([...argv, '--json'], { stdin });
    expect(json.code).toBe(3);
    expect(parsed(json.output)).toMatchObject({ ok: false, refused: true, mistake: null });
    expect(json.output).toContain('"otherReasons":[{"key":"secret-entered",');
    const { output } = await verify(argv, { stdin });
    expect(output).toMatch(/^How far: CONNACK [45]: refused/);
    expect(output).toMatch(/^ok false\nexplanation .*secret entered here may be wrong/m);
    expect(output).toMatch(/\n1\. The device secret entered here .*\(likely\)\n2\./);
  });

  it('reports a broken rule of a rejected sign-in before the secret is suspected', async () => {
    const stdin = `${LOG}keepalive=10\nConnected with result code 5\n`;
    const { output } = await verify(['--log', '-', '--device-secret', SECRET], { stdin });
    expect(output).toMatch(/^ok false\nexplanation .*breaks a rule of the platform/m);
  });

  it.each([
    ['a closed port', 'connect: connection refused (errno 111)', 'after'],
    ['success', 'CONNACK return code 4\nreconnecting\n+QMTCONN: 0,0,0', 'after'],
    ['a module that could not send', '+QMTCONN: 0,2', 'after'],
    ['a refusal of an earlier sign-in', '+QMTCONN: 0,0,4', 'before'],
  ])('calls them right if the log has %s', async (_what, line, place) => {
    const argv = ['--log', '-', '--device-secret', SECRET, '--json'];
    const earlier = LOG.replaceAll('dev-0001', 'dev-0002');
    const stdin = place === 'after' ? `${LOG}${line}\n` : `${earlier}${line}\n${LOG}`;
    const { code, output } = await verify(argv, { stdin });
    expect([code, parsed(output)]).toEqual([
      0,
      expect.objectContaining({ ok: true, refused: false }),
    ]);
  });

  it('reads a CONNECT packet', async () => {
    const bytes = encode(
      {
        type: 'connect',
        protocolName: 'MQTT',
        protocolLevel: 4,
        cleanStart: true,
        keepAlive: 10,
        clientId: RIGHT.clientId,
        userName: RIGHT.username,
        password: Buffer.from(RIGHT.password),
        properties: [],
      },
      4,
    );
    expect(connectIn(bytes)?.userName).toBe(RIGHT.username);
    const hex = Buffer.from(bytes).toString('hex');
    const { code, output } = await verify(['--connect', hex, '--device-secret', SECRET]);
    expect(code).toBe(0);
    // The client's own keep alive is outside the platform's range.
    expect(output).toMatch(/^\d\. The keep alive is outside .*\(likely\)$/m);
    const cut = verify(['--connect', hex.slice(0, 60), '--device-secret', SECRET]);
    await expect(cut).rejects.toThrow(/not a complete CONNECT/);
    await expect(verify(['--connect', 'xy', '--device-secret', SECRET])).rejects.toThrow(
      /hexadecimal/,
    );
  });

  it('detects a CONNECT with a one-byte length', async () => {
    const texts = [RIGHT.clientId, RIGHT.username, RIGHT.password].map((text) =>
      Buffer.from([0, text.length, ...Buffer.from(text)]),
    );
    const body = Buffer.from([
      0,
      4,
      ...Buffer.from('MQTT'),
      4,
      0xc2,
      0,
      60,
      ...Buffer.concat(texts),
    ]);
    const hex = Buffer.from([0x10, body.length & 0xff, ...body]).toString('hex');
    const argv = ['--connect', hex, '--device-secret', SECRET, '--json'];
    const { code, output } = await verify(argv);
    expect([code, parsed(output)]).toMatchObject([
      3,
      { ok: false, mistake: 'connect-length-wrong', where: 'packet' },
    ]);
    expect((await verify(['--log', '-', ...argv.slice(2)], { stdin: `tx: ${hex}\n` })).output).toBe(
      output,
    );
  });

  it('tries other devices’ secrets, and names other possible sources of a password', async () => {
    const other = 'Zq7vK2pXw9LrT4mYc8NbH1sDf6GjU3eA';
    const file = join(temporaryFolder(), 'devices.json');
    const device = { productKey: 'a1B2c3D4e5F', deviceName: 'dev-0002', deviceSecret: other };
    writeFileSync(file, JSON.stringify([device]));
    const argv = [...given({ ...RIGHT, clientId: 'lamp-9f3e2|securemode=3,signmethod=hmacsha1|' })];
    const content = 'clientIdlamp-9f3e2deviceNamedev-0001productKeya1B2c3D4e5F';
    const password = createHmac('sha1', other).update(content).digest('hex');
    const all = [...argv, '--password', password, '--device-secret', SECRET];
    const { output } = await verify([...all, '--devices', file]);
    expect(output).toMatch(/^mistake secret-of-another-device$/m);
    expect(output).toContain('dev-0002&a1B2c3D4e5F');
    expect(output).not.toContain(other);
    const nothing = await verify(all);
    expect(nothing.output).toMatch(
      /^explanation wrong: .*no known mistake produces it \(\d+ variants/m,
    );
    // Without a refusal of the credentials, the secret is not suspected.
    expect(nothing.output.match(/^maybe \S+:/gm)).toEqual(['maybe timestamp-elsewhere:']);
    expect(nothing.output).toContain('--timestamp');
    expect(nothing.output).toContain(`\nsignContent ${content}\n`);
  });

  it('lists other reasons for a rejection in order if the credentials are right', async () => {
    const argv = [...given(RIGHT), '--device-secret', SECRET];
    const { output } = await verify([...argv, '--json']);
    expect(output).toContain('"otherReasons":[{"key":"unknown-device",');
    expect(output).toMatch(/\{"key":"plain-new-account","explanation":"[^"]+","likely":true\}/);
    const lines = (await verify(argv)).output.split('\n');
    expect(lines).toContainEqual(expect.stringMatching(/^1\. The device was deleted/));
    expect(lines).toContainEqual(expect.stringMatching(/^\d\. Accounts opened .*\(likely\)$/));
  });

  it('masks a secret in other fields, but not ordinary words', async () => {
    const fields = ['--client-id', `${SECRET}|securemode=2|`, '--username', `${RIGHT.password}&pk`];
    const argv = [...fields, '--password', RIGHT.password, '--device-secret', SECRET];
    for (const more of [[], ['--json']]) {
      const { output } = await verify([...argv, ...more]);
      expect(output).not.toContain(SECRET);
      expect(output).not.toContain(RIGHT.password);
    }
    const words = ['--password', 'mistake', '--device-secret', 'secret', '--json'];
    const { output } = await verify([...fields, ...words]);
    expect(parsed(output)).toMatchObject({ mistake: 'password-not-hex', where: 'password' });
    expect(output).not.toContain('*'.repeat(6));
  });

  it('takes password and product secret from the environment', async () => {
    const argv = ['--client-id', RIGHT.clientId, '--username', RIGHT.username];
    const environment = {
      MQTTSCOPE_PASSWORD: RIGHT.password,
      MQTTSCOPE_DEVICE_SECRET: 'another-one',
    };
    const other = await verify([...argv, '--json'], { environment });
    expect(parsed(other.output)).toMatchObject({ ok: false, mistake: null });
    const product = { ...environment, MQTTSCOPE_PRODUCT_SECRET: SECRET };
    const used = await verify([...argv, '--json'], { environment: product });
    expect(parsed(used.output)).toMatchObject({ mistake: 'product-secret-used', where: 'secret' });
  });

  it.each([
    [[], /--client-id is missing/],
    [['--client-id', 'a'], /--username is missing/],
    [['--client-id', 'a', '--username', 'b'], /--password is missing/],
    [['--log', 'x', '--connect', '10'], /cannot be used together/],
    [['--timestamp', 'soon'], /--timestamp must be/],
  ])('rejects %j', async (argv, why) => {
    const failed = verify([...argv, '--device-secret', SECRET]);
    await expect(failed).rejects.toThrow(why);
  });
});
