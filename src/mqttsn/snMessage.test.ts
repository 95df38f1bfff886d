import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tries } from '../base/runs.testkit.ts';
import { DATAGRAMS } from './corpus.testkit.ts';
import { decodeSn } from './decodeSn.ts';
import { dissectSn } from './dissectSn.ts';
import { encapsulated, encodeSn } from './encodeSn.ts';
import { shortTopicId, shortTopicName } from './snMessage.ts';

const plain = Object.entries(DATAGRAMS).map(
  ([name, bytes]) => [name, Uint8Array.from(bytes)] as const,
);

describe('messages of MQTT-SN', () => {
  it.each(plain)('%s survives a round trip', (name, bytes) => {
    const read = decodeSn(bytes);
    expect(read?.message.type.toUpperCase()).toBe(name.split(' ')[0]);
    expect(read && encodeSn(read.message)).toEqual(bytes);
  });

  it('a forwarder’s name for the client is kept', () => {
    for (const [, bytes] of plain) {
      const read = decodeSn(encapsulated(Uint8Array.of(0xaa, 0xbb), bytes));
      expect(read?.node).toEqual(Uint8Array.of(0xaa, 0xbb));
      expect(read && encodeSn(read.message)).toEqual(bytes);
    }
  });

  it('a message read from any bytes has no malformed field, and is written back except for reserved bits', () => {
    const someBytes = fc.tuple(
      fc.constantFrom(...plain.map(([, bytes]) => bytes)),
      fc.array(fc.tuple(fc.nat(30), fc.nat(255)), { maxLength: 3 }),
    );
    fc.assert(
      fc.property(someBytes, ([bytes, changes]) => {
        const changed = bytes.slice();
        for (const [at, value] of changes) if (at < changed.length) changed[at] = value;
        const read = decodeSn(changed);
        if (read === undefined) return;
        const { problems } = dissectSn(changed);
        const isValue = (key: string) => ['protocol-id', 'topic-id', 'message-id'].includes(key);
        const wrong = problems.filter(
          ({ severity, breach }) => severity === 'malformed' && !isValue(breach.key),
        );
        expect(wrong).toEqual([]);
        const written = encodeSn(read.message);
        const again = decodeSn(written);
        expect(again?.message).toEqual(read.message);
      }),
      { numRuns: tries(3000) },
    );
  });

  it('the number of a topic of two letters is its name', () => {
    expect(shortTopicName(shortTopicId('ab') ?? 0)).toBe('ab');
    expect(shortTopicId('abc')).toBeUndefined();
    expect(shortTopicId('é!')).toBeUndefined();
    expect(shortTopicId('a')).toBeUndefined();
    expect(shortTopicId('é')).toBe(0xc3a9);
    expect(shortTopicName(0xc3a9)).toBe('é');
    expect(shortTopicName(0xff41)).toBeUndefined();
  });
});
