import { expect, it } from 'vitest';
import { encodeUtf8 } from '../../base/utf8.ts';
import { holdsSecretOfAnother } from './lookAlikes.ts';

const BEGINNINGS = ['\u0004MQTT', '\u0006MQIsdp', 'HTTP/1.1\r', '\u0015\0\u0001m\u0016'];
const LENGTH = 150;

it.each(BEGINNINGS)('finds %j at any position, in short packets and in long ones', (beginning) => {
  const found = encodeUtf8(beginning);
  for (const filling of ['x', '\u0015', 'é', '\r', '\u0004']) {
    const filled = encodeUtf8(filling.repeat(LENGTH));
    expect(holdsSecretOfAnother(filled)).toBe(false);
    for (let at = 0; at + found.length <= LENGTH; at += 1) {
      const bytes = filled.slice(0, LENGTH);
      bytes.set(found, at);
      for (const end of [at + found.length, LENGTH]) {
        expect(holdsSecretOfAnother(bytes.subarray(0, end)), `${at} to ${end}`).toBe(true);
        expect(holdsSecretOfAnother(bytes.subarray(1, end)), `${at} to ${end}`).toBe(at > 0);
      }
    }
  }
});
