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
  const verdict = diagnose(credentials, { deviceSecret: device.deviceSecret, ...known });
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
    expect(verdict).toMatchObject({ ok: false, mistake: key, reproduced: !BY_FORM.has(key) });
    const [first] = verdict.mistakes;
    expect(verdict.where).toBe(first && mistakePlace(first));
    expect(Object.keys(first?.args ?? {})).toEqual(expect.arrayContaining([...MISTAKES[key]]));
    const shown = JSON.stringify(verdict);
    const secrets = [DEVICE.deviceSecret, DEVICE.productSecret, credentials.password];
    expect(secrets.filter((one) => one !== '' && shown.includes(one))).toEqual([]);
  });

  const { base, productKey, deviceName, timestamp, deviceSecret } = DEVICE;
  const userName = `${deviceName}&${productKey}`;
  const clientId = `${base}|securemode=2,signmethod=hmacsha256,timestamp=${timestamp}|`;
  const textOf = (other: Partial<PlantedDevice> = {}) => {
    const { base: id, deviceName: dn, productKey: pk, timestamp: ts } = { ...DEVICE, ...other };
    return `clientId${id}deviceName${dn}productKey${pk}timestamp${ts}`;
  };
  const digits = (digest: Buffer) => digest.toString('hex');

  it.each([
    [{ clientId: `"${clientId}"` }, 'clientId', '"…"', 'clientId'],
    [{ clientId: `${clientId}\r\n` }, 'clientId', 'CR LF', 'clientId'],
    [{ userName: ` ${userName}` }, 'userName', 'U+0020', 'userName'],
    [{ userName: `“${userName}”` }, 'userName', '“…”', 'userName'],
    [{ password: (digest: Buffer) => `'${digits(digest)}'` }, 'password', "'…'", 'password'],
    [{ password: (digest: Buffer) => `b'${digits(digest)}'` }, 'password', "b'…'", 'password'],
    [{ password: (digest: Buffer) => `${digits(digest)}\n` }, 'password', 'LF', 'password'],
    [{ secret: `${deviceSecret}\n` }, 'deviceSecret', 'LF', 'secret'],
    [{ secret: `\ufeff${deviceSecret}` }, 'deviceSecret', 'U+FEFF', 'secret'],
    [{ secret: `b'${deviceSecret}'` }, 'deviceSecret', "b'…'", 'secret'],
    [{ text: `${textOf()}\n` }, 'signContent', 'LF', 'password'],
    [{ text: textOf().padEnd(256, '\0') }, 'signContent', 'NUL', 'password'],
    [{ text: textOf({ deviceName: `"${deviceName}"` }) }, 'deviceName', '"…"', 'password'],
    [{ text: textOf({ base: `${base}\0` }) }, 'clientId', 'NUL', 'clientId'],
  ] as const)(
    'one rule finds quotes and blanks around a value: %j',
    (slip, field, found, where) => {
      const { credentials } = plant(DEVICE, slip);
      expect(diagnose(credentials, DEVICE)).toMatchObject({
        mistakes: [{ mistake: 'wrapped', args: { field, found } }],
        where,
        reproduced: true,
      });
    },
  );

  it.each([
    '1700000000003',
    '1699999999701',
    '1700000000',
    '1.7e+12',
    '1700000000000.0',
    '3487918080',
  ])('finds %s, signed instead of the timestamp that is sent', (signed) => {
    const { credentials } = plant(DEVICE, { text: textOf({ timestamp: signed }) });
    expect(diagnose(credentials, DEVICE)).toMatchObject({
      mistake: 'other-timestamp-signed',
      args: { signed, sent: timestamp },
      signedInstead: textOf({ timestamp: signed }),
    });
  });

  it('tries no pairs, and shows the text that should have been signed', () => {
    const { credentials } = plant(DEVICE, {
      text: textOf({ deviceName: deviceName.toLowerCase() }),
      secret: `${deviceSecret}\n`,
    });
    expect(diagnose(credentials, DEVICE)).toMatchObject({
      ok: false,
      mistake: undefined,
      signContent: textOf(),
    });
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
    const verdict = diagnose({ clientId: 'GID_a@@@b', userName, password }, DEVICE);
    expect(verdict).toMatchObject({ mistake: 'message-queue', tried: 0 });
  });

  it.each(['${DeviceName}', '{deviceName}', 'yourDeviceName', '%s', 'undefined'])(
    'reports %s as an unfilled placeholder',
    (left) => {
      const { credentials } = plant(DEVICE, { text: textOf({ deviceName: left }) });
      expect(diagnose(credentials, DEVICE)).toMatchObject({ mistake: 'placeholder-signed' });
    },
  );

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
      ['securemode2signmethodhmacsha256', 'tail-parameters-signed'],
      ['securemode2', 'tail-parameters-signed'],
    ]) {
      const { credentials } = plant(DEVICE, { text: right + end });
      expect(diagnose(credentials, DEVICE).mistake).toBe(mistake);
    }
  });

  it('their number matches the documentation', () => {
    expect(KEYS.length).toBeGreaterThan(70);
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
  'password-printed': ['password-truncated'],
};

describe('for any device', () => {
  const numRuns = tries(180, 24);

  it('a planted mistake is found, and never accepted', () => {
    fc.assert(
      fc.property(device, fc.constantFrom(...KEYS), (given, key) => {
        const { credentials, known } = plant(given, PLANTERS[key](given));
        const right = plant(given, {}).credentials;
        // A mistake that happens to change nothing cannot be found.
        const isPacket = PLANTERS[key](given).packet !== undefined;
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
