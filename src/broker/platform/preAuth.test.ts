import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { signatureOf, signContentOf } from '../../alibaba/sign.ts';
import { tries } from '../../base/runs.testkit.ts';
import { encodeUtf8 } from '../../base/utf8.ts';
import { demoDevice, PlatformScene, signed } from './platform.testkit.ts';

const SENSOR = demoDevice(0);
const { productKey, deviceName, deviceSecret } = SENSOR;
const ADDRESS = { host: 'here', port: 1883 };
const DAY = 86_400_000;

type Form = Readonly<Record<string, string>>;

const FIELDS = { productKey, deviceName, clientId: 'mac' };

function form(fields: Form = FIELDS, more: Form = {}): ReadonlyMap<string, string> {
  const sign = signatureOf(signContentOf(Object.entries(fields)), deviceSecret, 'hmacmd5');
  return new Map(Object.entries({ ...fields, sign, ...more }));
}

function token(scene: PlatformScene): { userName: string; password: Uint8Array } {
  const answer = scene.platform.authenticateForm(form(), ADDRESS, scene.now);
  if (answer.code !== 200) throw new Error(`Refused: ${answer.code}.`);
  const { iotId, iotToken } = answer.data;
  return { userName: iotId, password: encodeUtf8(iotToken) };
}

describe('POST /auth/devicename', () => {
  const ask = (fields: ReadonlyMap<string, string>) =>
    new PlatformScene().platform.authenticateForm(fields, ADDRESS, 0);

  it('gives an iotId and an iotToken, and the address on request', () => {
    const answer = ask(form());
    if (answer.code !== 200) throw new Error(`Refused: ${answer.code}.`);
    expect(answer.message).toBe('success');
    expect(Object.keys(answer.data)).toEqual(['iotId', 'iotToken']);
    expect(answer.data.iotId).toMatch(/^[0-9a-f]{30}$/);
    expect(answer.data.iotToken).toMatch(/^[0-9a-f]{64}$/);
    expect(ask(form(FIELDS, { resources: 'mqtt', version: 'default' }))).toMatchObject({
      code: 200,
      data: { resources: { mqtt: ADDRESS } },
    });
  });

  it('signs all fields but sign, signmethod, version and resources, in either case of hex', () => {
    const fields = { ...FIELDS, timestamp: '789', more: 'x' };
    expect(ask(form(fields, { signmethod: 'hmacmd5' })).code).toBe(200);
    const upper = new Map(form(fields));
    upper.set('sign', (upper.get('sign') ?? '').toUpperCase());
    expect(ask(upper).code).toBe(200);
    const sha = signatureOf(signContentOf(Object.entries(FIELDS)), deviceSecret, 'hmacsha256');
    expect(ask(form(FIELDS, { sign: sha, signmethod: 'hmacsha256' })).code).toBe(200);
  });

  it.each([
    ['a wrong sign', 401, form(FIELDS, { sign: 'f'.repeat(32) })],
    ['a field that was not signed', 401, form(FIELDS, { timestamp: '1' })],
    ['no sign', 460, new Map(Object.entries(FIELDS))],
    ['no client id', 460, form({ productKey, deviceName })],
    ['a long client id', 460, form({ ...FIELDS, clientId: 'x'.repeat(65) })],
    ['an unknown method', 460, form(FIELDS, { signmethod: 'sha1' })],
    ['an invalid timestamp', 460, form({ ...FIELDS, timestamp: 'now' })],
    ['an unknown device', 5001, form({ ...FIELDS, deviceName: '__proto__' })],
  ])('answers %s with %i', (_, code, fields) => {
    const answer = ask(fields);
    expect(answer.code).toBe(code);
    expect(Object.keys(answer)).toEqual(['code', 'message']);
  });

  it('never throws', () => {
    const name = fc.constantFrom('productKey', 'deviceName', 'clientId', 'sign', 'signmethod', 'x');
    const fields = fc.array(fc.tuple(name, fc.string()));
    const scene = new PlatformScene();
    fc.assert(
      fc.property(fields, (pairs) => {
        expect(scene.platform.authenticateForm(new Map(pairs), ADDRESS, scene.now).code).not.toBe(
          200,
        );
      }),
      { numRuns: tries(300) },
    );
  });

  it('rejects a disabled device', () => {
    const scene = new PlatformScene();
    scene.platform.enable(SENSOR, false);
    expect(scene.platform.authenticateForm(form(), ADDRESS, scene.now).code).toBe(6204);
  });
});

describe('a CONNECT with iotId and iotToken', () => {
  it('belongs to that device, with a suffix or without, and shares its session', () => {
    const scene = new PlatformScene();
    const credentials = token(scene);
    const tail = 'mac|securemode=-1,timestamp=1,signmethod=hmacsha1,gw=0|';
    expect(scene.returnCode({ clientId: tail, ...credentials })).toBe(0);
    expect(scene.platform.isDevice({ clientId: 'plain', userName: credentials.userName })).toBe(
      true,
    );
    const wire = scene.try({ clientId: 'plain', ...credentials });
    expect(wire.take()).toMatchObject([{ type: 'connack', reasonCode: 0, sessionPresent: true }]);
    scene.device(SENSOR);
    expect(wire.isEnded).toBe(true);
    const command = { kind: 'platform-device', productKey, deviceName } as const;
    const { device } = scene.asked('platform-device', command);
    expect(device?.signIns.map(({ by, ok }) => `${by} ${ok}`)).toEqual([
      'direct true',
      'token true',
      'token true',
    ]);
    expect(JSON.stringify(device)).not.toContain(new TextDecoder().decode(credentials.password));
  });

  it('is rejected with 3 if one of them is wrong or older than seven days', () => {
    const scene = new PlatformScene();
    const { userName, password } = token(scene);
    const clientId = 'mac|securemode=-1|';
    const wrong = encodeUtf8('0'.repeat(64));
    expect(scene.returnCode({ clientId, userName, password: wrong })).toBe(3);
    expect(scene.returnCode({ clientId, userName })).toBe(3);
    expect(scene.returnCode({ clientId, userName: 'never-issued', password })).toBe(3);
    scene.pass(7 * DAY - 1);
    expect(scene.returnCode({ clientId, userName, password })).toBe(0);
    scene.pass(1);
    expect(scene.returnCode({ clientId, userName, password })).toBe(3);
    expect(scene.returnCode({ clientId, ...token(scene) })).toBe(0);
  });

  it('respects keep alive, the disabled state, and the list', () => {
    const scene = new PlatformScene();
    const connect = { clientId: 'mac', ...token(scene) };
    expect(scene.returnCode({ ...connect, keepAlive: 5 })).toBe(3);
    scene.platform.enable(SENSOR, false);
    expect(scene.returnCode(connect)).toBe(5);
    scene.platform.reload({ products: [], devices: [] });
    expect(scene.platform.isDevice(connect)).toBe(false);
  });
});

it('answers over the control interface as well', () => {
  const scene = new PlatformScene();
  const fields = [...form()].map(([name, value]) => ({ name, value }));
  const { answer } = scene.asked('pre-auth', { kind: 'pre-auth', fields });
  expect(JSON.parse(answer)).toMatchObject({ code: 200, message: 'success' });
  expect(scene.returnCode(signed(SENSOR))).toBe(0);
});
