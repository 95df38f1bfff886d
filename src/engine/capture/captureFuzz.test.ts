import fc from 'fast-check';
import { expect, test } from 'vitest';
import { tries } from '../../base/runs.testkit.ts';
import { CONVENTIONS } from '../../conventions/conventions.ts';
import { encode } from '../../mqtt/codec/encode.ts';
import { arbitraryPacket } from '../../mqtt/tables/packet.testkit.ts';
import type { ProtocolVersion } from '../../mqtt/tables/packet.ts';
import type { FoundProblem } from '../findings/problem.ts';
import type { Direction } from '../log/columns/direction.ts';
import { Capture } from './capture.ts';

const versions = fc.constantFrom<ProtocolVersion | undefined>(undefined, 3, 4, 5);
/** A packet, sometimes with a changed byte, sometimes random bytes. */
function sentBy(
  way: Direction,
  version: ProtocolVersion = 4,
): fc.Arbitrary<[Direction, Uint8Array]> {
  const packet = arbitraryPacket(version, way === 'out' ? 'client' : 'server');
  const good = packet.map((each) => encode(each, version));
  const bad = fc.tuple(good, fc.nat(), fc.nat(255)).map(([bytes, place, byte]) => {
    const changed = bytes.slice();
    changed[place % changed.length] = byte;
    return changed;
  });
  return fc.tuple(fc.constant(way), fc.oneof(good, bad, fc.uint8Array({ maxLength: 40 })));
}
const packets = versions.chain((version) => {
  const sent = fc.oneof(sentBy('in', version), sentBy('out', version));
  return fc.tuple(fc.constant(version), fc.array(sent, { maxLength: 25 }));
});

const isNoNote = ({ severity }: FoundProblem) => severity !== 'note';

test('keeps any packet, flags dissection problems, and never throws', () => {
  fc.assert(
    fc.property(packets, ([version, sent]) => {
      const capture = new Capture({ conventions: CONVENTIONS, originWallClock: 0 });
      const stream = capture.openStream(version);
      for (const [way, bytes] of sent) capture.packet(stream, way, 1, bytes);
      const reply = capture.window({ packets: { first: 0, count: 100 } }, 2);
      expect(reply.packets?.rows.length).toBe(sent.length);
      for (const [index, [way, bytes]] of sent.entries()) {
        const detail = capture.window({ packet: index + 1 }, 2).packet;
        const violations = detail?.problems.filter((problem) => problem.severity !== 'caution');
        expect(detail?.bytes).toEqual(bytes);
        expect(reply.packets?.rows[index]).toMatchObject({
          number: index + 1,
          direction: way,
          size: bytes.length,
          hasProblem: violations?.length !== 0 || detail?.found?.some(isNoNote) === true,
        });
      }
      const { topics, messages } = reply.counters;
      const incoming = sent.filter(([way, bytes]) => way === 'in' && (bytes[0] ?? 0) >> 4 === 3);
      expect(topics <= messages && messages <= incoming.length).toBe(true);
    }),
    { numRuns: tries(150) },
  );
});
