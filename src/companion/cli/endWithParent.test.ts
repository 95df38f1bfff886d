import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';
import { eventually } from '../../base/eventually.testkit.ts';

const MODULE = pathToFileURL(`${import.meta.dirname}/endWithParent.ts`).href;
const PROGRAM = `
  const { endWithParent } = await import(${JSON.stringify(MODULE)});
  endWithParent();
  process.on('SIGTERM', () => process.exit(0));
  setInterval(() => undefined, 1000);
  console.log(process.pid);
`;

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

it.runIf(process.platform !== 'win32')(
  'a program ends after the shell that npm started it in',
  async () => {
    const words = ['--import', 'tsx', '--input-type=module', '-e', '"$PROGRAM"'];
    const shell = spawn('sh', ['-c', `"$NODE" ${words.join(' ')} & wait`], {
      env: { ...process.env, NODE: process.execPath, PROGRAM },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const pid = await new Promise<number>((resolve) => {
      createInterface(shell.stdout).once('line', (line) => resolve(Number(line)));
    });
    onTestFinished(() => {
      if (isRunning(pid)) process.kill(pid, 'SIGKILL');
    });
    expect(isRunning(pid)).toBe(true);
    shell.kill('SIGKILL');
    await eventually(() => expect(isRunning(pid)).toBe(false));
  },
);
