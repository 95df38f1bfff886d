/** Output of `npm pack`: everything that the program needs, and nothing else; without a browser. */
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { help } from '../../src/i18n/cli/en/help.ts';
import { connectOther } from '../kit/peers/client.ts';
import { start, until } from '../kit/peers/processes.ts';
import { expect, test } from '../kit/test.ts';
import { ROOT } from '../run/step.ts';

/** A user without files here, if we may change users. */
const OTHER = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};

/** npm without network or prompts, which writes only to the test's folder. */
function npm(cache: string, ...args: readonly string[]): string {
  const quiet = ['--offline', '--ignore-scripts', '--no-audit', '--no-fund', '--cache', cache];
  const { status, stdout, stderr } = spawnSync('npm', [...args, ...quiet], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  expect(status, stderr).toBe(0);
  return stdout;
}

function makeReadOnly(folder: string): void {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const file = path.join(folder, entry.name);
    if (entry.isDirectory()) makeReadOnly(file);
    else if (entry.isFile()) chmodSync(file, entry.name === 'main.js' ? 0o555 : 0o444);
  }
  chmodSync(folder, 0o555);
}

function makeWritable(folder: string): void {
  chmodSync(folder, 0o755);
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.isDirectory()) makeWritable(path.join(folder, entry.name));
  }
}

/** Links and pictures of a page within the package. */
function linksOf(folder: string, page: string): readonly string[] {
  if (!page.endsWith('.md')) return [];
  const links = readFileSync(path.join(folder, page), 'utf8').matchAll(/\]\(([^)#\s]+)/g);
  return [...links]
    .map(([, link = '']) => link)
    .filter((link) => !/^https?:/.test(link))
    .map((link) => path.join(path.dirname(page), link));
}

test('the package is complete, and starts in a read-only folder without a home', async ({
  folder,
}) => {
  const cache = path.join(folder, 'cache');
  const installed = path.join(folder, 'installed');
  mkdirSync(installed);
  // The packed files are those built for all tests; in a clone, `prepack` builds them.
  expect(readFileSync(path.join(ROOT, 'package.json'), 'utf8')).toContain(
    '"prepack": "npm run build && npm pkg delete imports"',
  );
  npm(cache, 'pack', '--pack-destination', folder);
  const [tarball = ''] = readdirSync(folder).filter((name) => name.endsWith('.tgz'));
  npm(cache, 'install', '--prefix', installed, path.join(folder, tarball));

  const its = path.join(installed, 'node_modules/mqttscope');
  const files = readdirSync(its, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(its, path.join(entry.parentPath, entry.name)));
  const asset = /^dist\/(web|companion)\/assets\/[\w.~-]+\.(js|css|svg|woff2)$/;
  const other = files.filter((file) => !asset.test(file) && !file.startsWith('docs/'));
  expect(other.sort()).toEqual([
    'CHANGELOG.md',
    'CONTRIBUTING.md',
    'LICENSE',
    'README.md',
    'README.zh.md',
    'SECURITY.md',
    'dist/THIRD-PARTY-NOTICES.txt',
    'dist/companion/main.js',
    'dist/sbom.cdx.json',
    'dist/web/THIRD-PARTY-NOTICES.txt',
    'dist/web/companion.json',
    'dist/web/icon-192.png',
    'dist/web/icon-512.png',
    'dist/web/icon-maskable.png',
    'dist/web/icon.svg',
    'dist/web/index.html',
    'dist/web/manifest.webmanifest',
    'dist/web/serviceWorker.js',
    'package.json',
  ]);
  const named = JSON.stringify(help).match(/docs\/[\w./-]+\w/g) ?? [];
  expect(new Set(named).size).toBeGreaterThan(4);
  expect(named.filter((page) => !files.includes(page))).toEqual([]);
  expect(files.flatMap((page) => linksOf(its, page)).filter((to) => !files.includes(to))).toEqual(
    [],
  );

  chmodSync(folder, 0o755);
  makeReadOnly(installed);
  const env = { PATH: process.env['PATH'] ?? '' };
  const bin = path.join(installed, 'node_modules/.bin/mqttscope');
  const version = spawnSync(bin, ['--version'], { cwd: installed, env, ...OTHER });
  expect(version.stderr.toString()).toBe('');
  expect(version.stdout.toString()).toMatch(/^\d+\.\d+\.\d+\n$/);

  // A signal to npx would not reach its child process.
  const npx = ['--no-install', '--offline', 'mqttscope', '--http', '0', '--mqtt', '0'];
  const running = start('npx', npx, env, { cwd: installed, bare: true, detached: true, ...OTHER });
  try {
    const address = (name: string) =>
      until(
        () => new RegExp(`^${name} (\\S+)$`, 'm').exec(running.stdout())?.[1],
        `${name}; it said: ${running.stderr()}`,
        60_000,
      );
    const app = (await address('app')).replace(/#.*/, '');
    const page = await (await fetch(app)).text();
    const script = /<script [^>]*src="([^"]+\.js)"/.exec(page)?.[1] ?? '';
    for (const wanted of [script, 'THIRD-PARTY-NOTICES.txt']) {
      expect((await fetch(new URL(wanted, app))).status, wanted).toBe(200);
    }
    const { client, message } = await connectOther(await address('mqtt'), '5');
    await client.subscribeAsync('a');
    await client.publishAsync('a', 'here');
    expect((await message('a')).payload).toBe('here');
    await client.endAsync();
  } finally {
    await running.stop();
    makeWritable(installed);
  }
});

test('decryption code is loaded only for files', () => {
  const assets = path.join(ROOT, 'dist/web/assets');
  const scripts = readdirSync(assets).filter((name) => name.endsWith('.js'));
  // A constant of ChaCha20.
  const holders = scripts.filter((name) =>
    readFileSync(path.join(assets, name), 'utf8').includes('expand 32-byte k'),
  );
  expect(holders).toEqual([expect.stringMatching(/^opening-/)]);
});

test('notices of third-party code match the packages in the built files', () => {
  const notices = readFileSync(path.join(ROOT, 'dist/THIRD-PARTY-NOTICES.txt'), 'utf8');
  const sbom = readFileSync(path.join(ROOT, 'dist/sbom.cdx.json'), 'utf8');
  const components: unknown = Reflect.get(Object(JSON.parse(sbom)), 'components');
  const names = (Array.isArray(components) ? components : []).map((component: unknown) =>
    decodeURIComponent(String(Reflect.get(Object(component), 'purl')).slice('pkg:npm/'.length)),
  );
  expect(names.length).toBeGreaterThan(60);
  for (const name of names) {
    const [, plain, version] = /^(.+)@([^@]+)$/.exec(name) ?? [];
    expect(notices).toContain(`\n${plain} ${version} (`);
  }
  // An example of each kind: modules, workers and their dependencies, styles, tools.
  for (const name of ['react-dom', 'pako', 'mqtt', 'readable-stream', 'tailwindcss', 'vite']) {
    expect(names.map((whole) => whole.replace(/@[^@]+$/, ''))).toContain(name);
  }
  expect(notices).toContain('Apache License');
  expect(notices).toContain('Dexie.js');
});
