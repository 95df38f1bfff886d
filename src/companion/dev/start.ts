/** `npm start`: builds stale parts and runs the built companion. Arguments are passed on. */
import { spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { building } from '../../i18n/cli/en/prompts.ts';
import { endWithParent } from '../cli/endWithParent.ts';
import { isStale, type Part } from './buildStamp.ts';
import { hintOfNpm } from './npmOptions.ts';

const root = resolve(import.meta.dirname, '../../..');

const BUILDS: readonly { readonly part: Part; readonly args: string[] }[] = [
  { part: 'web', args: [] },
  { part: 'companion', args: ['--mode', 'companion'] },
];

endWithParent();
const hint = hintOfNpm(process.env);
if (hint !== undefined) process.stderr.write(`mqttscope: ${hint}\n`);
for (const { part, args } of BUILDS) {
  if (!isStale(root, part)) continue;
  process.stderr.write(`mqttscope: ${building[part]}\n`);
  const vite = join(root, 'node_modules/vite/bin/vite.js');
  // Standard output is only for the addresses.
  const { status } = spawnSync(process.execPath, [vite, 'build', '--logLevel', 'warn', ...args], {
    cwd: root,
    stdio: ['ignore', 2, 2],
  });
  if (status !== 0) {
    process.stderr.write(`mqttscope: ${building.failed}\n`);
    process.exit(1);
  }
}

await import(pathToFileURL(join(root, 'dist/companion/main.js')).href);
