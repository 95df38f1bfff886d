import { expect, it } from 'vitest';
import { UnauthenticatedConnections } from './unauthenticated.ts';

function crowd(...machines: readonly string[]): UnauthenticatedConnections<number> {
  const unauthenticated = new UnauthenticatedConnections<number>();
  for (const [at, machine] of machines.entries()) unauthenticated.add(at, machine);
  return unauthenticated;
}

it('evicts the oldest connection of the address with the most', () => {
  const unauthenticated = crowd('10.0.0.1', '10.0.0.2', '10.0.0.2', '10.0.0.3');
  expect(unauthenticated.first()).toBe(1);
  unauthenticated.delete(1);
  expect(unauthenticated.first()).toBe(0);
  expect(unauthenticated.first('10.0.0.3')).toBe(3);
  expect(unauthenticated.size).toBe(3);
});

it('finds the oldest connection of an address, and undefined for an unknown one', () => {
  const unauthenticated = crowd('10.0.0.1', '10.0.0.2', '10.0.0.2');
  expect(unauthenticated.oldestOf('10.0.0.2')).toBe(1);
  expect(unauthenticated.oldestOf('10.0.0.9')).toBeUndefined();
  for (const one of [0, 1, 2, 2, 7]) unauthenticated.delete(one);
  expect([
    unauthenticated.size,
    unauthenticated.first(),
    unauthenticated.first('10.0.0.1'),
  ]).toEqual([0, undefined, undefined]);
});
