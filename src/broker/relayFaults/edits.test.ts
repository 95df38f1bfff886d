/** Tests that an edited waiting packet is only sent if it is still exactly one packet. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { tries } from '../../base/runs.testkit.ts';
import { encode } from '../../mqtt/codec/encode.ts';
import { arbitraryPacket, arbitrarySender } from '../../mqtt/tables/packet.testkit.ts';
import type { Sender } from '../../mqtt/tables/packet.ts';
import { connectPacket } from '../core/broker.testkit.ts';
import { RelayScene } from './relay.testkit.ts';

const edit = fc.record({
  at: fc.nat(60),
  removed: fc.nat(3),
  added: fc.uint8Array({ maxLength: 3 }),
  /** Corrects the length in the header, like the app does for fields. */
  isMended: fc.boolean(),
});

function edited(packet: Uint8Array, { at, removed, added, isMended }: Edit): number[] {
  const bytes = [...packet];
  bytes.splice(at % bytes.length, removed, ...added);
  const head = bytes.findIndex((byte, index) => index > 0 && byte < 128) + 1;
  const [type = 0x30, body] = [bytes[0], bytes.slice(head)];
  return isMended && head > 0 && body.length < 128 ? [type, body.length, ...body] : bytes;
}

type Edit = typeof edit extends fc.Arbitrary<infer T> ? T : never;

/** Follows the standard's wording (2.1.4), independent of the framer under test. */
function isOnePacket(bytes: readonly number[]): boolean {
  let length = 0;
  for (let at = 1; at <= 4; at += 1) {
    const byte = bytes[at];
    if (byte === undefined) return false;
    length += (byte % 128) * 128 ** (at - 1);
    if (byte < 128) return bytes.length === at + 1 + length;
  }
  return false;
}

const turn = arbitrarySender.chain((sender) =>
  fc.record({
    sender: fc.constant(sender),
    packet: arbitraryPacket(5, sender).map((packet) => encode(packet, 5)),
    edits: fc.array(edit, { maxLength: 2 }),
  }),
);

it('edits of random packets, anywhere in their bytes, never break framing', () => {
  const counts = { taken: 0, refused: 0 };
  fc.assert(
    fc.property(fc.array(turn, { minLength: 8, maxLength: 12 }), (turns) => {
      const scene = new RelayScene();
      const connect = encode(connectPacket('c'), 5);
      scene.says('client', connect);
      scene.rules({ do: 'hold' });
      const expected: Record<Sender, number[]> = { client: [], server: [...connect] };
      for (const { sender, packet, edits } of turns) {
        scene.says(sender, packet);
        const waiting = scene.relays.layer.held.waiting(1).packets[0]?.packet ?? -1;
        const all = edits.map((one) => edited(packet, one));
        const isFit = all.every(isOnePacket);
        const forward = all.map((bytes) => Uint8Array.from(bytes));
        const why = scene.relays.layer.held.decide(waiting, { forward, back: [] }, scene.now);
        expect(why).toBe(isFit ? undefined : 'no packet');
        counts[isFit ? 'taken' : 'refused'] += 1;
        if (!isFit) scene.relays.layer.held.release('all', scene.now);
        scene.relays.elapse(scene.now);
        const goesOn = isFit ? all.flat() : [...packet];
        expected[sender === 'client' ? 'server' : 'client'].push(...goesOn);
      }
      expect(scene.got).toEqual(expected);
    }),
    { numRuns: tries(150, 25) },
  );
  expect(Math.min(counts.taken, counts.refused)).toBeGreaterThan(10);
});
