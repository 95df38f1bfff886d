import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { eventuallyFound } from '../../base/eventually.testkit.ts';
import { framesOf, pcapOf } from '../../engine/files/frames/frames.testkit.ts';
import { Progress } from '../cli/progress.ts';
import { temporaryFolder } from '../serve/companion.testkit.ts';
import { readCapture } from './captureInput.ts';
import { unpacked } from './unpacked.ts';

it('a file is read in steps: each step is written before the next', async () => {
  const file = join(temporaryFolder(), 'a.pcap');
  const connack = { direction: 'in', bytes: Uint8Array.of(0x20, 2, 0, 0) } as const;
  const bytes = pcapOf(framesOf(Array.from({ length: 1200 }, () => connack)));
  expect(bytes.length).toBeGreaterThan(128 * 1024);
  writeFileSync(file, bytes);
  const packets: number[] = [];
  let count = 0;
  const pause = (): Promise<void> => {
    packets.push(count);
    return Promise.resolve();
  };
  await readCapture(
    file,
    (event) => {
      if (event.kind === 'packet') count += 1;
    },
    { pause },
  );
  expect(count).toBe(1200);
  expect(new Set(packets).size).toBeGreaterThan(8);
});

it('closes its input if the reader stops at the first bytes', async () => {
  let isClosed = false;
  async function* input(): AsyncGenerator<Uint8Array, void, undefined> {
    try {
      yield await Promise.resolve(Uint8Array.of(1, 2, 3));
      yield Uint8Array.of(4);
    } finally {
      isClosed = true;
    }
  }
  const chunks = unpacked(input(), () => undefined);
  await chunks.next();
  await chunks.return();
  expect(isClosed).toBe(true);
});

it('says on a terminal that a pipe has no writer yet', async () => {
  const pipe = join(temporaryFolder(), 'pipe');
  execFileSync('mkfifo', [pipe]);
  const written: string[] = [];
  const progress = new Progress({ isTTY: true, write: (text) => written.push(text) });
  const reading = readCapture(pipe, () => undefined, {
    pause: () => Promise.resolve(),
    progress,
  });
  await eventuallyFound(() => written.length > 0);
  expect(written[0]).toContain(`Waiting for a program that writes to the pipe ${pipe}`);
  await writeFile(pipe, pcapOf([]));
  await reading;
  expect(written.at(-1)).toBe('\r\u001B[K');
});
