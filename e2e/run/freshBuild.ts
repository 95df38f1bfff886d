/** Builds what is to be tested where the sources have changed since; `npm test` has built it already. */
import { execFileSync } from 'node:child_process';
import { isStale } from '../../src/companion/dev/buildStamp.ts';
import { ROOT } from './step.ts';

export default function freshBuild(): void {
  if (!isStale(ROOT, 'web') && !isStale(ROOT, 'companion')) return;
  console.log('The sources have changed since the last build: npm run build');
  execFileSync('npm', ['run', 'build'], { cwd: ROOT, stdio: ['ignore', 'ignore', 'inherit'] });
}
