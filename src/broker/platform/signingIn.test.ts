import { describe, expect, it } from 'vitest';
import { SIGN_INS, VARIANTS } from '../../alibaba/vectors.testkit.ts';
import { encodeUtf8 } from '../../mqtt/utf8.ts';
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

  it('gets in over MQTT 3.1 and 5.0 too', () => {
    const scene = new PlatformScene();
    for (const version of [3, 4, 5] as const) {
      expect(scene.returnCode({ ...signed(SENSOR), version })).toBe(0);
    }
  });
});
