/** Devices that fill all available memory with files, values, messages and log lines. */

import { expect, it } from 'vitest';
import { ledgerFor } from '../../core/memory/ledger.ts';
import { DEFAULT_LIMITS } from '../../core/memory/limits.ts';
import { MessageLog } from '../devices/messageLog.ts';
import { DeviceBytes } from './deviceBytes.ts';
import { DeviceLogs } from './deviceLogs.ts';
import { FileUploads } from './fileUploads.ts';
import { LastValues } from './lastValues.ts';
import { RawData } from './rawData.ts';
import { Tags } from './tags.ts';

const MEBIBYTE = 1024 * 1024;
const PIECE = new Uint8Array(131_072);
const device = (no: number) => ({ productKey: 'p', deviceName: `device-${no}` });

/** Account with the limits of `--memory 16`. */
function memory() {
  const share = 16 / 128;
  const ledger = ledgerFor({
    ...DEFAULT_LIMITS,
    memory: 16 * MEBIBYTE,
    platformBytes: DEFAULT_LIMITS.platformBytes * share,
  });
  return { ledger, account: ledger.accounts.platform };
}

/** Bytes that a device can upload before it is rejected. */
function fill(uploads: FileUploads, no: number): number {
  for (let file = 0; file < 100; file += 1) {
    const upload = uploads.begin(device(no), `${file}`, undefined, 0);
    if (upload === undefined) break;
    if (!uploads.append(upload, PIECE, true, 0)) break;
  }
  return heldBy(uploads, no);
}

const heldBy = (uploads: FileUploads, no: number): number =>
  uploads.of(device(no)).reduce((sum, { received }) => sum + received, 0);

it('counts uploaded files, rejects those that do not fit, and leaves memory for other devices', () => {
  const { account } = memory();
  const uploads = new FileUploads(account);
  const held = [1, 2, 3, 4].map((no) => fill(uploads, no));
  expect(held[0]).toBeLessThan(account.limit / 2 + MEBIBYTE);
  expect(Math.min(...held)).toBeGreaterThanOrEqual(MEBIBYTE / 8);
  const all = held.reduce((sum, bytes) => sum + bytes, 0);
  expect(account.bytes).toBeGreaterThanOrEqual(all);
  expect(account.bytes).toBeLessThanOrEqual(account.limit);
  for (const no of [1, 2, 3, 4]) uploads.forget(device(no));
  expect(account.bytes).toBe(0);
});

it('rejects an upload whose announced size does not fit, and any upload while clients use all memory', () => {
  const { ledger, account } = memory();
  const uploads = new FileUploads(account);
  expect(uploads.begin(device(1), 'large', account.limit, 0)).toBeUndefined();
  const { transports } = ledger.accounts;
  transports.add(transports.room);
  expect(uploads.begin(device(1), 'small', 1000, 0)).toBeUndefined();
  transports.add(-transports.bytes);
  expect(uploads.begin(device(1), 'small', 1000, 0)).toBeDefined();
});

it('cancels an upload of the device with the most open uploads', () => {
  const uploads = new FileUploads();
  const first = uploads.begin(device(1), 'first', undefined, 0);
  for (let file = 0; file < 100; file += 1) uploads.begin(device(2), `${file}`, undefined, 0);
  expect(uploads.of(device(2))).toHaveLength(99);
  expect(first && uploads.append(first, PIECE, true, 0)).toBe(true);
});

it('returns the bytes of cancelled, dropped and removed uploads exactly once', () => {
  const { account } = memory();
  const uploads = new FileUploads(account);
  const started = ['a', 'b', 'c'].map((name) => uploads.begin(device(1), name, undefined, 0));
  for (const upload of started) if (upload) uploads.append(upload, PIECE, false, 0);
  const [a, b, c] = started;
  if (!a || !b || !c) throw new Error('There is room for three.');
  uploads.cancel(a, 0);
  uploads.drop(a);
  uploads.remove(device(1), b.facts.file);
  uploads.append(c, PIECE, true, 0);
  expect(account.bytes).toBeGreaterThan(2 * PIECE.length);
  uploads.drop(c);
  expect(account.bytes).toBe(0);
});

it('keeps all device state within the shared memory, and removes it with the device', () => {
  const { ledger, account } = memory();
  const log = new MessageLog(account);
  const values = new LastValues(account);
  const logs = new DeviceLogs(account);
  const raw = new RawData(account);
  const tags = new Tags(account);
  const told = {
    time: 0,
    topic: 't',
    code: undefined,
    why: undefined,
    direction: 'up',
    kind: 'other',
  } as const;
  const value = JSON.stringify('v'.repeat(2000));
  const line = {
    time: 0,
    utcTime: undefined,
    logLevel: undefined,
    module: undefined,
    code: undefined,
    traceContext: undefined,
    logContent: 'x'.repeat(4000),
  };
  for (let no = 0; no < 1000; no += 1) {
    const one = device(no % 20);
    log.add(one, told, PIECE);
    values.record(one, [{ identifier: `p${no}`, value, time: 0, isModelled: true }], 1);
    logs.add(one, line);
    tags.set(one, { [`t${no % 50}`]: 'y'.repeat(4000) });
    expect(account.bytes).toBeLessThanOrEqual(account.limit);
  }
  const { transports } = ledger.accounts;
  transports.add(transports.room);
  log.add(device(1), told, PIECE);
  expect(ledger.accounts.transports.fits(1) || ledger.claimed <= ledger.limit).toBe(true);
  for (let no = 0; no < 20; no += 1) {
    for (const held of [log, values, logs, raw, tags]) held.forget(device(no));
  }
  expect(account.bytes).toBe(0);
});

it('counts each device once', () => {
  const { account } = memory();
  const bytes = new DeviceBytes(account);
  bytes.set(device(1), 100);
  bytes.set(device(1), 40);
  bytes.add(device(2), 10);
  expect(account.bytes).toBe(50);
  expect(bytes.isFair(device(1), account.room - 40)).toBe(true);
  expect(bytes.isFair(device(1), account.room - 39)).toBe(false);
});
