import { expect, it } from 'vitest';
import { encodeUtf8 } from '../../base/utf8.ts';
import { holdsAnother, holdsSecretOfAnother } from './lookAlikes.ts';

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

it.each(BEGINNINGS.slice(0, 3))('finds %j of which a topic has the beginning', (beginning) => {
  const [topic, message] = [encodeUtf8('v1/post x'), encodeUtf8('\nHost: b')];
  const bytes = encodeUtf8(beginning);
  for (let within = 0; within <= bytes.length; within += 1) {
    const end = topic.length + within;
    const packet = Uint8Array.of(0x31, 0, 0, end, ...topic, ...bytes, ...message);
    packet[1] = packet.length - 2;
    // Beginnings in messages are searched separately.
    expect(holdsAnother(packet, 4 + end), `${within}`).toBe(within > 0);
  }
});
