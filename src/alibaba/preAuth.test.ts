import { describe, expect, it } from 'vitest';
import { preAuthClientId, preAuthForm, preAuthUrl, readPreAuthAnswer } from './preAuth.ts';
import { OTHER_SIGNS } from './vectors.testkit.ts';

const DEVICE = {
  productKey: 'pk',
  deviceName: 'device',
  deviceSecret: 'secret',
  clientIdBase: '12345',
  signMethod: 'hmacsha1',
} as const;

describe('the form of HTTPS pre-authentication', () => {
  it('is signed like a direct sign-in', () => {
    expect(preAuthForm({ ...DEVICE, timestamp: '789' })).toEqual([
      ['productKey', 'pk'],
      ['deviceName', 'device'],
      ['clientId', '12345'],
      ['sign', 'fafd82a3d602b37fb0fa8b7892f24a477f851a14'],
      ['signmethod', 'hmacsha1'],
      ['timestamp', '789'],
      ['version', 'default'],
      ['resources', 'mqtt'],
    ]);
    expect(preAuthForm(DEVICE).map(([name]) => name)).not.toContain('timestamp');
  });

  it('has the signature of the vector', () => {
    const vector = OTHER_SIGNS.find(({ name }) => name.includes('auth'));
    const field = (name: string) => vector?.fields.find(([key]) => key === name)?.[1] ?? '';
    const form = preAuthForm({
      productKey: field('productKey'),
      deviceName: field('deviceName'),
      clientIdBase: field('clientId'),
      timestamp: vector?.fields.some(([key]) => key === 'timestamp')
        ? field('timestamp')
        : undefined,
      deviceSecret: vector?.secret ?? '',
      signMethod: vector?.method ?? 'hmacmd5',
    });
    expect(new Map(form).get('sign')).toBe(vector?.sign);
  });

  it('is sent to the region’s own host', () => {
    expect(preAuthUrl('ap-southeast-1')).toBe(
      'https://iot-auth.ap-southeast-1.aliyuncs.com/auth/devicename',
    );
    expect(preAuthUrl('')).toBe('https://iot-auth.cn-shanghai.aliyuncs.com/auth/devicename');
  });

  it('leads to a client id with secure mode -1', () => {
    expect(preAuthClientId({ ...DEVICE, timestamp: '789' })).toBe(
      '12345|securemode=-1,timestamp=789,signmethod=hmacsha1,gw=0|',
    );
    expect(preAuthClientId(DEVICE)).toBe('12345|securemode=-1,signmethod=hmacsha1,gw=0|');
  });
});

describe('the reply', () => {
  it('contains id, token and host', () => {
    const resources = { mqtt: { host: 'a.iot-as-mqtt.cn-shanghai.aliyuncs.com', port: 1883 } };
    const data = { iotId: 'id', iotToken: 'token', resources };
    expect(readPreAuthAnswer(JSON.stringify({ code: 200, data, message: 'success' }))).toEqual({
      ok: true,
      grant: { iotId: 'id', iotToken: 'token', ...resources.mqtt },
    });
    const bare = { iotId: 'id', iotToken: 'token' };
    expect(readPreAuthAnswer(JSON.stringify({ code: 200, data: bare }))).toEqual({
      ok: true,
      grant: { iotId: 'id', iotToken: 'token', host: undefined, port: undefined },
    });
  });

  it('contains the platform’s code and message', () => {
    expect(readPreAuthAnswer('{"code":5001,"message":"meta device not found"}')).toEqual({
      ok: false,
      code: 5001,
      message: 'meta device not found',
    });
  });

  it.each([
    '',
    '<html>',
    '[]',
    'null',
    '7',
    '{}',
    '{"code":"200"}',
    '{"code":200}',
    '{"code":200,"data":null}',
    '{"code":200,"data":{"iotId":"a"}}',
    '{"code":200,"data":{"iotId":7,"iotToken":"a"}}',
    '{"__proto__":{"code":200}}',
  ])('is absent: %s', (body) => {
    expect(readPreAuthAnswer(body)).toBeUndefined();
  });
});
