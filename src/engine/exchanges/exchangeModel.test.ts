import fc from 'fast-check';
import { expect, test } from 'vitest';
import { tries } from '../../base/runs.testkit.ts';
import { arbitraryMoves, Model } from './exchangeModel.testkit.ts';
import { Watched } from './exchanges.testkit.ts';

/** The random players answer in any order, which the standard forbids. */
const ALLOWED = new Set(['ack-order', 'server-ack-order']);

test('4.3, 4.4: states, packets and latencies equal the model for any client and server', () => {
  fc.assert(
    fc.property(arbitraryMoves, (moves) => {
      const session = new Watched(5);
      session.connect(false, true);
      const model = new Model(session);
      for (const move of moves) model.play(move);
      const rows = session.list().filter(({ kind }) => kind !== 'connect');
      const { exchanges } = model;
      expect(
        rows.map(({ packet, kind, qos, direction, state, resends, latency }) => [
          packet,
          kind,
          qos,
          direction,
          state,
          resends,
          latency,
        ]),
      ).toEqual(
        exchanges.map(({ packets, kind, qos, way, state, resends, start, last }) => [
          packets[0],
          kind,
          qos,
          way,
          state,
          resends,
          state === 'open' || state === 'abandoned' ? undefined : last - start,
        ]),
      );
      for (const [index, row] of rows.entries()) {
        const { steps, losses } = session.of(row.packet);
        expect(steps.map(({ packet }) => packet)).toEqual(exchanges[index]?.packets);
        const streams = new Set(steps.map(({ stream }) => stream));
        expect(losses.length).toBeGreaterThanOrEqual(streams.size - 1);
      }
      for (const row of session.rows(0, 1_000)) {
        const of = exchanges.find(({ packets }) => packets.includes(row.number));
        const step = (of?.packets.indexOf(row.number) ?? -1) + 1;
        const told = { packet: row.exchange?.packet, step: row.exchange?.step };
        expect(of === undefined || told).toEqual(
          of === undefined || { packet: of.packets[0], step },
        );
      }
      const count = (matches: (one: (typeof exchanges)[number]) => boolean) =>
        exchanges.filter(matches).length;
      expect(session.counters.exchanges).toMatchObject({
        'in-flight': count(({ state }) => state === 'open'),
        retried: count(({ resends }) => resends > 0),
        refused: count(({ state }) => state === 'refused'),
        abandoned: count(({ state }) => state === 'abandoned'),
      });
      expect(session.counters.inFlightOut).toBe(
        count(({ state, kind, way }) => state === 'open' && kind === 'publish' && way === 'out'),
      );
      expect(session.rules.filter((rule) => !ALLOWED.has(rule))).toEqual([]);
    }),
    { numRuns: tries(120) },
  );
});
