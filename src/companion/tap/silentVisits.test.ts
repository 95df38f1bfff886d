import { expect, test } from 'vitest';
import { SILENT_WITHIN, SilentVisits } from './silentVisits.ts';

test('reports ten per machine within ten minutes, whatever their ports', () => {
  const visits = new SilentVisits();
  const told = Array.from({ length: 15 }, (_, port) =>
    visits.isReported(`192.0.2.1:${port}`, port),
  );
  expect(told.filter(Boolean)).toHaveLength(10);
  expect(visits.isReported('192.0.2.2:1', 20)).toBe(true);
  expect(visits.isReported('[2001:db8::1]:1', 20)).toBe(true);
  expect(visits.count).toBe(5);
  expect(visits.isReported('192.0.2.1:1', SILENT_WITHIN)).toBe(true);
});

test('reports a hundred of all machines within ten minutes', () => {
  const visits = new SilentVisits();
  const told = Array.from({ length: 150 }, (_, host) =>
    visits.isReported(`192.0.2.${host}:1`, host),
  );
  expect(told.filter(Boolean)).toHaveLength(100);
  expect(visits.count).toBe(50);
});
