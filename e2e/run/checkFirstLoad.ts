/**
 * Fails if a first visit loads more than allowed, and prints its contents. Uses the last build, or a new one
 * if the sources have changed.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from 'vite';
import { isStale } from '../../src/companion/dev/buildStamp.ts';
import { described, firstLoad } from './firstLoad.ts';
import { ROOT } from './step.ts';

function tell(web: string): void {
  const load = firstLoad(web);
  console.log(described(load));
  if (load.isTooMuch) process.exitCode = 1;
}

if (isStale(ROOT, 'web')) {
  const outDir = mkdtempSync(path.join(tmpdir(), 'mqttscope-first-load-'));
  try {
    await build({ root: ROOT, logLevel: 'error', build: { outDir, emptyOutDir: true } });
    tell(outDir);
  } finally {
    rmSync(outDir, { recursive: true });
  }
} else tell(path.join(ROOT, 'dist/web'));
