import { createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { alibabaSignIn } from '../../conventions/alibaba/signIn.ts';
import { DEVICE, settingsFor } from '../client.testkit.ts';
import { connected, reconnected, scene } from '../scene.testkit.ts';
import { passwordCredentials } from './connectPacket.ts';
import { signingOf } from './signing.ts';

function passwordFor(timestamp: string): string {
  const content = `clientIdtesterdeviceNamelampproductKeya1B2c3D4e5Ftimestamp${timestamp}`;
  return createHmac('sha256', DEVICE.deviceSecret).update(content).digest('hex');
}

describe('Alibaba sign-in', () => {
  test('is signed again, with a new time, for the CONNECT of every connection', async () => {
    const stage = await scene(4);
    const passwords: string[] = [];
    const check = (connect: {
      readonly clientId: string;
      readonly userName?: string;
      readonly password?: Uint8Array;
    }): void => {
      const timestamp = /timestamp=(\d+)/.exec(connect.clientId)?.[1] ?? '';
      const password = new TextDecoder().decode(connect.password);
      expect(password).toBe(passwordFor(timestamp));
      expect(connect.userName).toBe('lamp&a1B2c3D4e5F');
      passwords.push(password);
    };
    const first = await connected(stage, 4, { settings: { signIn: DEVICE } });
    const [one] = first.packets;
    if (one?.packet.type === 'connect') check(one.packet);
    stage.clock.advance(1234);
    first.cut();
    const second = await reconnected(stage, {});
    const [two] = second.packets;
    if (two?.packet.type === 'connect') check(two.packet);
    expect(new Set(passwords).size).toBe(2);
  });

  test('connects to the address of the sign-in without one of its own', () => {
    const settings = settingsFor('', { version: 4, signIn: DEVICE });
    expect(signingOf(alibabaSignIn).direct(settings, DEVICE, 'tester', 0).url).toBe(
      'ws://a1B2c3D4e5F.iot-as-mqtt.cn-shanghai.aliyuncs.com:443/',
    );
  });
});

describe('user name and password', () => {
  const fields = (userName: string, password: string, version: 3 | 4 | 5): object => {
    const signIn = { kind: 'password', userName, password } as const;
    const { fields } = passwordCredentials(settingsFor('ws://h/', { version }), signIn, 'tester');
    return {
      userName: fields.userName,
      password: fields.password && new TextDecoder().decode(fields.password),
    };
  };

  test('does not send empty ones', () => {
    expect(fields('', '', 4)).toEqual({ userName: undefined, password: undefined });
    expect(fields('me', '', 5)).toEqual({ userName: 'me', password: undefined });
  });

  test('sends a user name with a password before MQTT 5 [MQTT-3.1.2-22]', () => {
    expect(fields('', 'x', 4)).toEqual({ userName: '', password: 'x' });
    expect(fields('', 'x', 5)).toEqual({ userName: undefined, password: 'x' });
  });
});
