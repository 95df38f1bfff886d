import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tries } from '../base/runs.testkit.ts';
import { indexDevices } from './devices.ts';
import { diagnose as diagnoseAll } from './diagnose.ts';
import { findCredentials } from './findCredentials.ts';
import { MISTAKES, type MistakeKey, mistakePlace } from './mistakes.ts';
import { PLANTERS, type Planted, type PlantedDevice, plant } from './plantedMistakes.testkit.ts';
import { verifyDevice } from './verify.ts';

const DEVICE: PlantedDevice = {
  productKey: 'a1B2c3D4e5F',
  deviceName: 'Dev-0001:x',
  deviceSecret: 'Zq7vK2pXw9LrT4mYc8NbH1sDf6GjU3eA',
  productSecret: 'pS3cr3tAbCdEf012',
  base: 'mac-00:1A:2b',
  timestamp: '1700000000000',
  method: 'sha256',
};

/** Includes the arguments of the first mistake. */
const diagnose = (...given: Parameters<typeof diagnoseAll>) => {
  const verdict = diagnoseAll(...given);
  return { ...verdict, args: verdict.mistakes[0]?.args };
};

const KEYS = Object.keys(MISTAKES).filter((key): key is MistakeKey => Object.hasOwn(MISTAKES, key));

/** Mistakes that are found by form only, without computation. */
const BY_FORM: ReadonlySet<MistakeKey> = new Set<MistakeKey>([
  'connect-truncated',
  'message-queue',
  'password-empty',
  'password-not-hex',
  'placeholder-left',
  'pre-authenticated',
]);

function diagnosed(device: PlantedDevice, key: MistakeKey) {
  const planted = plant(device, PLANTERS[key](device));
  const { credentials, known } = asRead(planted);
  const most = key === 'client-id-made-anew' ? 2000 : 0;
  const verdict = diagnose(credentials, { deviceSecret: device.deviceSecret, ...known }, most);
  return { credentials, verdict };
}

/** Reads the credentials from a wrongly written packet. */
function asRead({ credentials, known, packet }: Planted): Planted {
  if (packet === undefined) return known ? { credentials, known } : { credentials };
  const {
    clientId = '',
    userName = '',
    password = '',
    packetError,
  } = findCredentials(Buffer.from(packet).toString('hex'));
  return { credentials: { clientId, userName, password }, known: { ...known, packetError } };
}

describe('each known mistake', () => {
  it.each(KEYS)('%s is identified by its effect on a sign-in', (key) => {
    const { credentials, verdict } = diagnosed(DEVICE, key);
    expect(verdict).toMatchObject({
      ok: false,
      mistake: key,
      reproduced: !BY_FORM.has(key),
      where: mistakePlace(key),
    });
    const [first] = verdict.mistakes;
    expect(Object.keys(first?.args ?? {})).toEqual(expect.arrayContaining([...MISTAKES[key]]));
    const shown = JSON.stringify(verdict);
    const secrets = [DEVICE.deviceSecret, DEVICE.productSecret, credentials.password];
    expect(secrets.filter((one) => one !== '' && shown.includes(one))).toEqual([]);
  });

  it.each([
    ['Lua and C’s %g', '1.7e+12'],
    ['C’s %f', '1700000000000.000000'],
    ['Python and JSON', '1700000000000.0'],
    ['Java', '1.7E12'],
    ['C’s %e', '1.700000e+12'],
    ['C’s %.3e', '1.700e+12'],
    ['C#', '1.7E+12'],
  ])('names a time that %s wrote as a float', (_what, signed) => {
    const { base, productKey, deviceName } = DEVICE;
    const names = `clientId${base}deviceName${deviceName}productKey${productKey}timestamp`;
    const { credentials } = plant(DEVICE, { text: names + signed });
    expect(diagnose(credentials, DEVICE)).toMatchObject({
      mistake: 'timestamp-as-float',
      args: { signed },
    });
  });

  it.each(['1.7e+12', '1.7123e+12', '1.7123456789e+12', '1.712345678901e+12'])(
    'names a time that was rounded to %s',
    (signed) => {
      const device = { ...DEVICE, timestamp: '1712345678901' };
      const { base, productKey, deviceName } = device;
      const names = `clientId${base}deviceName${deviceName}productKey${productKey}timestamp`;
      const { credentials } = plant(device, { text: names + signed });
      expect(diagnose(credentials, device)).toMatchObject({
        mistake: 'timestamp-as-float',
        args: { signed },
      });
    },
  );

  it('finds seconds with a fraction, as Python’s clock returns them', () => {
    const device = { ...DEVICE, timestamp: '1763994512340' };
    const { base, productKey, deviceName } = device;
    const names = `clientId${base}deviceName${deviceName}productKey${productKey}timestamp`;
    const { credentials } = plant(device, { text: `${names}1763994512.34` });
    expect(diagnose(credentials, device)).toMatchObject({
      mistake: 'timestamp-in-seconds',
      args: { signed: '1763994512.34' },
    });
  });

  it('finds ms that were signed while seconds were sent', () => {
    const device = { ...DEVICE, timestamp: '1763994512345' };
    const clientId = `${device.base}|securemode=2,signmethod=hmacsha256,timestamp=1763994512|`;
    expect(diagnose(plant(device, { clientId }).credentials, device)).toMatchObject({
      mistake: 'timestamp-in-seconds',
      args: { signed: '1763994512345', sent: '1763994512' },
    });
  });

  it.each(['3057920985', '-1237046311'])('finds a time that was sent as %s', (sent) => {
    const device = { ...DEVICE, timestamp: '1763994512345' };
    const clientId = `${device.base}|securemode=2,signmethod=hmacsha256,timestamp=${sent}|`;
    const { credentials } = plant(device, { clientId });
    const { mistakes } = diagnose(credentials, device);
    expect(mistakes).toContainEqual({
      mistake: 'timestamp-32-bit-sent',
      args: { signed: '1763994512345', sent },
    });
  });

  it.each([
    [
      'password-digit-wrong',
      (hex: string) => `${hex.slice(0, 20)}${hex[20] === '0' ? '1' : '0'}${hex.slice(21)}`,
    ],
    ['password-digit-missing', (hex: string) => hex.slice(0, 20) + hex.slice(21)],
    [
      'password-digit-added',
      (hex: string) => `${hex.slice(0, 20)}${hex[20] === '0' ? '1' : '0'}${hex.slice(20)}`,
    ],
  ] as const)('reports the position of %s', (mistake, spoil) => {
    const { credentials } = plant(DEVICE, { password: (digest) => spoil(digest.toString('hex')) });
    expect(diagnose(credentials, DEVICE)).toMatchObject({ mistake, args: { place: '21' } });
  });

  it('knows the formula of the message queue only for the base', () => {
    const { credentials } = plant(DEVICE, {
      text: DEVICE.base,
      method: 'sha1',
      password: (digest) => digest.toString('base64'),
    });
    expect(diagnose(credentials, DEVICE)).toMatchObject({
      mistake: 'client-id-alone-signed',
      args: { found: DEVICE.base },
    });
  });

  it.each([
    [
      '｜ｓｅｃｕｒｅｍｏｄｅ＝２,signmethod=hmacsha256,timestamp=１７０００００００００００｜',
      '｜ｓｅｃｕｒｍｏｄ＝２１７０',
    ],
    ['|securemode=２,signmethod=hmacsha256,timestamp=1700000000000|', '２'],
  ])('reads %s, and names the full-width characters', (tail, found) => {
    const base = '１号，Ａ';
    const device = { ...DEVICE, base };
    expect(diagnose(plant(device, { clientId: base + tail }).credentials, DEVICE)).toMatchObject({
      mistake: 'client-id-full-width',
      args: { found },
      where: 'clientId',
    });
  });

  it('does not search for a user name of the message queue', () => {
    const userName = 'Signature|LTAI0123456789|mqtt-cn-abcdef';
    const password = Buffer.alloc(20, 7).toString('base64');
    const verdict = diagnose({ clientId: 'GID_a@@@b', userName, password }, DEVICE, 500_000);
    expect(verdict).toMatchObject({ mistake: 'message-queue', tried: 0 });
  });

  it.each([
    '${DeviceName}',
    '${DEVICE_NAME}',
    'YourDeviceName',
    '{{DeviceName}}',
    'your_device_name',
  ])('reports %s as an unfilled placeholder', (deviceName) => {
    const { base, productKey, timestamp } = DEVICE;
    const text = `clientId${base}deviceName${deviceName}productKey${productKey}timestamp${timestamp}`;
    expect(diagnose(plant(DEVICE, { text }).credentials, DEVICE)).toMatchObject({
      mistake: 'placeholder-signed',
    });
  });

  it.each([2, 4, 8])('finds bytes swapped in words of %d', (size) => {
    const swap = { 2: 'swap16', 4: 'swap32', 8: 'swap64' } as const;
    const method = swap[size === 2 ? 2 : size === 4 ? 4 : 8];
    const { credentials } = plant(DEVICE, {
      password: (digest) => digest[method]().toString('hex'),
    });
    expect(diagnose(credentials, DEVICE)).toMatchObject({ mistake: 'password-bytes-reversed' });
  });

  it.each([
    ['clientId', ['clientId']],
    ['clientId, deviceName, productKey', ['clientId', 'deviceName', 'productKey']],
    ['deviceName, productKey', ['deviceName', 'productKey']],
  ])('names %s as signed with the marks of Python’s bytes', (names, quoted) => {
    const { base, productKey, deviceName, timestamp } = DEVICE;
    const values = { clientId: base, deviceName, productKey, timestamp };
    const text = Object.entries(values)
      .map(([name, value]) => name + (quoted.includes(name) ? `b'${value}'` : value))
      .join('');
    expect(diagnose(plant(DEVICE, { text }).credentials, DEVICE)).toMatchObject({
      mistake: 'fields-quoted',
      args: { names, found: "b'…'" },
    });
  });

  it.each([
    '{deviceName}&a1B2c3D4e5F',
    '${device_name}&${product_key}',
    '<DeviceName>&<ProductKey>',
    'YourDeviceName&a1B2c3D4e5F',
    '%s&%s',
    '***&***',
  ])('%s is an unfilled template', (userName) => {
    const { credentials } = plant(DEVICE, { userName });
    expect(diagnose(credentials, DEVICE)).toMatchObject({ ok: false, mistake: 'placeholder-left' });
  });

  it('accepts a client id with any characters if it was signed as such', () => {
    const device = { ...DEVICE, base: 'line {3} <west>' };
    const { credentials } = plant(device, {});
    expect(diagnose(credentials, DEVICE)).toMatchObject({ ok: true, mistake: undefined });
    const other = { ...credentials, password: '0'.repeat(64) };
    expect(diagnose(other, DEVICE)).toMatchObject({ ok: false, mistake: 'placeholder-left' });
  });

  it('finds an unknown time that is near or invented', () => {
    const { base, productKey, deviceName, timestamp } = DEVICE;
    const names = `clientId${base}deviceName${deviceName}productKey${productKey}timestamp`;
    const near = [3, -7, 5_000, -60_000, 3_600_000].map((by) => String(Number(timestamp) + by));
    for (const signed of near) {
      const { credentials } = plant(DEVICE, { text: names + signed });
      expect(diagnose(credentials, DEVICE)).toMatchObject({
        mistake: 'timestamp-of-another-start',
        args: { signed, sent: timestamp },
      });
    }
    const clientId = `${base}|securemode=2,signmethod=hmacsha256|`;
    for (const signed of ['2524608000000', '1700000000000', '789']) {
      const { credentials } = plant(DEVICE, { text: names + signed, clientId });
      expect(diagnose(credentials, DEVICE)).toMatchObject({
        mistake: 'timestamp-not-sent',
        args: { signed },
      });
    }
  });

  it('searches every ms near the sent time, and before now, up to a limit', () => {
    const { base, productKey, deviceName, timestamp } = DEVICE;
    const names = `clientId${base}deviceName${deviceName}productKey${productKey}timestamp`;
    const other = plant(DEVICE, { text: `${names}1700000003607` }).credentials;
    expect(diagnose(other, DEVICE)).toMatchObject({ mistake: undefined });
    expect(diagnose(other, DEVICE, 5000)).toMatchObject({ mistake: undefined });
    expect(diagnose(other, DEVICE, 6000)).toMatchObject({
      mistake: 'timestamp-of-another-start',
      args: { signed: '1700000003607', sent: timestamp },
      reproduced: true,
      signedInstead: `${names}1700000003607`,
    });
    const clientId = `${base}|securemode=2,signmethod=hmacsha256|`;
    for (const signed of ['1784352617431', '1784352617']) {
      const unsent = plant(DEVICE, { text: names + signed, clientId }).credentials;
      const known = { ...DEVICE, now: 1_784_352_618_765 };
      expect(diagnose(unsent, known)).toMatchObject({ mistake: undefined });
      expect(diagnose(unsent, known, 6000)).toMatchObject({
        mistake: 'timestamp-not-sent',
        args: { signed },
      });
    }
  });

  it('detects names exchanged in both user name and text', () => {
    const { productKey, deviceName, deviceSecret, base, timestamp } = DEVICE;
    const userName = `${productKey}&${deviceName}`;
    const text = `clientId${base}deviceName${productKey}productKey${deviceName}timestamp${timestamp}`;
    const { credentials } = plant(DEVICE, { userName, text });
    for (const known of [{}, { productKey }, { deviceName }, { productKey, deviceName }]) {
      const verdict = diagnose(credentials, { deviceSecret, ...known });
      expect(verdict).toMatchObject({ ok: false, mistake: 'user-name-swapped', reproduced: true });
      expect(verdict.mistakes.slice(1)).toEqual([{ mistake: 'names-swapped', args: {} }]);
    }
    const unlike = plant({ ...DEVICE, productKey: 'pk', deviceName: 'thermostat1' }, {});
    expect(diagnose(unlike.credentials, { deviceSecret }).ok).toBe(true);
  });

  it('compares product key and device name separately with the user name', () => {
    const { productKey, deviceName, deviceSecret } = DEVICE;
    const { credentials } = plant(DEVICE, {});
    for (const known of [{ productKey }, { deviceName }]) {
      expect(diagnose(credentials, { deviceSecret, ...known }).ok).toBe(true);
    }
    const wrong = [
      [{ productKey: 'a1zzzzzzzzz' }, `${deviceName}&a1zzzzzzzzz`],
      [{ deviceName: 'other-1' }, `other-1&${productKey}`],
    ] as const;
    for (const [known, signed] of wrong) {
      expect(diagnose(credentials, { deviceSecret, ...known })).toMatchObject({
        ok: false,
        mistake: 'user-name-not-of-device',
        args: { signed },
      });
    }
    const { credentials: sent } = plant(DEVICE, { userName: `other-1&${productKey}` });
    expect(diagnose(sent, { deviceSecret, deviceName })).toMatchObject({
      mistake: 'user-name-of-another-device',
      args: { signed: `${deviceName}&${productKey}` },
    });
  });

  it('finds an additional character anywhere, and reports only its place', () => {
    const { deviceSecret } = DEVICE;
    for (const at of [0, 5, deviceSecret.length]) {
      const secret = `${deviceSecret.slice(0, at)}0${deviceSecret.slice(at)}`;
      expect(diagnose(plant(DEVICE, { secret }).credentials, DEVICE)).toMatchObject({
        mistake: 'secret-character-added',
        args: { place: String(at + 1) },
      });
    }
  });

  it('finds several blanks, separators after each field, and bytes printed by Python', () => {
    const { base, productKey, deviceName, timestamp, deviceSecret } = DEVICE;
    const text = `clientId=${base}&deviceName=${deviceName}&productKey=${productKey}&timestamp=${timestamp}&`;
    const slips = [
      [{ secret: `${deviceSecret}   ` }, 'secret-blank-after'],
      [{ text }, 'separators'],
      [{ password: (digest: Buffer) => `b'${digest.toString('hex')}'` }, 'password-quoted'],
    ] as const;
    for (const [slip, mistake] of slips) {
      const { credentials } = plant(DEVICE, slip);
      expect(diagnose(credentials, DEVICE)).toMatchObject({
        mistakes: [{ mistake }],
        reproduced: true,
      });
    }
  });

  it('names only the fields that were signed', () => {
    const { base, productKey, deviceName } = DEVICE;
    const clientId = `${base}|securemode=2,signmethod=hmacsha256|`;
    const text = `productKey${productKey}deviceName${deviceName}clientId${base}`;
    const { mistakes } = diagnose(plant(DEVICE, { clientId, text }).credentials, DEVICE);
    expect(mistakes[0]?.args).toEqual({
      order: 'productKey, deviceName, clientId',
      right: 'clientId, deviceName, productKey',
    });
  });

  it.each([
    ['Dev-0001:x&amp;a1B2c3D4e5F', 'user-name-encoded', true],
    ['“Dev-0001:x&a1B2c3D4e5F”', 'user-name-quoted', true],
    ['Dev-0001:x', 'user-name-form', false],
    ['Dev-0001:xa1B2c3D4e5F', 'user-name-form', true],
    ['Dev-0001:x-a1B2c3D4e5F', 'user-name-separator', true],
  ] as const)('treats the user name %s as %s', (userName, mistake, reproduced) => {
    const { deviceSecret } = DEVICE;
    const { credentials } = plant(DEVICE, { userName });
    expect(diagnose(credentials, { deviceSecret })).toMatchObject({ mistake, reproduced });
    // Mistakes of form need no secret.
    const unknown = diagnose(credentials, { deviceSecret: 'another' });
    expect(unknown).toMatchObject({ mistake, reproduced: false });
  });

  it('finds the signed spelling of a user name in lower case', () => {
    const { productKey, deviceName } = DEVICE;
    const userName = `${deviceName}&${productKey}`;
    const { deviceSecret } = DEVICE;
    for (const sent of [userName.toLowerCase(), `${deviceName}&${productKey.toUpperCase()}`]) {
      const { credentials } = plant(DEVICE, { userName: sent });
      expect(diagnose(credentials, { deviceSecret })).toMatchObject({
        mistake: 'user-name-case',
        args: { signed: userName },
      });
    }
  });

  it('detects a client id that was extended after signing', () => {
    const { productKey, deviceName, timestamp, base } = DEVICE;
    const tail = `securemode=2,signmethod=hmacsha256,timestamp=${timestamp}`;
    const text = `clientId${base}deviceName${deviceName}productKey${productKey}timestamp${timestamp}`;
    const { credentials } = plant(DEVICE, { text, clientId: `${base}_7f3a9c|${tail}|` });
    expect(diagnose(credentials, DEVICE)).toMatchObject({
      mistake: 'other-client-id-signed',
      args: { signed: JSON.stringify(base), sent: JSON.stringify(`${base}_7f3a9c`) },
    });
  });

  it('names the text that was appended', () => {
    const { base, productKey, deviceName, timestamp } = DEVICE;
    const right = `clientId${base}deviceName${deviceName}productKey${productKey}timestamp${timestamp}`;
    for (const [end, mistake] of [
      ['securemode2signmethodhmacsha256', 'securemode-signed'],
      ['securemode2', 'securemode-signed'],
      ['regioncn-shanghai', 'region-signed'],
      ['\n', 'text-line-end'],
    ]) {
      const { credentials } = plant(DEVICE, { text: right + end });
      expect(diagnose(credentials, DEVICE).mistake).toBe(mistake);
    }
  });

  it('their number matches the documentation', () => {
    expect(KEYS.length).toBeGreaterThan(120);
  });
});

const ALNUM = 'abcdefghijkmnopqrstuvwxyzABCDEFGHJKLMNOPQRSTUVWXYZ123456789';
const word = (length: number) =>
  fc
    .array(fc.constantFrom(...ALNUM.split('')), { minLength: length, maxLength: length })
    .map((letters) => letters.join(''));

/** Names and secrets that make every mistake visible: both cases, and no repeated characters. */
const device = fc
  .record({
    productKey: word(9),
    deviceName: word(6),
    deviceSecret: word(30),
    productSecret: word(16),
    base: word(8),
    timestamp: fc.integer({ min: 1_400_000_000_000, max: 1_900_000_000_000 }).map(String),
    method: fc.constantFrom('md5' as const, 'sha1' as const, 'sha256' as const),
  })
  .map(
    (one): PlantedDevice => ({
      ...one,
      productKey: `aB${one.productKey}`,
      deviceName: `Dn-${one.deviceName}:k`,
      deviceSecret: `xY${one.deviceSecret}`,
      base: `Id:${one.base}`,
    }),
  );

/** Other mistakes with the same result. */
const ALIKE: Readonly<Partial<Record<MistakeKey, readonly MistakeKey[]>>> = {
  'method-mismatch': ['method-mismatch-sdk-sha1'],
  'secret-characters-exchanged': ['secret-one-character'],
  'secret-character-missing': ['secret-character-added'],
  'password-zeros-lost': ['password-truncated'],
  'password-digit-missing': ['password-zeros-lost'],
};

describe('for any device', () => {
  const numRuns = tries(180, 24);

  it('a planted mistake is found, and never accepted', () => {
    fc.assert(
      fc.property(device, fc.constantFrom(...KEYS), (given, key) => {
        const { credentials, known } = plant(given, PLANTERS[key](given));
        const right = plant(given, {}).credentials;
        // A mistake that happens to change nothing cannot be found.
        const isPacket = mistakePlace(key) === 'packet';
        fc.pre(
          isPacket || JSON.stringify(credentials) !== JSON.stringify(right) || known !== undefined,
        );
        const { verdict } = diagnosed(given, key);
        expect(verdict.ok).toBe(false);
        expect([key, ...(ALIKE[key] ?? [])]).toContain(verdict.mistake);
        expect(JSON.stringify(verdict)).not.toContain(given.deviceSecret);
      }),
      { numRuns },
    );
  });

  it('two likely mistakes together are both found', () => {
    const pairs: readonly (readonly [MistakeKey, MistakeKey])[] = [
      ['secret-blank-after', 'timestamp-not-signed'],
      ['secret-lower-case', 'whole-client-id-signed'],
      ['wrong-order', 'timestamp-not-signed'],
      ['separators', 'whole-client-id-signed'],
      ['secret-blank-after', 'wrong-order'],
    ];
    for (const [one, other] of pairs) {
      const slips = [PLANTERS[one](DEVICE), PLANTERS[other](DEVICE)];
      const texts = slips.flatMap(({ text }) => (typeof text === 'string' ? [text] : []));
      const secret = slips.find((slip) => slip.secret !== undefined)?.secret;
      const text = texts.length === 2 ? bothTexts(one, other) : texts[0];
      const { credentials } = plant(DEVICE, { ...(secret && { secret }), ...(text && { text }) });
      const verdict = diagnose(credentials, DEVICE);
      const told = verdict.mistakes.map(({ mistake }) => mistake);
      expect(told).toHaveLength(2);
      expect(new Set(told)).toEqual(new Set([one, other]));
    }
  });

  it('right credentials are accepted in either case, and the verdict is the platform’s', () => {
    fc.assert(
      fc.property(device, fc.boolean(), fc.nat(), (given, upper, at) => {
        const slip = upper
          ? { password: (digest: Buffer) => digest.toString('hex').toUpperCase() }
          : {};
        const { credentials } = plant(given, slip);
        expect(diagnose(credentials, given)).toMatchObject({
          ok: true,
          mistake: undefined,
          mistakes: [],
        });
        const key = KEYS[at % KEYS.length] ?? 'separators';
        const wrong = plant(given, PLANTERS[key](given)).credentials;
        const { ok } = verifyDevice(
          {
            clientId: wrong.clientId,
            userName: wrong.userName,
            password: new TextEncoder().encode(wrong.password),
          },
          indexDevices([given]),
        );
        const { productKey, deviceName, deviceSecret } = given;
        const known = { productKey, deviceName, deviceSecret };
        expect(diagnose(wrong, known).ok).toBe(ok);
      }),
      { numRuns: numRuns / 3 },
    );
  });

  it('an unknown time is found in the reported number of tries', () => {
    const away = fc.integer({ min: -1000, max: 1000 });
    fc.assert(
      fc.property(device, away, fc.boolean(), (given, by, isSent) => {
        const { base, productKey, deviceName, timestamp, deviceSecret, method } = given;
        // A time with a fraction of a second, so that the sent time is not near now.
        const now = 2_000_000_000_000 + by;
        const time = String(isSent ? Number(timestamp) + by : now - Math.abs(by));
        // Whole seconds are found earlier, as seconds.
        fc.pre(time !== timestamp && !time.endsWith('000'));
        const text = `clientId${base}deviceName${deviceName}productKey${productKey}timestamp${time}`;
        const clientId = `${base}|securemode=2,signmethod=hmac${method}|`;
        const { credentials } = plant(given, { text, ...(!isSent && { clientId }) });
        const known = { deviceSecret, now };
        const verdict = diagnose(credentials, known, 3_000);
        expect(verdict).toMatchObject({
          ok: false,
          mistake: isSent ? 'timestamp-of-another-start' : 'timestamp-not-sent',
          args: { signed: time },
          reproduced: true,
        });
        const without = diagnose(credentials, known).tried;
        expect(verdict.tried).toBeLessThanOrEqual(without + 3_000);
      }),
      { numRuns: Math.ceil(numRuns / 10) },
    );
  });

  it('exchanged names are detected, whatever is known of the device', () => {
    const which = fc.constantFrom('none', 'productKey', 'deviceName', 'both');
    fc.assert(
      fc.property(device, which, (given, told) => {
        const { productKey, deviceName, deviceSecret, base, timestamp } = given;
        const text = `clientId${base}deviceName${productKey}productKey${deviceName}timestamp${timestamp}`;
        const userName = `${productKey}&${deviceName}`;
        const known = {
          deviceSecret,
          ...((told === 'both' || told === 'productKey') && { productKey }),
          ...((told === 'both' || told === 'deviceName') && { deviceName }),
        };
        const verdict = diagnose(plant(given, { text, userName }).credentials, known);
        expect(verdict).toMatchObject({ ok: false, mistake: 'user-name-swapped' });
        const right = plant(given, {}).credentials;
        expect(diagnose(right, known).ok).toBe(true);
      }),
      { numRuns: numRuns / 3 },
    );
  });

  it('accepts any text, and shows no secret', () => {
    const text = fc.string({
      unit: fc.constantFrom(...Array.from('|,=& a\n2%\u0000é"securemode')),
    });
    fc.assert(
      fc.property(text, text, text, text, (clientId, userName, password, deviceSecret) => {
        const verdict = diagnose({ clientId, userName, password }, { deviceSecret });
        expect(verdict.ok).toBe(false);
      }),
      { numRuns: numRuns / 6 },
    );
  });
});

function bothTexts(one: MistakeKey, other: MistakeKey): string {
  const { base, productKey, deviceName, timestamp, method } = DEVICE;
  if (one === 'wrong-order' && other === 'timestamp-not-signed') {
    return `productKey${productKey}deviceName${deviceName}clientId${base}`;
  }
  const whole = `${base}|securemode=2,signmethod=hmac${method},timestamp=${timestamp}|`;
  return `clientId=${whole}&deviceName=${deviceName}&productKey=${productKey}&timestamp=${timestamp}`;
}
