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
  'engine',
  'broker',
  'alibaba',
  'payload',
  'mqtt',
];

const PURE_ROOMS = ['mqtt', 'payload', 'alibaba', 'broker', 'engine', 'words'];

/** A compilation takes a while: a check while working looks at the top and the ground only. */
const COMPILED = isSample ? ['ui', 'mqtt'] : ROOMS;

function arrowsOf(room: string): string[] {
  const text = readFileSync(path.join(SRC, room, 'tsconfig.json'), 'utf8');
  return [...text.matchAll(/"path":\s*"\.\.\/(\w+)"/g)].map((match) => match[1] ?? '');
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

  test.each(ROOMS)('%s: arrows go downwards only', (room) => {
    for (const target of arrowsOf(room)) {
      expect(ROOMS.indexOf(target)).toBeGreaterThan(ROOMS.indexOf(room));
    }
    expect(arrowsOf('ui')).not.toContain('companion');
  });

  // The compiler lets a room import what its references reference, so each must name all it reaches.
  test.each(ROOMS)('%s names every room that it can reach', (room) => {
    const named = arrowsOf(room);
    expect(named.flatMap(arrowsOf).filter((reached) => !named.includes(reached))).toEqual([]);
  });
});

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
    for (const room of ROOMS) {
      cpSync(path.join(SRC, room, 'tsconfig.json'), path.join(house, 'src', room, 'tsconfig.json'));
      writeFileSync(path.join(house, 'src', room, 'room.ts'), `export const room = '${room}';\n`);
    }
  });
  afterAll(() => rmSync(house, { recursive: true }));

  /** Compiles a room with files planted in it; the compiler's complaints by planted file. */
  function compile(room: string, planted: Record<string, string>): Record<string, string> {
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
    const complaints = Object.keys(planted).map((name) => {
      const about = lines.filter((line) => line.includes(`${name}.planted.ts`));
      return [name, about.join('\n')] as const;
    });
    return Object.fromEntries(complaints);
  }

  const importOf = (target: string) =>
    `import { room as ${target} } from '../${target}/room.ts';\nvoid ${target};\n`;
  const importsOf = (targets: readonly string[]) =>
    Object.fromEntries(targets.map((target) => [target, importOf(target)]));

  test.each(COMPILED)('%s may import the rooms that it names', (room) => {
    const complaints = Object.values(compile(room, importsOf(arrowsOf(room))));
    expect(complaints.filter((complaint) => complaint !== '')).toEqual([]);
  });

  test.each(COMPILED)('%s may not import any other room', (room) => {
    const allowed = arrowsOf(room);
    const forbidden = ROOMS.filter((other) => other !== room && !allowed.includes(other));
    for (const [target, complaint] of Object.entries(compile(room, importsOf(forbidden)))) {
      expect(complaint, `${room} → ${target}`).toMatch(/TS6307|TS6059/);
    }
  });

  test.each(PURE_ROOMS.filter((room) => COMPILED.includes(room)))(
    '%s is pure: neither the page nor Node nor a clock compiles there',
    (room) => {
      const names = ['document', 'process', 'setTimeout', 'performance', 'fetch'];
      const uses = Object.fromEntries(names.map((name) => [name, `void ${name};\nexport {};\n`]));
      for (const [name, complaint] of Object.entries(compile(room, uses))) {
        expect(complaint, `${room} uses ${name}`).toMatch(/TS2304|TS2584|TS2580|TS2591/);
      }
    },
  );
});
