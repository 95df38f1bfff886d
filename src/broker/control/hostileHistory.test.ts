/** Clients that connect again and again, with as many names as they like. */
import { expect, test } from 'vitest';
import { ConnectionHistory } from './connectionHistory.ts';

const NOW = 1_000_000;

function historyOf(clients: number, times: number, name: (at: number) => string) {
  const history = new ConnectionHistory();
  let connection = 0;
  for (let at = 0; at < clients; at += 1) {
    for (let time = 0; time < times; time += 1) {
      connection += 1;
      history.adopt(connection, name(at), '127.0.0.1:1', NOW);
    }
  }
  const kept = Array.from({ length: clients }, (_, at) => history.of(name(at), NOW).length);
  return { kept, sum: kept.reduce((all, one) => all + one, 0) };
}

test('the connections of all clients have a common limit, and the latest ones are kept', () => {
  const { kept, sum } = historyOf(2000, 70, (at) => `client-${at}`);
  expect(sum).toBeLessThanOrEqual(40_000);
  expect(sum).toBeGreaterThan(39_900);
  expect(kept.at(-1)).toBe(64);
  expect(kept[0]).toBe(0);
});

test('long names are limited by their total length', () => {
  const { kept, sum } = historyOf(100, 1, (at) => `${at}`.padEnd(65_535, 'x'));
  expect(sum).toBe(64);
  expect(kept.at(-1)).toBe(1);
});
