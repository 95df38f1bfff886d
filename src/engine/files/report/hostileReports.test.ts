import { expect, test } from 'vitest';
import { leastCpuTime } from '../../../base/cpuTime.testkit.ts';
import { CONVENTIONS } from '../../../conventions/conventions.ts';
import { encode } from '../../../mqtt/codec/encode.ts';
import type { Packet } from '../../../mqtt/tables/packet.ts';
import { DissectedCapture } from './dissectedCapture.ts';
import { PacketJson } from './packetJson.ts';

const publish = { type: 'publish', topic: 'a', qos: 0, dup: false, retain: false } as const;

const REPEATED: readonly (readonly [string, (count: number) => Packet])[] = [
  [
    'UNSUBSCRIBE with topic filters',
    (count) => ({
      type: 'unsubscribe',
      packetId: 1,
      properties: [],
      filters: Array.from({ length: count }, () => 'a'),
    }),
  ],
  [
    'PUBLISH with user properties',
    (count) => ({
      ...publish,
      payload: new Uint8Array(0),
      properties: Array.from({ length: count }, () => ({
        name: 'userProperty' as const,
        value: ['a', 'b'] as const,
      })),
    }),
  ],
];

/** Reports a packet like `dissect --json`. */
function report(bytes: Uint8Array): unknown {
  const capture = new DissectedCapture({ secrets: CONVENTIONS.secrets, withSecrets: true });
  capture.take({ kind: 'opened', stream: 1, time: 0, carrier: 'tcp', version: 5 });
  const packet = capture.take({ kind: 'packet', stream: 1, time: 1, direction: 'in', bytes });
  return packet && new PacketJson().line(packet);
}

test.each(REPEATED)('%s is reported in linear time', (_, packetOf) => {
  const [few, many] = [2_000, 60_000].map((count) => encode(packetOf(count), 5));
  if (few === undefined || many === undefined) throw new Error('no packets');
  const ofFew = leastCpuTime(() => report(few), 3);
  const most = 120 * ofFew + 500;
  expect(leastCpuTime(() => report(many), 5, most)).toBeLessThan(most);
});
