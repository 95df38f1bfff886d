import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { signatureOf, signContentOf, signIn } from './sign.ts';
import { SIGN_METHODS } from './signMethod.ts';
import { OTHER_SIGNS, SIGN_INS, VARIANTS } from './vectors.testkit.ts';

describe('signIn', () => {
  it('has test vectors', () => {
    expect(SIGN_INS.length).toBeGreaterThanOrEqual(24);
    expect(OTHER_SIGNS.length).toBeGreaterThanOrEqual(8);
  });

  it.each(SIGN_INS)('computes the fields of $name', ({ request, expected }) => {
    const { signedFields, ...fields } = signIn(request);
    expect(fields).toEqual(expected);
    expect(signedFields.flat().join('')).toBe(expected.signContent);
  });

  it.each(VARIANTS)(
    'computes the right fields for the device of $name',
    ({ request, expected }) => {
      const { signedFields: _pieces, ...fields } = signIn(request);
      expect(fields).toEqual(expected);
    },
  );

  it('uses the default for an empty region and an empty instance', () => {
    const base = {
      productKey: 'pk',
      deviceName: 'device',
      deviceSecret: 'secret',
      clientIdBase: '12345',
      signMethod: 'hmacsha1',
      secureMode: 2,
    } as const;
    expect(signIn({ ...base, regionId: '', instanceId: '' })).toEqual(signIn(base));
    expect(signIn(base).host).toBe('pk.iot-as-mqtt.cn-shanghai.aliyuncs.com');
  });

  it('uses the secret only in the password', () => {
    const secret = fc.stringMatching(/^[g-z]{12,40}$/);
    fc.assert(
      fc.property(secret, fc.constantFrom(...SIGN_METHODS), (deviceSecret, signMethod) => {
        const result = signIn({
          productKey: 'A1',
          deviceName: 'D-2',
          deviceSecret,
          clientIdBase: '3',
          signMethod,
          secureMode: 3,
        });
        expect(JSON.stringify(result)).not.toContain(deviceSecret);
      }),
    );
  });
});

describe('signContentOf and signatureOf', () => {
  it.each(OTHER_SIGNS)('sign $name', ({ fields, secret, method, signContent, sign }) => {
    expect(signContentOf(fields)).toBe(signContent);
    expect(signatureOf(signContent, secret, method)).toBe(sign);
  });

  it('do not depend on the order of fields', () => {
    const fields = fc.uniqueArray(fc.tuple(fc.string(), fc.string()), {
      selector: ([name]) => name,
    });
    fc.assert(
      fc.property(fields, (given) => {
        expect(signContentOf([...given].reverse())).toBe(signContentOf(given));
      }),
    );
  });
});
