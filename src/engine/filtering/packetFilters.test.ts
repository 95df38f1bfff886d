/** Display filters in fault rules, tested on packets that pass. */
import { expect, it } from 'vitest';
import { leastCpuTime } from '../../base/cpuTime.testkit.ts';
import { decode } from '../../mqtt/codec/decode.ts';
import { encode } from '../../mqtt/codec/encode.ts';
import { packetFilters } from './packetFilters.ts';

const publish = (topic: string, payload: string): Uint8Array =>
  encode(
    {
      type: 'publish',
      topic,
      payload: new TextEncoder().encode(payload),
      qos: 0,
      retain: false,
      dup: false,
      properties: [],
    },
    5,
  );

function filterOf(text: string): (bytes: Uint8Array, topic?: string) => boolean {
  const filter = packetFilters(text);
  if (!filter.ok) throw new Error(text);
  return (bytes, topic) => filter.test({ bytes, sender: 'client', version: 5, topic });
}

it('tests each packet independently of the previous one', () => {
  const filter = filterOf('mqtt.len > 20 && topic == "a" && dir == out');
  const [long, short] = [publish('a', 'x'.repeat(40)), publish('a', 'x')];
  expect([filter(long, 'a'), filter(short, 'a'), filter(long, 'b'), filter(long, 'a')]).toEqual([
    true,
    false,
    false,
    true,
  ]);
});

it('reads only what the filter needs: a payload filter decodes few packets', () => {
  const filter = filterOf('payload contains "y"');
  const bytes = publish('plant/press', 'x'.repeat(125));
  const times = (work: () => unknown) => () => {
    for (let n = 0; n < 20_000; n += 1) work();
  };
  const decoding = leastCpuTime(times(() => decode(bytes, 5, 'client')));
  const asking = leastCpuTime(times(() => filter(bytes, 'plant/press')));
  expect(asking).toBeLessThan(20 * decoding);
});
