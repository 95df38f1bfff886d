import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { indexDevices } from './devices.ts';
import { isDeviceSignIn, parseClientId, parseUserName } from './identity.ts';
import { signIn } from './sign.ts';
import { SIGN_METHODS } from './signMethod.ts';
import { SIGN_INS, VARIANTS } from './vectors.testkit.ts';
import { DEFAULT_SIGN_IN_RULES, type DeviceConnect, verifyDevice } from './verify.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

/** From the vendor's browser library: a bar and a blank inside the tail. */
const BROWSER_TAIL = '|securemode=2,signmethod=hmacsha1,timestamp=789,lan=JS|Broswer ,_v=1.2.8|';
/** From the vendor's older library: line ends and blanks after the commas. */
const OLD_TAIL = '|securemode=3,\n        signmethod=hmacsha1,\n        timestamp=789|';
const DEVICE = { productKey: 'pk', deviceName: 'device', deviceSecret: 'secret' };
const DEVICES = indexDevices([DEVICE, { ...DEVICE, deviceName: 'gone', disabled: true }]);
const RIGHT = signIn({
  ...DEVICE,
  clientIdBase: '12345',
  timestamp: '789',
  signMethod: 'hmacsha1',
  secureMode: 3,
});

function verify(change: { clientId?: string; userName?: string; password?: string } = {}) {
  const connect: DeviceConnect = {
    clientId: change.clientId ?? RIGHT.clientId,
    userName: change.userName ?? RIGHT.username,
    password: bytes(change.password ?? RIGHT.password),
  };
  return verifyDevice(connect, DEVICES);
}

describe('verifyDevice', () => {
  it.each(SIGN_INS)(
    'accepts $name with hexadecimal digits in either case',
    ({ request, expected }) => {
      for (const password of [expected.password, expected.password.toUpperCase()]) {
        const connect = {
          clientId: expected.clientId,
          userName: expected.username,
          password: bytes(password),
        };
        expect(verifyDevice(connect, indexDevices([request]))).toEqual({
          ok: true,
          productKey: request.productKey,
          deviceName: request.deviceName,
          secureMode: request.secureMode,
          signMethod: request.signMethod,
          signContent: expected.signContent,
        });
      }
    },
  );

  it.each(VARIANTS)(
    'agrees with the vectors on $name',
    ({ request, sent, accepted, returnCode }) => {
      const verdict = verifyDevice(
        { clientId: sent.clientId, userName: sent.username, password: bytes(sent.password) },
        indexDevices([request]),
      );
      expect({ ok: verdict.ok, returnCode: verdict.ok ? 0 : verdict.returnCode }).toEqual({
        ok: accepted,
        returnCode,
      });
      expect(JSON.stringify(verdict)).not.toContain(request.deviceSecret);
      expect(JSON.stringify(verdict).toLowerCase()).not.toContain(sent.password.toLowerCase());
    },
  );

  it.each([
    ['bar and blank inside', BROWSER_TAIL],
    ['line ends after commas', OLD_TAIL],
    ['an equals sign in a value', '|securemode=3,signmethod=hmacsha1,timestamp=789,x=a=b|'],
    [
      'keys without meaning, and empty pieces',
      '|_ss=1,,timestamp=789,signmethod=hmacsha1,securemode=2,|',
    ],
  ])('accepts a tail with %s', (_what, tail) => {
    expect(verify({ clientId: `12345${tail}` }).ok).toBe(true);
  });

  it('uses hmacmd5 if the tail names no method', () => {
    const md5 = signIn({ ...DEVICE, clientIdBase: '1', signMethod: 'hmacmd5', secureMode: 2 });
    expect(verify({ clientId: '1|securemode=2|', password: md5.password }).ok).toBe(true);
  });

  it.each([
    ['12345', 2],
    ['12345|securemode=3,signmethod=hmacsha1,timestamp=789', 2],
    ['|securemode=3,signmethod=hmacsha1,timestamp=789|', 2],
    [`${'x'.repeat(65)}|securemode=3,signmethod=hmacsha1,timestamp=789|`, 2],
    ['12345|signmethod=hmacsha1,timestamp=789|', 2],
    ['12345|securemode=9,signmethod=hmacsha1,timestamp=789|', 2],
    ['12345|securemode=3,signmethod=hmacsha1,timestamp=soon|', 2],
    ['12345|securemode=3,securemode=2,signmethod=hmacsha1,timestamp=789|', 2],
    ['12345|securemode=3,signmethod=hmacsha1,timestamp=789,oops|', 2],
    ['12345||', 2],
    ['12345|securemode=3,signmethod=sha1,timestamp=789|', 4],
    ['12345|securemode=3,signmethod=hmacsha1,timestamp=790|', 4],
    ['12346|securemode=3,signmethod=hmacsha1,timestamp=789|', 4],
  ])('rejects the client id %s with %i', (clientId, returnCode) => {
    const verdict = verify({ clientId });
    expect(verdict).toMatchObject({ ok: false, returnCode });
    expect(verdict).toMatchObject({ reasonCode: returnCode === 2 ? 0x85 : 0x86 });
  });

  it.each(['', 'device', 'device&', '&pk', 'device&pk&', 'pk&device', 'Device&pk', '__proto__&pk'])(
    'rejects the user name %j with 4',
    (userName) => {
      expect(verify({ userName })).toMatchObject({ ok: false, returnCode: 4, reasonCode: 0x86 });
    },
  );

  it('rejects a missing user name or password with 4', () => {
    const connect = { clientId: RIGHT.clientId, userName: RIGHT.username, password: undefined };
    expect(verifyDevice(connect, DEVICES)).toMatchObject({ ok: false, returnCode: 4 });
    expect(
      verifyDevice({ ...connect, userName: undefined, password: bytes(RIGHT.password) }, DEVICES),
    ).toMatchObject({ ok: false, returnCode: 4 });
  });

  it('rejects a disabled device with 5, but only with a right signature', () => {
    const signed = signIn({
      ...DEVICE,
      deviceName: 'gone',
      clientIdBase: '12345',
      timestamp: '789',
      signMethod: 'hmacsha1',
      secureMode: 3,
    });
    expect(verify({ userName: 'gone&pk', password: signed.password })).toMatchObject({
      returnCode: 5,
      reasonCode: 0x87,
    });
    expect(verify({ userName: 'gone&pk' })).toMatchObject({ returnCode: 4 });
  });

  it.each([
    [29, 3],
    [30, 0],
    [1200, 0],
    [1201, 3],
    [0, 3],
  ])('answers a keep alive of %i s with %i, after the signature', (keepAlive, returnCode) => {
    const connect = {
      clientId: RIGHT.clientId,
      userName: RIGHT.username,
      password: bytes(RIGHT.password),
      keepAlive,
    };
    const verdict = verifyDevice(connect, DEVICES);
    expect(verdict.ok ? 0 : verdict.returnCode).toBe(returnCode);
    const wrong = verifyDevice({ ...connect, password: bytes('0') }, DEVICES);
    expect(wrong).toMatchObject({ returnCode: 4, expectedLength: 40, signMethod: 'hmacsha1' });
  });

  it('compares securemode with the channel on request', () => {
    const connect = {
      clientId: RIGHT.clientId,
      userName: RIGHT.username,
      password: bytes(RIGHT.password),
      isSecure: true,
    };
    const strict = { ...DEFAULT_SIGN_IN_RULES, secureModeChannel: 'refuse' } as const;
    expect(verifyDevice(connect, DEVICES).ok).toBe(true);
    expect(verifyDevice(connect, DEVICES, strict)).toMatchObject({
      fault: 'channel',
      returnCode: 2,
    });
    expect(verifyDevice({ ...connect, isSecure: false }, DEVICES, strict).ok).toBe(true);
  });

  it('uses the configured return code for a keep alive', () => {
    const rules = { ...DEFAULT_SIGN_IN_RULES, badKeepAlive: 5 } as const;
    const connect = {
      clientId: RIGHT.clientId,
      userName: RIGHT.username,
      password: bytes(RIGHT.password),
      keepAlive: 1,
    };
    expect(verifyDevice(connect, DEVICES, rules)).toMatchObject({
      fault: 'keep-alive',
      returnCode: 5,
    });
  });

  it('accepts the result of signIn, and rejects it after one change to the password', () => {
    const base = fc.string({ minLength: 1, maxLength: 64 }).filter((text) => !text.includes('|'));
    const method = fc.constantFrom(...SIGN_METHODS);
    const stamp = fc.option(fc.nat().map(String), { nil: undefined });
    fc.assert(
      fc.property(base, method, stamp, fc.nat(), (clientIdBase, signMethod, timestamp, at) => {
        const { clientId, username, password } = signIn({
          ...DEVICE,
          clientIdBase,
          timestamp,
          signMethod,
          secureMode: 2,
        });
        const connect = { clientId, userName: username, password: bytes(password) };
        expect(verifyDevice(connect, DEVICES).ok).toBe(true);
        const changed = bytes(password);
        const place = at % changed.length;
        changed[place] = (changed[place] ?? 0) ^ 1;
        expect(verifyDevice({ ...connect, password: changed }, DEVICES).ok).toBe(false);
        const longer = bytes(`${password}0`);
        expect(verifyDevice({ ...connect, password: longer }, DEVICES).ok).toBe(false);
        const shorter = bytes(password.slice(1));
        expect(verifyDevice({ ...connect, password: shorter }, DEVICES).ok).toBe(false);
      }),
    );
  });

  it('handles any text', () => {
    const text = fc.string({ unit: fc.constantFrom(...Array.from('|,=& a\n2securemode')) });
    fc.assert(
      fc.property(text, fc.option(text, { nil: undefined }), (clientId, userName) => {
        const verdict = verifyDevice({ clientId, userName, password: undefined }, DEVICES);
        expect(verdict.ok).toBe(false);
      }),
    );
  });
});

describe('isDeviceSignIn', () => {
  it.each([
    ['a|securemode=3|', undefined, true],
    [`a${BROWSER_TAIL}`, undefined, true],
    ['a||', 'me', true],
    ['a', 'device&pk', true],
    ['a', '&', true],
    ['a|b', 'me', false],
    ['a|', 'me', false],
    ['', undefined, false],
    ['mqttscope-7f3a9c', 'me', false],
  ])('of client id %j and user name %j is %s', (clientId, userName, expected) => {
    expect(isDeviceSignIn(clientId, userName)).toBe(expected);
  });
});

describe('parseClientId', () => {
  it('keeps order, repeats and pieces that are not name=value', () => {
    expect(parseClientId('b|x = 1 ,y, x=2|')).toEqual({
      base: 'b',
      tail: 'closed',
      parameters: [
        ['x', '1'],
        ['x', '2'],
      ],
      strays: ['y'],
    });
  });
});

describe('parseUserName', () => {
  it('splits at the only &', () => {
    expect(parseUserName('A-z_0@9.b:C&a1')).toEqual({
      productKey: 'a1',
      deviceName: 'A-z_0@9.b:C',
    });
  });
});
