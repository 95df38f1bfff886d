/**
 * `npm run thorough -- services`: checks the companion on each supported Node, behind nginx and HAProxy, as the app
 * for Home Assistant, and in its container. Names of parts and test files may follow:
 * `npm run thorough -- services node22 src/base/varint.test.ts`.
 */
import { execFileSync } from 'node:child_process';
import { chmodSync, copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { checkIngress } from '../services/behindIngress.ts';
import { checkProxy } from '../services/behindProxies.ts';
import { checkContainer } from '../services/inContainer.ts';
import { HAPROXY, NGINX } from '../services/proxies.ts';
import freshBuild from './freshBuild.ts';
import { testPrograms } from './programs.ts';
import type { Outcome } from './step.ts';
import { browser, unit } from './steps.ts';

/** Browser tests of the companion. */
const COMPANION_SPECS = ['e2e/program/companion.spec.ts', 'e2e/program/commandLine.spec.ts'];

/**
 * @param folder readable for all users, because some tests run Node as another user
 * @returns PATH with the `node` of the npm package first
 */
function pathWith(version: string, folder: string): string {
  const args = ['exec', '--yes', '--package', `node@${version}`, '--', 'node'];
  const node = execFileSync('npm', [...args, '-p', 'process.execPath'], {
    encoding: 'utf8',
  }).trim();
  console.log(`Node ${version}: ${node}`);
  chmodSync(folder, 0o755);
  copyFileSync(node, path.join(folder, 'node'));
  return [folder, process.env['PATH']].join(path.delimiter);
}

async function onNode(version: string, files: readonly string[]): Promise<Outcome[]> {
  const folder = mkdtempSync(path.join(tmpdir(), 'mqttscope-node-'));
  const PATH = pathWith(version, folder);
  const named = (outcome: Outcome): Outcome => ({
    ...outcome,
    name: `${outcome.name}, Node ${version}`,
  });
  const specs = files.filter((file) => file.endsWith('.spec.ts'));
  const tests = files.filter((file) => !specs.includes(file));
  const outcomes: Outcome[] = [];
  if (files.length === 0 || tests.length > 0) outcomes.push(named(await unit(tests, { PATH })));
  if (files.length === 0 || specs.length > 0) {
    const chosen = files.length === 0 ? COMPANION_SPECS : specs;
    outcomes.push(named(await browser({ ...testPrograms(), PATH }, chosen)));
  }
  rmSync(folder, { recursive: true });
  return outcomes;
}

const PARTS: Readonly<Record<string, (files: readonly string[]) => Promise<readonly Outcome[]>>> = {
  node22: (files) => onNode('22', files),
  node24: (files) => onNode('24', files),
  nginx: () => checkProxy(NGINX),
  haproxy: () => checkProxy(HAPROXY),
  homeassistant: () => checkIngress(),
  container: checkContainer,
};

/** Runs the named parts, or all. Names of test files choose the tests of Node. */
export async function services(words: readonly string[]): Promise<Outcome[]> {
  const files = words.filter((word) => /\.(?:test|spec)\.tsx?$/.test(word));
  const named = words.filter((word) => !files.includes(word));
  const unknown = named.find((name) => !(name in PARTS));
  if (unknown !== undefined) {
    console.error(`There is no part "${unknown}". The parts are ${Object.keys(PARTS).join(', ')}.`);
    process.exit(2);
  }
  freshBuild();
  const outcomes: Outcome[] = [];
  for (const name of named.length > 0 ? named : Object.keys(PARTS)) {
    outcomes.push(...((await PARTS[name]?.(files)) ?? []));
  }
  return outcomes;
}
