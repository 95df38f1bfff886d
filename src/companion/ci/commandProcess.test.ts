import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { eventually } from '../../base/eventually.testkit.ts';
import { temporaryFolder } from '../serve/companion.testkit.ts';
import { runCommand } from './commandProcess.ts';

it('ends a command that ignores SIGTERM with SIGKILL', async () => {
  const words = ['sh', '-c', 'trap "" TERM; sleep 60 & wait; wait'];
  const { code, isLate } = await runCommand(words, { env: process.env, timeout: 50, grace: 50 });
  expect([code, isLate]).toEqual([128 + 9, true]);
});

it('passes a signal on and resolves to the code of the command', async () => {
  const ready = join(temporaryFolder(), 'ready');
  const words = ['sh', '-c', `trap "exit 5" HUP; touch ${ready}; while :; do sleep 0.01; done`];
  const ended = runCommand(words, { env: process.env, timeout: undefined });
  await eventually(() => expect(existsSync(ready)).toBe(true));
  process.emit('SIGHUP', 'SIGHUP');
  expect(await ended).toEqual({ code: 5, signal: undefined, isLate: false });
});
