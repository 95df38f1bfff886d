import { describe, expect, it } from 'vitest';
import {
  isReasonCodeValid,
  reasonCodeName,
  reasonCodeSender,
  reasonCodeText,
} from './reasonCodes.ts';

describe('reason codes', () => {
  it.each([
    ['connack', 0x00, 5, '0x00 Success'],
    ['connack', 0x86, 5, '0x86 Bad User Name or Password'],
    ['connack', 4, 4, '4 Connection Refused, bad user name or password'],
    ['suback', 0x00, 5, '0x00 Granted QoS 0'],
    ['suback', 0x80, 4, '0x80 Failure'],
    ['unsuback', 0x11, 5, '0x11 No subscription existed'],
    ['disconnect', 0x00, 5, '0x00 Normal disconnection'],
    ['disconnect', 0x04, 5, '0x04 Disconnect with Will Message'],
    ['disconnect', 0x8e, 5, '0x8E Session taken over'],
    ['auth', 0x19, 5, '0x19 Re-authenticate'],
    ['pubrel', 0x92, 5, '0x92 Packet Identifier not found'],
    ['puback', 0x01, 5, '0x01 not defined'],
  ] as const)('%s %i in version %i reads %s', (place, code, version, text) => {
    expect(reasonCodeText(place, code, version)).toBe(text);
  });

  it('exist only where the standard defines them (2.4)', () => {
    expect(isReasonCodeValid('puback', 0x8f, 5)).toBe(false);
    expect(isReasonCodeValid('suback', 0x8f, 5)).toBe(true);
    expect(isReasonCodeValid('connack', 6, 4)).toBe(false);
    expect(isReasonCodeValid('suback', 0x80, 3)).toBe(false);
    expect(isReasonCodeValid('puback', 0, 4)).toBe(false);
  });

  it('have a name in every packet where they are valid', () => {
    const places = [
      'connack',
      'puback',
      'pubrec',
      'pubrel',
      'pubcomp',
      'suback',
      'unsuback',
      'disconnect',
      'auth',
    ] as const;
    const nameless = places.flatMap((place) =>
      Array.from({ length: 256 }, (_, code) => code)
        .filter((code) => isReasonCodeValid(place, code, 5) && !reasonCodeName(place, code, 5))
        .map((code) => `${place} ${String(code)}`),
    );
    expect(nameless).toEqual([]);
  });

  it('are sometimes only for one side (3.14.2.1, 3.15.2.1)', () => {
    expect(reasonCodeSender('disconnect', 0x04)).toBe('client');
    expect(reasonCodeSender('disconnect', 0x8e)).toBe('server');
    expect(reasonCodeSender('disconnect', 0x81)).toBeUndefined();
    expect(reasonCodeSender('auth', 0x19)).toBe('client');
  });
});
