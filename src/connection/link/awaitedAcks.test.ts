import { expect, test } from 'vitest';
import { PUBACK, PUBCOMP, PUBREC } from '../../mqtt/tables/typeNumbers.ts';
import { ManualClock } from '../clock.testkit.ts';
import { AwaitedAcks } from './awaitedAcks.ts';

function begun(receiveMaximum = 65_535) {
  const clock = new ManualClock();
  const told: (number | undefined)[] = [];
  const acks = new AwaitedAcks(clock.environment, receiveMaximum, (about) => told.push(about));
  let id = 0;
  return {
    acks,
    clock,
    told,
    /** Acknowledges messages of QoS 1 within a second, which passes. */
    qos1: (count: number) => {
      for (let n = 0; n < count; n += 1) acks.answered(PUBACK, 7);
      clock.advance(1000);
    },
    /** Acknowledges messages of QoS 2 within a second, with this round trip, ms. */
    qos2: (count: number, roundTrip: number) => {
      id += 1;
      acks.answered(PUBREC, id);
      for (let n = 1; n < count; n += 1) acks.answered(PUBREC, 60_000);
      clock.advance(roundTrip);
      acks.answered(PUBCOMP, 60_000);
      acks.answered(PUBCOMP, id);
      clock.advance(1000 - roundTrip);
    },
  };
}

const times = (count: number, run: () => void): void => {
  for (let n = 0; n < count; n += 1) run();
};

test('QoS 2 counts two round trips, measured from PUBREC to PUBREL, for five seconds', () => {
  const { told, qos2 } = begun();
  // 2 × 100 × 0.07 is 14.
  times(8, () => qos2(100, 70));
  expect(told).toEqual([]);
  times(4, () => qos2(100, 95));
  expect(told).toEqual([]);
  qos2(100, 95);
  expect(told).toEqual([19]);
  times(20, () => qos2(100, 95));
  expect(told).toEqual([19]);
  times(4, () => qos2(10, 95));
  expect(told).toEqual([19]);
  qos2(10, 95);
  expect(told).toEqual([19, undefined]);
});

test('a second below the limit begins the five seconds anew', () => {
  const { told, qos2 } = begun();
  times(6, () => {
    times(4, () => qos2(100, 95));
    qos2(10, 95);
  });
  expect(told).toEqual([]);
});

test('QoS 1 counts one round trip of PINGREQ, and nothing before there was one', () => {
  const { acks, told, qos1 } = begun();
  times(20, () => qos1(1000));
  expect(told).toEqual([]);
  acks.pinged(14);
  times(10, () => qos1(1000));
  expect(told).toEqual([]);
  acks.pinged(16);
  times(5, () => qos1(1000));
  expect(told).toEqual([16]);
});

test('a lower Receive Maximum of ours is a lower limit', () => {
  const { told, qos2 } = begun(10);
  // 7 is 0.7 × 10.
  times(10, () => qos2(50, 70));
  expect(told).toEqual([]);
  times(5, () => qos2(50, 80));
  expect(told).toEqual([8]);
});

test('has no timer while nothing is acknowledged', () => {
  const { clock, qos1 } = begun();
  expect(clock.timers).toBe(0);
  qos1(1);
  expect(clock.timers).toBe(1);
  clock.advance(1000);
  expect(clock.timers).toBe(0);
});
