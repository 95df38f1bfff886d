import { describe, expect, test } from 'vitest';
import { CONVENTIONS } from '../../../conventions/conventions.ts';
import { Capture } from '../../../engine/capture/capture.ts';
import type { Counters, PacketRow } from '../../../engine/window/window.ts';
import { viewOf } from '../../session/view/tabView.ts';
import { leftOver, listed, wantedRows } from './listed.ts';

const row = (number: number): PacketRow => ({
  number,
  time: 0,
  delta: 0,
  direction: 'in',
  stream: 1,
  packetType: 12,
  flags: 0,
  packetId: undefined,
  topic: undefined,
  size: 2,
  hasProblem: false,
});
const counters: Counters = {
  ...new Capture({ conventions: CONVENTIONS, originWallClock: 0 }).counters(0),
  packets: 500,
  discarded: 100,
};
/** Packets 1001 to 1500 since Clear, 100 of them discarded. Positions 300 to 302 are loaded. */
const reply = { first: 300, rows: [row(1301), row(1302), row(1303)], total: 500 };
const view = viewOf('none');

describe('the packet list', () => {
  test('lists packets that were not discarded', () => {
    const list = listed(reply, counters, view);
    expect([list.first, list.count]).toEqual([100, 400]);
    expect(list.row(200)?.number).toBe(1301);
    expect(list.row(199)).toBeUndefined();
    expect(list.row(203)).toBeUndefined();
  });

  test('finds a packet by its number, also out of sight', () => {
    const list = listed(reply, counters, view);
    expect(list.indexOf(1101)).toBe(0);
    expect(list.indexOf(1500)).toBe(399);
    expect(list.packetAt(399)).toBe(1500);
    expect(listed(undefined, counters, view).indexOf(5)).toBeUndefined();
  });

  test('keeps only the loaded rows after the worker ends', () => {
    const list = listed(leftOver(reply), counters, view);
    expect([list.first, list.count, list.packets]).toEqual([300, 3, 3]);
    expect([0, 2, 3].map((at) => list.row(at)?.number)).toEqual([1301, 1303, undefined]);
    const change = { kind: 'closed', position: 301, stream: 1, time: 0 } as const;
    const changes = { rows: [change], before: 7, gone: 2, total: 9 };
    const mixed = listed(leftOver({ ...reply, changes }), counters, view);
    expect([mixed.count, mixed.packets, mixed.packetsBefore(2)]).toEqual([4, 3, 1]);
    expect(mixed.change(1)).toBe(change);
    expect(leftOver(undefined)).toBeUndefined();
  });

  test('pausing freezes the list’s length', () => {
    const list = listed(reply, counters, { ...view, paused: true, pausedAt: 450 });
    expect(list.count).toBe(350);
  });

  test('is empty after a Clear, even before the counters say so', () => {
    expect(listed({ first: 0, rows: [], total: 0 }, counters, view).count).toBe(0);
  });

  test('requests the newest while following, and its position while held or paused', () => {
    const list = listed(reply, counters, view);
    // At any end of the list the same rows are requested, even while it grows.
    for (const from of [380, 390])
      expect(wantedRows(list, from, 20, view)).toEqual({ first: 0, count: 20, tail: true });
    // Includes the rows that scrolling draws next.
    const wanted = { first: 102, count: 46 };
    expect(wantedRows(list, 10, 30, { ...view, following: false })).toEqual(wanted);
    expect(wantedRows(list, 10, 30, { ...view, paused: true })).toEqual(wanted);
    const atStart = wantedRows(list, 0, 40, { ...view, following: false });
    expect(atStart).toEqual({ first: 100, count: 48 });
  });

  describe('under a display filter', () => {
    /** 40 of 60 matches are left. Positions 30 to 32 are loaded. */
    const filtered = {
      first: 30,
      rows: [row(1301), row(1309), row(1344)],
      total: 60,
      oldest: 20,
      filter: 'dup',
    };

    test('has numbers with gaps, and requests a position that is not loaded', () => {
      const list = listed(filtered, counters, view);
      expect([list.first, list.count, list.filter]).toEqual([20, 40, 'dup']);
      expect(list.indexOf(1309)).toBe(11);
      expect(list.indexOf(1310)).toBeUndefined();
      expect(list.indexOf(1400)).toBeUndefined();
      expect(list.packetAt(12)).toBe(1344);
      expect(list.packetAt(13)).toBeUndefined();
      const told = { packet: 1400, position: 47 };
      expect(listed(filtered, counters, view, told).indexOf(1400)).toBe(27);
      const hidden = { packet: 1400, position: null };
      expect(listed(filtered, counters, view, hidden).indexOf(1400)).toBeUndefined();
    });

    test('pausing freezes this list’s length only', () => {
      const paused = { ...view, paused: true, pausedAt: 450 };
      const pausedList = { filter: 'dup', isFolded: false, total: 55, changes: 0, shown: 35 };
      expect(listed(filtered, counters, { ...paused, pausedList }).count).toBe(35);
      const other = { ...pausedList, filter: 'retain' };
      expect(listed(filtered, counters, { ...paused, pausedList: other }).count).toBe(40);
      // A list of exchanges has another length than one of packets.
      const folded = { ...pausedList, isFolded: true };
      expect(listed(filtered, counters, { ...paused, pausedList: folded }).count).toBe(40);
    });
  });

  describe('with connections that closed and reconnected', () => {
    const change = (position: number) => ({
      kind: 'closed' as const,
      position,
      stream: 1,
      time: 0,
    });
    /** Packets 1001 to 1500, 100 discarded with one change. Positions 301 to 305 are loaded. */
    const changed = {
      ...reply,
      first: 301,
      total: 504,
      oldest: 101,
      changes: { rows: [change(302), change(303)], before: 1, gone: 1, total: 4 },
    };
    const list = listed(changed, counters, view);

    test('packets and the bands between them have their own positions', () => {
      expect([list.first, list.count, list.packets, list.firstPacket]).toEqual([
        101, 403, 400, 100,
      ]);
      const places = [200, 201, 202, 203, 204].map((at) => list.row(at)?.number ?? '-');
      expect(places).toEqual([1301, '-', '-', 1302, 1303]);
      expect(list.change(201)?.position).toBe(302);
      expect([200, 203, 204].map(list.packetsBefore)).toEqual([200, 201, 202]);
    });

    test('finds a packet at its position, also next to a band', () => {
      expect([1301, 1302, 1303].map(list.indexOf)).toEqual([200, 203, 204]);
      expect(list.indexOf(1304)).toBeUndefined();
      expect([200, 201, 202, 203].map(list.packetAt)).toEqual([1301, 1302, 1302, 1302]);
      const last = { ...changed, total: 304, rows: [row(1301)] };
      expect([201, 202].map(listed(last, counters, view).packetAt)).toEqual([1301, 1301]);
    });

    test('pausing freezes both', () => {
      const pausedList = {
        filter: '',
        isFolded: false,
        total: 304,
        changes: 3,
        shown: undefined,
      };
      const paused = { ...view, paused: true, pausedAt: 301, pausedList };
      const held = listed(changed, counters, paused);
      expect([held.count, held.packets]).toEqual([203, 201]);
    });
  });

  test('packets kept by an armed filter are in front, with gaps', () => {
    const status = { packets: 5, bytes: 90, budget: 1000, forgotten: 0 };
    const recording = { isStopped: false, notRecorded: 0 };
    const armed = { filter: undefined, kept: status, recording };
    const list = listed({ ...reply, oldest: 95 }, { ...counters, armed }, view);
    expect([list.first, list.count]).toEqual([95, 405]);
    expect(list.indexOf(1302)).toBe(206);
    expect(list.indexOf(1101)).toBeUndefined();
  });
});
