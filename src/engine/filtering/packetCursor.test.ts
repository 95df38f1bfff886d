import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CONVENTIONS } from '../../conventions/conventions.ts';
import { corpus } from '../../mqtt/corpus.testkit.ts';
import { tries } from '../../mqtt/runs.testkit.ts';
import { Capture } from '../capture/capture.ts';
import { compileFilter } from '../filter/compile.ts';
import { plainFacts } from './filtering.testkit.ts';

const LONGEST = 300;
const recorded = corpus.filter(({ bytes }) => bytes.length < LONGEST);

/** Packets of every kind, good and broken ones. */
const packet = fc
  .tuple(
    fc.constantFrom(...recorded),
    fc.array(fc.tuple(fc.nat(40), fc.nat(255)), { maxLength: 2 }),
    fc.boolean(),
  )
  .map(([{ bytes, version, sender }, changes, isCut]) => {
    const changed = isCut && bytes.length > 3 ? bytes.slice(0, -1) : bytes.slice();
    for (const [at, value] of changes) if (at < changed.length) changed[at] = value;
    return { bytes: changed, version, direction: sender === 'client' ? 'out' : 'in' } as const;
  });

const TEXTS = [
  'type in {publish, connect}',
  'qos == 1',
  'dup or retain',
  'mqtt.retain and not dup',
  'id > 0',
  'id == 0',
  'topic',
  'topic == ""',
  'topic contains "a"',
  'topic ~ "#" or version == 5',
  'payload',
  'payload == ""',
  'payload contains "{" or size > 40',
  'dir == in and mqtt.hdrflags > 50',
  'client',
  'mqtt.prop.user',
];

/** Where framing is lost behind a SUBSCRIBE, a PUBLISH whose properties are too long. */
const BEHIND_DOUBT = [
  [130, 17, 0, 1, 0, 0, 11, 36, 115, 104, 97, 114, 101, 47, 103, 43, 47, 97],
  [48, 6, 0, 1, 97, 3, 0, 120],
].map((bytes) => ({ bytes: Uint8Array.from(bytes), version: 5, direction: 'out' }) as const);

test('columns tell of any packet what its dissection tells', () => {
  fc.assert(
    fc.property(fc.array(packet, { maxLength: 6 }), (packets) => {
      const capture = new Capture({ conventions: CONVENTIONS, originWallClock: 0 });
      const streams = new Map<number, number>();
      for (const { bytes, version, direction } of packets) {
        const stream = streams.get(version) ?? capture.openStream(version);
        streams.set(version, stream);
        capture.packet(stream, direction, 1, bytes);
      }
      const plain = [...capture.packetsFrom(1)].map((held) => plainFacts({ ...held, time: 0 }));
      for (const text of TEXTS) {
        const filter = compileFilter(text);
        const expected = plain.filter((facts) => filter.ok && filter.test(facts));
        capture.filter.set(compileFilter(text));
        capture.filter.advance(() => true);
        const shown = capture.filter.list.numbers(0, packets.length);
        expect([text, ...shown]).toEqual([text, ...expected.map(({ no }) => no)]);
      }
    }),
    { numRuns: tries(300), examples: [[BEHIND_DOUBT]] },
  );
});
