import { expect, test } from 'vitest';
import {
  qos1,
  qos2,
  subscribeTo,
  Watched,
} from '../../../../engine/exchanges/exchanges.testkit.ts';
import { compileFilter } from '../../../../engine/filter/compile.ts';
import { FilteredRows } from '../../../../engine/filtering/filteredRows.ts';
import { IN_FLIGHT, latencyFilter, messagesInFlight } from './exchangeFilters.ts';

/** Exchanges of all kinds, of both sides, finished and in flight. */
function session(): Watched {
  const watched = new Watched(5);
  watched.connect(false, true);
  watched.send(subscribeTo(1, 'a/#'));
  watched.get({ type: 'suback', packetId: 1, reasonCodes: [1], properties: [] });
  for (const packetId of [2, 3, 4]) {
    watched.send(qos1(packetId));
    watched.time += 700 * packetId;
    if (packetId < 4) watched.get({ type: 'puback', packetId });
  }
  watched.get(qos1(1));
  watched.time += 12_345;
  watched.send({ type: 'puback', packetId: 1 });
  watched.get(qos2(2));
  watched.send({ type: 'pubrec', packetId: 2 });
  watched.send({ type: 'pingreq' });
  watched.get({ type: 'pingresp' });
  return watched;
}

/** Number of exchanges that the display filter lists. */
function listed({ capture, time }: Watched, filter: string): number {
  capture.filter.set(compileFilter(filter), FilteredRows, 'exchanges');
  capture.filter.advance(() => true);
  return capture.window({ packets: { first: 0, count: 100 } }, time).packets?.rows.length ?? 0;
}

const KINDS = ['all', 'qos1', 'qos2', 'subscribe', 'unsubscribe', 'connect', 'ping'] as const;

test.each(KINDS)('each bar of the latency of %s lists the exchanges that it counts', (kind) => {
  const watched = session();
  for (const direction of ['in', 'out', 'both'] as const) {
    const of = { kind, direction };
    const { buckets = [], count, max } = watched.ask({ latency: of }).latency ?? {};
    const counts = buckets.map(({ upTo }, at) =>
      listed(watched, latencyFilter(of, buckets[at - 1]?.upTo, upTo)),
    );
    expect(counts).toEqual(buckets.map((bucket) => bucket.count));
    expect(counts.reduce((sum, each) => sum + each, 0)).toBe(count);
    expect(max === undefined || listed(watched, latencyFilter(of, max)) > 0).toBe(true);
  }
});

test('the counts in flight list their messages', () => {
  const watched = session();
  const { total, gauges } = watched.ask({ inFlight: { count: 9, stuckAfter: 1 } }).inFlight ?? {};
  expect(total).toBe(2);
  expect(listed(watched, IN_FLIGHT)).toBe(total);
  for (const direction of ['in', 'out'] as const)
    expect(listed(watched, messagesInFlight(direction))).toBe(gauges?.[direction].used);
});
