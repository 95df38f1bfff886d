import { expect, it } from 'vitest';
import { phoneAddress } from './phoneAddress.ts';

const PRINTED = 'http://127.0.0.1:8080/#token=abc-DEF';

it('takes the machine’s address on its network, with the port and the code', () => {
  expect(phoneAddress(PRINTED, '0.0.0.0', ['192.168.1.5', '10.0.0.9'])).toBe(
    'http://192.168.1.5:8080/#token=abc-DEF',
  );
  expect(phoneAddress(PRINTED, '::', ['fd00::5'])).toBe('http://[fd00::5]:8080/#token=abc-DEF');
  expect(phoneAddress(PRINTED, '10.0.0.9', [])).toBe('http://10.0.0.9:8080/#token=abc-DEF');
});

it('has no address for a phone on loopback or without a network', () => {
  expect(phoneAddress(PRINTED, '127.0.0.1', ['192.168.1.5'])).toBeUndefined();
  expect(phoneAddress(PRINTED, '0.0.0.0', [])).toBeUndefined();
});
