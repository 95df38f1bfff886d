/** A spill file in Node for a log's oldest packets, removed with the process. */
import { ftruncateSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { SpillFile } from '../../../src/engine/log/spill/spillFile.ts';

export function temporaryFile(): SpillFile {
  const folder = mkdtempSync(path.join(tmpdir(), 'mqttscope-bench-'));
  const file = openSync(path.join(folder, 'log'), 'wx+', 0o600);
  rmSync(folder, { recursive: true });
  return {
    write: (bytes, at) => writeSync(file, bytes, 0, bytes.length, at) === bytes.length,
    read: (into, at) => readSync(file, into, 0, into.length, at) === into.length,
    truncate: (size) => {
      ftruncateSync(file, size);
    },
  };
}
