import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SIGN_INS, VARIANTS } from '../../alibaba/vectors.testkit.ts';
import { tries } from '../../base/runs.testkit.ts';
import { encodeUtf8 } from '../../base/utf8.ts';
import type { ProtocolVersion } from '../../mqtt/tables/packet.ts';
import { demoDevice, PlatformScene, signed } from './platform.testkit.ts';

const SENSOR = demoDevice(0);

describe('a real CONNECT', () => {
  it.each(SIGN_INS)('of the vector $name is accepted', ({ request, expected }) => {
    const scene = new PlatformScene({ registry: { products: [], devices: [request] } });
    const { clientId, username: userName, password } = expected;
    for (const text of [password, password.toUpperCase()]) {
      expect(scene.returnCode({ clientId, userName, password: encodeUtf8(text) })).toBe(0);
    }
  });

  it.each(VARIANTS)('of the vector $name gets $returnCode', ({ request, sent, returnCode }) => {
    const scene = new PlatformScene({ registry: { products: [], devices: [request] } });
    const { clientId, username: userName, password } = sent;
    const connect = { clientId, userName, password: encodeUtf8(password) };
    expect(scene.returnCode(connect)).toBe(returnCode);
  });

  it('is accepted over MQTT 3.1 and 5.0 too', () => {
    const scene = new PlatformScene();
    for (const version of [3, 4, 5] as const) {
      expect(scene.returnCode({ ...signed(SENSOR), version })).toBe(0);
    }
  });
});

describe('a CONNECT of any kind', () => {
  const pieces = '| , = & x 1 -1 2 9 securemode=2 signmethod=hmacsha1 timestamp=1 __proto__'.split(
    ' ',
  );
  const piece = fc.constantFrom(...pieces, ' ', '\n', SENSOR.deviceName, SENSOR.productKey);
  const text = fc.array(piece, { maxLength: 9 }).map((some) => some.join(''));
  const version = fc.constantFrom<ProtocolVersion>(3, 4, 5);

  it('in the form of a device’s is answered, and never accepted without its signature', () => {
    const scene = new PlatformScene();
    fc.assert(
      fc.property(text, text, fc.option(text, { nil: undefined }), version, (...parts) => {
        const [clientId, userName, password, level] = parts;
        const connect = {
          version: level,
          clientId: `${clientId}|${clientId}|`,
          userName,
          ...(password !== undefined && { password: encodeUtf8(password) }),
        };
        const [connack] = scene.try(connect).take();
        expect(connack?.type === 'connack' && connack.reasonCode > 0).toBe(true);
      }),
      { numRuns: tries(300) },
    );
    expect(scene.asked('platform', { kind: 'platform' }).strangers.length).toBe(10);
  });
});
