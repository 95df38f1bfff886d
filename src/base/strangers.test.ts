import { expect, it } from 'vitest';
import { Strangers } from './strangers.ts';

function crowd(...machines: readonly string[]): Strangers<number> {
  const strangers = new Strangers<number>();
  for (const [at, machine] of machines.entries()) strangers.add(at, machine);
  return strangers;
}

it('evicts the oldest connection of the address with the most', () => {
  const strangers = crowd('10.0.0.1', '10.0.0.2', '10.0.0.2', '10.0.0.3');
  expect(strangers.first()).toBe(1);
  strangers.delete(1);
  expect(strangers.first()).toBe(0);
  expect(strangers.first('10.0.0.3')).toBe(3);
  expect(strangers.size).toBe(3);
});

it('counts all /64 networks of a /48 network together', () => {
  const many = Array.from({ length: 20 }, (_, at) => `2001:db8:1:${at.toString(16)}`);
  const strangers = crowd('10.0.0.1', '10.0.0.1', '2001:db8:2:1', ...many);
  expect(strangers.first()).toBe(3);
});

it('evicts from the machine with the most connections within a network', () => {
  expect(crowd('2001:db8:1:1', '2001:db8:1:2', '2001:db8:1:2').first()).toBe(1);
});

it('finds the oldest connection of an address, and undefined for an unknown one', () => {
  const strangers = crowd('10.0.0.1', '10.0.0.2', '10.0.0.2');
  expect(strangers.oldestOf('10.0.0.2')).toBe(1);
  expect(strangers.oldestOf('10.0.0.9')).toBeUndefined();
  for (const one of [0, 1, 2, 2, 7]) strangers.delete(one);
  expect([strangers.size, strangers.first(), strangers.first('10.0.0.1')]).toEqual([
    0,
    undefined,
    undefined,
  ]);
});
