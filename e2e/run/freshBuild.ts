/** Builds the tested program if the sources have changed; `npm test` has already built it. */
import { execFileSync } from 'node:child_process';
import { isStale } from '../../src/companion/dev/buildStamp.ts';
import { ROOT } from './step.ts';

export default function freshBuild(): void {
  if (!isStale(ROOT, 'web') && !isStale(ROOT, 'companion')) return;
  console.log('The sources have changed since the last build: npm run build');
  execFileSync('npm', ['run', 'build'], { cwd: ROOT, stdio: ['ignore', 'ignore', 'inherit'] });
}
