/** `npm run quick`: types, lint and format of changed files, and the unit tests nearest to them. */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { nearbyTests } from '../../build/nearbyTests.ts';
import { refuseArguments } from './scriptArguments.ts';
import { conclude, ROOT } from './step.ts';
import { format, lint, types, unit } from './steps.ts';

/** Test files that run within half a minute. */
const MOST_TESTS = 20;

function git(...args: string[]): string {
  return execFileSync('git', args, {
    cwd: ROOT,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
}

/** Commit at which the branch left `main`; HEAD if there is no such branch. */
function base(): string {
  try {
    return git('merge-base', 'HEAD', 'main').trim();
  } catch {
    return 'HEAD';
  }
}

refuseArguments();
const changed = [
  ...git('diff', '--name-only', '--diff-filter=d', base()).split('\n'),
  ...git('ls-files', '--others', '--exclude-standard').split('\n'),
].filter((file) => file !== '');
const sources = changed.filter(
  (file) => /^(?:src|e2e|build)\/.*\.tsx?$/.test(file) && existsSync(path.join(ROOT, file)),
);
const tests = nearbyTests(ROOT, sources, MOST_TESTS);
console.log(`${changed.length} changed files, ${tests.length} test files near them`);

const steps = [types()];
if (changed.length > 0) steps.push(format(changed));
if (sources.length > 0) steps.push(lint(sources));
if (tests.length > 0) steps.push(unit(tests));
conclude(await Promise.all(steps));
