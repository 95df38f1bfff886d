import fc from 'fast-check';
import { expect, it } from 'vitest';
import { tries } from '../../base/runs.testkit.ts';
import { corpus, topicAliasesOf } from '../dissect/corpus.testkit.ts';
import { dissect } from '../dissect/dissect.ts';
import type { DissectContext, Dissection } from '../dissect/dissection.ts';
import { arbitraryPublish, arbitrarySent } from '../tables/packet.testkit.ts';
import { encode } from './encode.ts';
import { dissectLater } from './lateDissection.ts';

/** Longer packets prove nothing more, and comparing them takes long. */
const LONGEST = 1000;

/** With fields, which may be built when they are read. */
const whole = ({ fields, problems, packet }: Dissection) => ({ fields, problems, packet });

const both = (bytes: Uint8Array, context: DissectContext) =>
  [whole(dissectLater(bytes, context)), whole(dissect(bytes, context))] as const;

it('equals the dissection of recorded packets', () => {
  for (const packet of corpus) {
    const { bytes, version } = packet;
    if (bytes.length > LONGEST) continue;
    for (const sender of ['client', 'server'] as const) {
      const [late, now] = both(bytes, { version, sender, topicAlias: topicAliasesOf(packet) });
      expect(late).toEqual(now);
    }
  }
});

it('equals the dissection of any packet, also with changed bytes', () => {
  const anyByte = fc.oneof(fc.nat(255), fc.constantFrom(0, 1, 0x1f, 0x7f, 0x80, 0xc2));
  const changes = fc.array(fc.tuple(fc.nat(40), anyByte), { maxLength: 3 });
  const message = arbitraryPublish(5).map(
    (packet) => ({ packet, version: 5, sender: 'server' }) as const,
  );
  fc.assert(
    fc.property(
      fc.oneof(arbitrarySent, message),
      changes,
      ({ packet, version, sender }, changed) => {
        const bytes = encode(packet, version);
        const mutated = bytes.slice();
        for (const [at, byte] of changed) if (at < bytes.length) mutated[at] = byte;
        for (const one of [bytes, mutated]) {
          const [late, now] = both(one, { version, sender });
          expect(late).toEqual(now);
        }
      },
    ),
    { numRuns: tries(1000) },
  );
});

it('reads a message without building its fields', () => {
  const message = { type: 'publish', qos: 0, dup: false, retain: false, topic: 'a/b' } as const;
  const properties = [{ name: 'contentType', value: 'text' }] as const;
  const bytes = encode({ ...message, properties, payload: Uint8Array.of(1) }, 5);
  const read = dissectLater(bytes, { version: 5, sender: 'client' });
  bytes[2 + 2 + 2] = 0x63;
  expect(read.packet).toMatchObject({ topic: 'a/b', properties });
  expect(JSON.stringify(read.fields)).toContain('a/c');
});
