/**
 * `npm run dev`: runs `devServer.ts`, and restarts it on the same ports when the companion or a module that
 * it imports changes. Vite updates the app's own sources in the page.
 */
import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { resolve } from 'node:path';
import type { Readable } from 'node:stream';
import { endWithParent } from '../cli/endWithParent.ts';
import { hashSources } from './buildStamp.ts';

const root = resolve(import.meta.dirname, '../../..');
/** ms between comparisons of sources by content, which work with every editor. */
const INTERVAL_MILLISECONDS = 500;

/** Options of the next run: ports stay the same once known. */
const ports = new Map<string, string>();
let child = startChild();
let running = hashSources(root, 'companion');
let ending = false;

function startChild(): ChildProcessByStdio<null, Readable, null> {
  const args = [...process.argv.slice(2), ...[...ports].flat()];
  const script = resolve(import.meta.dirname, 'devServer.ts');
  const started = spawn(process.execPath, ['--import', 'tsx', script, ...args], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  started.stdout.setEncoding('utf8').on('data', (text: string) => {
    keepPort('--http', /^app .*:(\d+)\/(?:#\S*)?$/m.exec(text)?.[1]);
    keepPort('--mqtt', /^mqtt .*:(\d+)$/m.exec(text)?.[1]);
    process.stdout.write(text);
  });
  started.once('exit', (code) => {
    if (ending) process.exit(code ?? 0);
    // A failed start may succeed after an edit; wrong arguments stay wrong.
    if (code === 2 || (code === 0 && ports.size === 0)) process.exit(code);
  });
  return started;
}

function hasEnded({ exitCode, signalCode }: ChildProcessByStdio<null, Readable, null>): boolean {
  return exitCode !== null || signalCode !== null;
}

function keepPort(option: string, port: string | undefined): void {
  if (port !== undefined) ports.set(option, port);
}

let restarting = false;
setInterval(() => {
  const now = hashSources(root, 'companion');
  if (ending || restarting || now === running) return;
  running = now;
  restarting = true;
  process.stderr.write('mqttscope: sources have changed, restarting ...\n');
  const next = (): void => {
    restarting = false;
    if (!ending) child = startChild();
  };
  if (hasEnded(child)) next();
  else {
    child.once('exit', next);
    child.kill('SIGTERM');
  }
}, INTERVAL_MILLISECONDS);

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    ending = true;
    if (hasEnded(child)) process.exit(0);
    child.kill('SIGTERM');
  });
}
endWithParent();
