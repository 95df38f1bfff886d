/** Tests which licences may be shipped, and the notices of the shipped packages. */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Component, readComponent } from './component.ts';
import { noticesOf } from './notices.ts';
import { lockKey, packagesOf } from './packages.ts';
import { epochIn, sbomOf } from './sbom.ts';

const ROOT = path.dirname(import.meta.dirname);

describe('the package', () => {
  const of = (...modules: readonly string[]) =>
    packagesOf(
      ROOT,
      modules.map((module) => path.posix.join(ROOT, module)),
    );

  test('of a module is the nearest one; our own modules have none', () => {
    expect(of('src/ui/app.ts', 'node_modules/mqtt/node_modules/lru-cache/index.js')).toEqual([
      'node_modules/mqtt/node_modules/lru-cache',
    ]);
  });

  test('includes packages that it embeds', () => {
    const inside = of('node_modules/worker-timers/build/es2019/module.js');
    expect(inside).toContain('node_modules/worker-timers-worker');
    // Includes the package's own dependencies.
    expect(inside.length).toBeGreaterThan(2);
  });

  test('of generated code is the tool; other unknown code throws', () => {
    expect(packagesOf(ROOT, ['\0rolldown/runtime.js'])).toEqual(['node_modules/rolldown']);
    expect(() => packagesOf(ROOT, ['\0other'])).toThrow(/Whose is the module "\\u0000other"\?/);
  });
});

describe('a package', () => {
  let root = '';
  beforeEach(() => {
    root = mkdtempSync(path.join(tmpdir(), 'package-'));
  });
  afterEach(() => rmSync(root, { recursive: true }));

  function read(license: unknown, files: Readonly<Record<string, string>>): Component {
    const described = JSON.stringify({ name: 'a', version: '1.0.0', license });
    mkdirSync(path.join(root, 'a'));
    for (const [name, text] of Object.entries({ ...files, 'package.json': described })) {
      writeFileSync(path.join(root, 'a', name), text);
    }
    return readComponent(root, 'a', 'sha512-AAAA');
  }

  test('has its licence and its required notices', () => {
    const files = { NOTICE: 'told\n', 'License.md': 'free\r\nsoftware\n', 'README.md': 'x' };
    expect(read('(MIT AND Zlib)', files)).toEqual({
      name: 'a',
      version: '1.0.0',
      license: 'MIT AND Zlib',
      texts: ['free\nsoftware', 'told'],
      integrity: 'sha512-AAAA',
    });
  });

  test.each([
    'GPL-3.0-only',
    'MIT AND GPL-3.0-only',
    'SEE LICENSE IN x',
    '',
    undefined,
    { type: 1 },
  ])('with the licence %s is not shipped', (license) => {
    expect(() => read(license, { LICENSE: 'text' })).toThrow(/it must not be shipped/);
  });

  test('with a choice of licences needs only one compatible', () => {
    expect(read('(GPL-3.0-only OR MIT)', { LICENSE: 'text' }).license).toBe('GPL-3.0-only OR MIT');
  });

  test('is found below a linked node_modules, whose files have other paths', () => {
    const project = path.join(root, 'worktrees/one');
    const real = path.join(root, 'node_modules/a');
    mkdirSync(real, { recursive: true });
    mkdirSync(project, { recursive: true });
    symlinkSync(path.dirname(real), path.join(project, 'node_modules'));
    const described = JSON.stringify({ name: 'a', version: '1.0.0', license: 'MIT' });
    writeFileSync(path.join(real, 'package.json'), described);
    writeFileSync(path.join(real, 'LICENSE'), 'free');
    const folders = packagesOf(project, [path.posix.join(real, 'index.js')]);
    expect(folders.map(lockKey)).toEqual(['node_modules/a']);
    expect(folders.map((folder) => readComponent(project, folder, '').texts)).toEqual([['free']]);
  });

  test('without the text of its licence is not shipped', () => {
    expect(() => read('MIT', { NOTICE: 'told' })).toThrow('a 1.0.0 has no licence text');
  });
});

const component = (name: string, text: string): Component => ({
  name,
  version: '1.0.0',
  license: 'MIT',
  texts: [text],
  integrity: `sha512-${Buffer.alloc(64, name).toString('base64')}`,
});

test('lists a text that several packages share once', () => {
  const notices = noticesOf([component('a', 'one'), component('b', 'two'), component('c', 'one')]);
  expect(notices.match(/^one$/gm)).toHaveLength(1);
  expect(notices).toContain('a 1.0.0 (MIT)\nc 1.0.0 (MIT)\n\none\n');
  expect(notices).toContain('b 1.0.0 (MIT)\n\ntwo\n');
});

describe('the bill of materials', () => {
  const program = { name: 'p', version: '1.0.0', license: 'MIT', description: 'd' };
  const of = (names: readonly string[], epoch?: number) =>
    sbomOf(
      program,
      names.map((name) => ({ component: component(name, 'text'), parts: ['web'] })),
      epoch,
    );
  const serial = (sbom: string) => /"serialNumber": "(.*)"/.exec(sbom)?.[1];

  test('is reproducible', () => {
    expect(of(['a', 'b'])).toBe(of(['a', 'b']));
    expect(serial(of(['a']))).not.toBe(serial(of(['b'])));
    const uuid = /^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
    expect(serial(of(['a']))).toMatch(uuid);
  });

  test('has no time except the given one', () => {
    expect(of(['a'])).not.toContain('timestamp');
    expect(of(['a'], 1)).toContain('"timestamp": "1970-01-01T00:00:01.000Z"');
  });

  test('accepts only whole seconds as its time', () => {
    expect(['0', '1700000000', '', undefined].map((value) => epochIn(value))).toEqual([
      0,
      1_700_000_000,
      undefined,
      undefined,
    ]);
    for (const wrong of ['now', '-1', '1.5', '999999999999']) {
      expect(() => epochIn(wrong)).toThrow(/^SOURCE_DATE_EPOCH is ".*": give whole seconds/);
    }
  });

  test('names packages for scanners', () => {
    expect(JSON.parse(of(['@x/y']))).toMatchObject({
      bomFormat: 'CycloneDX',
      specVersion: '1.6',
      components: [
        {
          group: '@x',
          name: 'y',
          purl: 'pkg:npm/%40x/y@1.0.0',
          hashes: [{ alg: 'SHA-512', content: Buffer.alloc(64, '@x/y').toString('hex') }],
        },
      ],
    });
  });
});
