/** A filter on the list of sensors' messages that exceeds its budget. */

import { expect, test } from 'vitest';
import { encodeUtf8 } from '../base/utf8.ts';
import { compileFilter } from '../engine/filter/compile.ts';
import { sensorFilter } from '../engine/filter/sensorFacts.ts';
import { encodeSn } from '../mqttsn/encodeSn.ts';
import { SnRecord } from '../mqttsn/reading/snRecord.ts';

/** A sequence of a and b that no short pattern describes. */
function unpredictable(length: number): string {
  let state = 12_345;
  return Array.from({ length }, () => {
    state = (state * 1_103_515_245 + 12_345) % 0x8000_0000;
    return (state >> 16) & 1 ? 'a' : 'b';
  }).join('');
}

test('the list of MQTT-SN messages counts each message that its filter could not check once', () => {
  const record = new SnRecord(new Map(), 10_000_000);
  const say = (text: string, messageId: number): void => {
    const topic = { kind: 'short', id: 0x6162 } as const;
    const flags = { dup: false, qos: 1, retain: false, topic, messageId } as const;
    const bytes = encodeSn({ type: 'publish', ...flags, data: encodeUtf8(text) });
    const ends = { client: '10.0.0.7:40000', gateway: '10.0.0.1:1884' };
    record.message({ stream: 1, direction: 'out', time: 0, ...ends, bytes });
  };
  const filter = compileFilter('payload matches "(a|b)*a(a|b){40}c"');
  if (!filter.ok) throw new Error(filter.text);
  say(unpredictable(60_000), 1);
  say(`${'a'.repeat(50)}c`, 2);
  for (let looks = 0; looks < 2; looks += 1) {
    expect(record.rows(0, 10, sensorFilter(filter))).toMatchObject({ total: 1, of: 2, givenUp: 1 });
  }
});
