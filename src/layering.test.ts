/** The modules import only those below them: the compiler rejects a planted violation of each rule. */
import { spawnSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { IMPORT_PAGES, importPage, MODULES, referencesOf, withImports } from './modules.testkit.ts';

const SRC = import.meta.dirname;
const ROOT = path.dirname(SRC);

/** The layers of `ui`, each with a tsconfig of its own. */
const UI_LAYERS = ['ui', 'ui/shell', 'ui/panels', 'ui/pieces', 'ui/session', 'ui/kit'];

/** All folders with a tsconfig. */
const FOLDERS = [...UI_LAYERS, ...MODULES.filter((module) => module !== 'ui')];

const PURE = [
  'mqtt',
  'mqttsn',
  'payload',
  'alibaba',
  'broker',
  'engine',
  'conventions',
  'i18n',
  'base',
];

describe('modules', () => {
  test('every folder of src is in the list', () => {
    const folders = readdirSync(SRC, { withFileTypes: true }).filter((entry) =>
      entry.isDirectory(),
    );
    expect(folders.map((entry) => entry.name).sort()).toEqual([...MODULES].sort());
  });

  test('every module has a README', () => {
    for (const module of MODULES) {
      expect(readFileSync(path.join(SRC, module, 'README.md'), 'utf8').length).toBeGreaterThan(80);
    }
  });

  test.each(FOLDERS)('%s refers only to modules below it', (folder) => {
    for (const target of referencesOf(folder)) {
      expect(FOLDERS.indexOf(target)).toBeGreaterThan(FOLDERS.indexOf(folder));
    }
  });

  test('the app does not import the companion', () => {
    for (const layer of UI_LAYERS) expect(referencesOf(layer)).not.toContain('companion');
  });

  // The compiler also allows imports of indirect references, so each module must list all that it reaches.
  test.each(FOLDERS)('%s lists every module that it reaches', (folder) => {
    const named = referencesOf(folder);
    expect(named.flatMap(referencesOf).filter((reached) => !named.includes(reached))).toEqual([]);
  });
});

test.each(IMPORT_PAGES)('%s states the allowed imports of the tsconfigs', (page) => {
  const text = importPage(page);
  // `npm run docs` writes them.
  expect(withImports(page, text)).toBe(text);
});

describe('source files', () => {
  const sources = new Map(
    readdirSync(SRC, { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.tsx?$/.test(file) && !/\.(?:test|testkit)\.tsx?$/.test(file))
      .map((file) => [file, readFileSync(path.join(SRC, file), 'utf8')] as const),
  );

  test('no panel imports another', () => {
    expect(betweenPanels(sources)).toEqual([]);
    const planted = "import { streams } from '../../streams/view.ts';";
    expect(betweenPanels(new Map([['ui/panels/packets/filter/x.ts', planted]]))).toEqual([
      'ui/panels/packets/filter/x.ts → ui/panels/streams/view.ts',
    ]);
  });

  test('connections import no vendor, except for the broker in the page', () => {
    expect(onVendors(sources)).toEqual([]);
    const planted = "import { signIn } from '../alibaba/sign.ts';";
    expect(onVendors(new Map([['connection/x.ts', planted]]))).toEqual([
      'connection/x.ts → alibaba/sign.ts',
    ]);
  });
});

function importsOf(file: string, text: string): string[] {
  return [...text.matchAll(/(?:from|import)\s*\(?['"](\.[^'"]+)['"]/g)].map(([, imported = '']) =>
    path.join(path.dirname(file), imported),
  );
}

const panelOf = (file: string): string | undefined => /^ui\/panels\/(\w+)\//.exec(file)?.[1];

function betweenPanels(sources: ReadonlyMap<string, string>): string[] {
  return [...sources].flatMap(([file, text]) => {
    const panel = panelOf(file);
    if (panel === undefined) return [];
    const others = importsOf(file, text).filter((to) => (panelOf(to) ?? panel) !== panel);
    return others.map((to) => `${file} → ${to}`);
  });
}

/** The tsconfig of `connection` allows more imports, because the broker in the page has devices. */
function onVendors(sources: ReadonlyMap<string, string>): string[] {
  return [...sources].flatMap(([file, text]) => {
    if (!file.startsWith('connection/') || file.startsWith('connection/tab/')) return [];
    const vendors = importsOf(file, text).filter((to) =>
      /^(?:alibaba|broker\/platform)\//.test(to),
    );
    return vendors.map((to) => `${file} → ${to}`);
  });
}

/** A copy of the modules with one file each, so that the compiler checks only the imports. */
describe('a planted violation', () => {
  let copy = '';
  beforeAll(() => {
    copy = mkdtempSync(path.join(tmpdir(), 'layering-'));
    // Only packages in the modules' `types`: the compiler's own output must stay in this copy.
    mkdirSync(path.join(copy, 'node_modules'));
    for (const name of ['@types', 'vite']) {
      symlinkSync(path.join(ROOT, 'node_modules', name), path.join(copy, 'node_modules', name));
    }
    cpSync(path.join(SRC, 'tsconfig.base.json'), path.join(copy, 'src/tsconfig.base.json'));
    for (const folder of FOLDERS) {
      const to = path.join(copy, 'src', folder);
      cpSync(path.join(SRC, folder, 'tsconfig.json'), path.join(to, 'tsconfig.json'));
      writeFileSync(path.join(to, 'module.ts'), `export const module = '${folder}';\n`);
    }
  });
  afterAll(() => rmSync(copy, { recursive: true }));

  /** Messages of the compiler, which takes a second for all modules together. */
  let lines: readonly string[] = [];
  beforeAll(() => {
    for (const module of FOLDERS) {
      for (const [name, text] of Object.entries(plantedIn(module)))
        writeFileSync(path.join(copy, 'src', module, `${name}.planted.ts`), text);
    }
    const folders = FOLDERS.map((module) => path.join(copy, 'src', module));
    const tsc = path.join(ROOT, 'node_modules/.bin/tsc');
    lines = spawnSync(tsc, ['-b', ...folders], { encoding: 'utf8' }).stdout.split('\n');
  });

  /** The compiler's errors in a module, by planted file. */
  function errorsOf(module: string): ReadonlyMap<string, string> {
    const about = (name: string) =>
      lines.filter((line) => line.includes(`src/${module}/${name}.planted.ts`)).join('\n');
    return new Map(Object.keys(plantedIn(module)).map((name) => [name, about(name)]));
  }

  /** Imports of all other modules, and uses of names that pure modules may not use. */
  function plantedIn(module: string): Record<string, string> {
    const others = FOLDERS.filter((other) => other !== module);
    const imports = others.map((other) => [fileOf(other), importOf(module, other)] as const);
    const uses = IMPURE.map((name) => [name, `void ${name};\nexport {};\n`] as const);
    return Object.fromEntries([...imports, ...uses]);
  }

  const IMPURE = ['document', 'process', 'setTimeout', 'performance', 'fetch'];
  const fileOf = (folder: string) => `to-${folder.replaceAll('/', '-')}`;
  const importOf = (folder: string, target: string) =>
    `import { module } from '${path.relative(folder, target).replace(/^(?!\.)/, './')}/module.ts';\nvoid module;\n`;

  test.each(FOLDERS)('%s may import the modules in its references', (module) => {
    const errors = errorsOf(module);
    expect(referencesOf(module).map((other) => errors.get(fileOf(other)))).toEqual(
      referencesOf(module).map(() => ''),
    );
  });

  test.each(FOLDERS)('%s may not import any other module', (module) => {
    const allowed = referencesOf(module);
    const forbidden = FOLDERS.filter((other) => other !== module && !allowed.includes(other));
    const errors = errorsOf(module);
    for (const other of forbidden) {
      expect(errors.get(fileOf(other)), `${module} → ${other}`).toMatch(/TS6307|TS6059/);
    }
  });

  test.each(PURE)('%s is pure: it compiles without DOM, Node and clock', (module) => {
    const errors = errorsOf(module);
    for (const name of IMPURE) {
      expect(errors.get(name), `${module} uses ${name}`).toMatch(/TS2304|TS2584|TS2580|TS2591/);
    }
  });
});
