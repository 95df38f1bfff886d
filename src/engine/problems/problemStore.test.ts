import { describe, expect, it } from 'vitest';
import type { FoundProblem } from '../findings/problem.ts';
import { ProblemStore } from './problemStore.ts';

const found = (packet: number, change: Partial<FoundProblem> = {}): FoundProblem => ({
  rule: 'second-connect',
  severity: 'error',
  statement: 'MQTT-3.1.0-2',
  finding: { key: 'second-connect', args: {} },
  packet,
  other: undefined,
  stream: 1,
  time: packet * 1_000,
  ...change,
});
const warning = (packet: number) => found(packet, { rule: 'taken-over', severity: 'warn' });

describe('counts the violations of each statement of a rule, also over Clear and Undo', () => {
  it('groups by rule, errors first, then by the time of the first', () => {
    const store = new ProblemStore();
    for (const problem of [warning(1), found(2), found(3), found(1, { rule: 'ack-order' })]) {
      store.add(problem);
    }
    const { groups, rows } = store.window({ rule: undefined, first: 0, count: 9 });
    expect(groups.map(({ rule, count }) => [rule, count])).toEqual([
      ['ack-order', 1],
      ['second-connect', 2],
      ['taken-over', 1],
    ]);
    expect(groups[1]?.unread).toBe(2);
    expect([groups[1]?.first.packet, groups[1]?.last.packet]).toEqual([2, 3]);
    expect(rows).toBeUndefined();
  });

  it('counts how often each statement of a rule was broken, also over Clear and its undoing', () => {
    const store = new ProblemStore();
    const other = { statement: 'MQTT-3.1.0-1' };
    const statements = () => {
      const [group] = store.window({ rule: undefined, first: 0, count: 0 }).groups;
      return [...(group?.statements ?? [])].map(([id, count]) => `${id} ${count}`).toSorted();
    };
    for (const change of [other, {}, {}]) store.add(found(1, change));
    expect(statements()).toEqual(['MQTT-3.1.0-1 1', 'MQTT-3.1.0-2 2']);
    const cleared = store.clear();
    store.add(found(2, other));
    store.add(found(3, other));
    expect(statements()).toEqual(['MQTT-3.1.0-1 2']);
    cleared.restore();
    expect(statements()).toEqual(['MQTT-3.1.0-1 3', 'MQTT-3.1.0-2 2']);
    store.withdraw(3, 'second-connect');
    expect(statements()).toEqual(['MQTT-3.1.0-1 2', 'MQTT-3.1.0-2 2']);
  });

  it('knows the problem found last, whatever its packet, also over Clear and its undoing', () => {
    const store = new ProblemStore();
    for (const problem of [found(9), warning(3)]) store.add(problem);
    expect([store.newest('any')?.packet, store.newest('error')?.packet]).toEqual([3, 9]);
    store.mute('taken-over', true);
    expect(store.newest('any')?.packet).toBe(9);
    store.mute('taken-over', false);
    const cleared = store.clear();
    expect(store.newest('any')).toBeUndefined();
    store.add(found(5));
    cleared.restore();
    expect(store.newest('any')?.packet).toBe(5);
  });

  it('shows the occurrences of a rule by position, oldest first', () => {
    const store = new ProblemStore();
    for (let packet = 1; packet <= 10; packet += 1) store.add(found(packet));
    const { rows } = store.window({ rule: 'second-connect', first: 7, count: 5 });
    expect(rows).toMatchObject({ first: 7, total: 10, forgotten: 0 });
    expect(rows?.rows.map(({ packet }) => packet)).toEqual([8, 9, 10]);
    expect(store.window({ rule: 'ack-order', first: 0, count: 5 }).rows).toBeUndefined();
  });

  it('keeps the newest of each rule and in total, and counts the dropped ones', () => {
    const store = new ProblemStore({ ofRule: 2_000, inAll: 3_000 });
    for (let packet = 1; packet <= 5_000; packet += 1) store.add(found(packet));
    for (let packet = 5_001; packet <= 6_500; packet += 1) store.add(warning(packet));
    const rows = store.window({ rule: 'second-connect', first: 0, count: 1 }).rows;
    expect(rows).toMatchObject({ total: 1_500, forgotten: 3_500, rows: [{ packet: 3_501 }] });
    expect(store.counts).toMatchObject({ total: 6_500, errors: 5_000, unread: 6_500 });
    expect([store.hasPacket(3_500), store.hasPacket(3_501)]).toEqual([false, true]);
    expect(store.ofPacket(6_500)).toMatchObject([{ rule: 'taken-over' }]);
  });

  it('excludes muted rules from counts and keeps their problems', () => {
    const store = new ProblemStore();
    store.add(found(1));
    store.add(warning(2));
    store.mute('second-connect', true);
    store.add(found(3));
    expect(store.counts).toMatchObject({ total: 1, errors: 0, unread: 1 });
    const [group] = store.window({ rule: undefined, first: 0, count: 0 }).groups;
    expect(group).toMatchObject({ rule: 'second-connect', muted: true, count: 2 });
    store.mute('second-connect', false);
    expect(store.counts).toMatchObject({ total: 3, errors: 2, unread: 3 });
  });

  it('counts notes apart from errors and warnings', () => {
    const store = new ProblemStore();
    store.add(found(1));
    store.add(warning(2));
    store.add(found(3, { rule: 'no-subscribers', severity: 'note' }));
    expect(store.counts).toEqual({ total: 3, errors: 1, notes: 1, unread: 2, unreadNotes: 1 });
  });

  it('tracks read problems, and keeps only mutes on Clear', () => {
    const store = new ProblemStore();
    store.add(found(1));
    store.read();
    store.add(found(2, { stream: 7 }));
    expect(store.counts).toMatchObject({ total: 2, errors: 2, unread: 1 });
    expect([store.ofStream(1), store.ofStream(7), store.ofStream(2)]).toEqual([1, 1, 0]);
    store.mute('second-connect', true);
    store.clear();
    expect(store.counts).toMatchObject({ total: 0, errors: 0, unread: 0 });
    expect(store.ofPacket(1)).toEqual([]);
    store.add(found(3));
    expect(store.counts.total).toBe(0);
  });
});
