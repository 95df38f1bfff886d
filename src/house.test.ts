/** The arrows between the rooms hold: a planted violation of each fails the compiler. */
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
import { isSample } from './mqtt/runs.testkit.ts';

const SRC = import.meta.dirname;
const ROOT = path.dirname(SRC);

/** From the top of the house to its ground; a room may only ever import what stands after it. */
const ROOMS = [
  'ui',
  'companion',
  'words',
  'connection',
  'profiles',
  'conventions',
  'engine',
  'broker',
  'alibaba',
  'payload',
  'mqttsn',
  'mqtt',
];

/** The floors of the app, each with arrows of its own. */
const FLOORS = ['ui', 'ui/shell', 'ui/views', 'ui/pieces', 'ui/session', 'ui/kit'];

/** All that has a tsconfig. */
const PLACES = [...FLOORS, ...ROOMS.filter((room) => room !== 'ui')];

const PURE_ROOMS = [
  'mqtt',
  'mqttsn',
  'payload',
  'alibaba',
  'broker',
  'engine',
  'conventions',
  'words',
];

/** A compilation takes a while: a check while working looks at the top and the ground only. */
const COMPILED = isSample ? ['ui', 'mqtt'] : PLACES;

function arrowsOf(place: string): string[] {
  const text = readFileSync(path.join(SRC, place, 'tsconfig.json'), 'utf8');
  return [...text.matchAll(/"path":\s*"([./\w]+)"/g)].map(([, to = '']) => path.join(place, to));
}

describe('the house', () => {
  test('every folder of src is a room that the list names', () => {
    const folders = readdirSync(SRC, { withFileTypes: true }).filter((entry) =>
      entry.isDirectory(),
    );
    expect(folders.map((entry) => entry.name).sort()).toEqual([...ROOMS].sort());
  });

  test('every room says what belongs into it', () => {
    for (const room of ROOMS) {
      expect(readFileSync(path.join(SRC, room, 'README.md'), 'utf8').length).toBeGreaterThan(80);
    }
  });

  test.each(PLACES)('%s: arrows go downwards only', (place) => {
    for (const target of arrowsOf(place)) {
      expect(PLACES.indexOf(target)).toBeGreaterThan(PLACES.indexOf(place));
    }
  });

  test('the app does not lean on the companion', () => {
    for (const floor of FLOORS) expect(arrowsOf(floor)).not.toContain('companion');
  });

  // The compiler lets a room import what its references reference, so each must name all it reaches.
  test.each(PLACES)('%s names every room that it can reach', (place) => {
    const named = arrowsOf(place);
    expect(named.flatMap(arrowsOf).filter((reached) => !named.includes(reached))).toEqual([]);
  });
});

describe('folders', () => {
  const sources = new Map(
    readdirSync(SRC, { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.tsx?$/.test(file) && !/\.(?:test|testkit)\.tsx?$/.test(file))
      .map((file) => [file, readFileSync(path.join(SRC, file), 'utf8')] as const),
  );

  test('are in no circle', () => {
    expect(sources.size).toBeGreaterThan(1000);
    expect(circlesOf(sources)).toEqual([]);
  });

  test('no view imports another', () => {
    expect(betweenViews(sources)).toEqual([]);
    const planted = "import { streams } from '../../streams/view.ts';";
    expect(betweenViews(new Map([['ui/views/packets/filter/x.ts', planted]]))).toEqual([
      'ui/views/packets/filter/x.ts → ui/views/streams/view.ts',
    ]);
  });

  test('connections lean on no vendor, but for the broker in the page', () => {
    expect(onVendors(sources)).toEqual([]);
    const planted = "import { signIn } from '../alibaba/sign.ts';";
    expect(onVendors(new Map([['connection/x.ts', planted]]))).toEqual([
      'connection/x.ts → alibaba/sign.ts',
    ]);
  });

  test('a planted circle is found', () => {
    const planted = new Map([
      ...sources,
      ['mqtt/planted/a.ts', "import { dissect } from '../dissect.ts';"] as const,
      ['mqtt/planted.ts', "import type { A } from './planted/a.ts';"] as const,
    ]);
    expect(circlesOf(planted)).toEqual([['mqtt', 'mqtt/planted']]);
  });
});

function importsOf(file: string, text: string): string[] {
  return [...text.matchAll(/(?:from|import)\s*\(?['"](\.[^'"]+)['"]/g)].map(([, imported = '']) =>
    path.join(path.dirname(file), imported),
  );
}

const viewOf = (file: string): string | undefined => /^ui\/views\/(\w+)\//.exec(file)?.[1];

function betweenViews(sources: ReadonlyMap<string, string>): string[] {
  return [...sources].flatMap(([file, text]) => {
    const view = viewOf(file);
    if (view === undefined) return [];
    const others = importsOf(file, text).filter((to) => (viewOf(to) ?? view) !== view);
    return others.map((to) => `${file} → ${to}`);
  });
}

/** The room's tsconfig lets it: the broker in the page has devices. */
function onVendors(sources: ReadonlyMap<string, string>): string[] {
  return [...sources].flatMap(([file, text]) => {
    if (!file.startsWith('connection/') || file.startsWith('connection/tab/')) return [];
    const vendors = importsOf(file, text).filter((to) =>
      /^(?:alibaba|broker\/platform)\//.test(to),
    );
    return vendors.map((to) => `${file} → ${to}`);
  });
}

/** Folders that import one another, directly or in a round. Tests may look at any; they are left out. */
function circlesOf(sources: ReadonlyMap<string, string>): string[][] {
  const arrows = new Map<string, Set<string>>();
  for (const [file, text] of sources) {
    const folder = path.dirname(file);
    const to = arrows.get(folder) ?? new Set();
    arrows.set(folder, to);
    for (const imported of importsOf(file, text)) {
      const target = path.dirname(imported);
      if (target !== folder) to.add(target);
    }
  }
  const reached = new Map(
    [...arrows.keys()].map((folder) => [folder, reachedFrom(folder, arrows)]),
  );
  const circles = [...reached].map(([folder, from]) =>
    [...from]
      .filter((other) => from.has(folder) && reached.get(other)?.has(folder) === true)
      .sort(),
  );
  const distinct = new Map(circles.map((circle) => [circle.join(' '), circle]));
  return [...distinct.values()].filter((circle) => circle.length > 0);
}

function reachedFrom(
  folder: string,
  arrows: ReadonlyMap<string, ReadonlySet<string>>,
): Set<string> {
  const reached = new Set<string>();
  const left = [folder];
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    for (const target of arrows.get(next) ?? []) {
      if (reached.has(target)) continue;
      reached.add(target);
      left.push(target);
    }
  }
  return reached;
}

/** A copy of the house in which rooms hold one file each, so that only the arrows are compiled. */
describe('a planted violation', () => {
  let house = '';
  beforeAll(() => {
    house = mkdtempSync(path.join(tmpdir(), 'house-'));
    // Only what the rooms' `types` name: the compiler's own output must stay in this copy.
    mkdirSync(path.join(house, 'node_modules'));
    for (const name of ['@types', 'vite']) {
      symlinkSync(path.join(ROOT, 'node_modules', name), path.join(house, 'node_modules', name));
    }
    cpSync(path.join(SRC, 'tsconfig.base.json'), path.join(house, 'src/tsconfig.base.json'));
    for (const place of PLACES) {
      const folder = path.join(house, 'src', place);
      cpSync(path.join(SRC, place, 'tsconfig.json'), path.join(folder, 'tsconfig.json'));
      writeFileSync(path.join(folder, 'room.ts'), `export const room = '${place}';\n`);
    }
  });
  afterAll(() => rmSync(house, { recursive: true }));

  /** Of a room with all that is planted in it, compiled once: the compiler's complaints by planted file. */
  const complaintsIn = new Map<string, ReadonlyMap<string, string>>();
  function complaintsOf(room: string): ReadonlyMap<string, string> {
    const known = complaintsIn.get(room) ?? compile(room, plantedIn(room));
    complaintsIn.set(room, known);
    return known;
  }

  function compile(room: string, planted: Record<string, string>): ReadonlyMap<string, string> {
    const folder = path.join(house, 'src', room);
    const files = Object.entries(planted).map(([name, text]) => {
      const file = path.join(folder, `${name}.planted.ts`);
      writeFileSync(file, text);
      return file;
    });
    const tsc = path.join(ROOT, 'node_modules/.bin/tsc');
    const { stdout } = spawnSync(tsc, ['-b', folder], { encoding: 'utf8' });
    for (const file of files) rmSync(file);
    const lines = stdout.split('\n');
    const about = (name: string) =>
      lines.filter((line) => line.includes(`/${name}.planted.ts`)).join('\n');
    return new Map(Object.keys(planted).map((name) => [name, about(name)]));
  }

  /** Imports of all other rooms, and uses of what no pure room has. */
  function plantedIn(room: string): Record<string, string> {
    const others = PLACES.filter((other) => other !== room);
    const imports = others.map((other) => [fileOf(other), importOf(room, other)] as const);
    const uses = IMPURE.map((name) => [name, `void ${name};\nexport {};\n`] as const);
    return Object.fromEntries([...imports, ...uses]);
  }

  const IMPURE = ['document', 'process', 'setTimeout', 'performance', 'fetch'];
  const fileOf = (place: string) => `to-${place.replaceAll('/', '-')}`;
  const importOf = (place: string, target: string) =>
    `import { room } from '${path.relative(place, target).replace(/^(?!\.)/, './')}/room.ts';\nvoid room;\n`;

  test.each(COMPILED)('%s may import the rooms that it names', (room) => {
    const complaints = complaintsOf(room);
    expect(arrowsOf(room).map((other) => complaints.get(fileOf(other)))).toEqual(
      arrowsOf(room).map(() => ''),
    );
  });

  test.each(COMPILED)('%s may not import any other room', (room) => {
    const allowed = arrowsOf(room);
    const forbidden = PLACES.filter((other) => other !== room && !allowed.includes(other));
    const complaints = complaintsOf(room);
    for (const other of forbidden) {
      expect(complaints.get(fileOf(other)), `${room} → ${other}`).toMatch(/TS6307|TS6059/);
    }
  });

  test.each(PURE_ROOMS.filter((room) => COMPILED.includes(room)))(
    '%s is pure: neither the page nor Node nor a clock compiles there',
    (room) => {
      const complaints = complaintsOf(room);
      for (const name of IMPURE) {
        expect(complaints.get(name), `${room} uses ${name}`).toMatch(/TS2304|TS2584|TS2580|TS2591/);
      }
    },
  );
});
