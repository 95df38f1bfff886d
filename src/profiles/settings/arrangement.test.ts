import fc from 'fast-check';
import { expect, test } from 'vitest';
import { foldersOf, matching, moved, stepped } from './arrangement.ts';
import { settingsWith } from './settings.testkit.ts';
import type { Profile } from './settings.ts';

function profile(id: string, folder?: string, order?: number): Profile {
  return {
    id,
    name: `Broker ${id}`,
    ...(folder === undefined ? {} : { folder }),
    ...(order === undefined ? {} : { order }),
    settings: settingsWith({ url: `wss://${id}.example/mqtt`, clientId: id }),
  };
}

const ALL = [profile('3'), profile('10'), profile('a', 'Plant'), profile('b', 'Bench')];

const shown = (all: readonly Profile[]): string =>
  foldersOf(all)
    .map(({ name, items }) => `${name}:${items.map(({ id }) => id).join()}`)
    .join(' ');

const after = (all: readonly Profile[], changed: readonly Profile[]): readonly Profile[] =>
  all.map((one) => changed.find(({ id }) => id === one.id) ?? one);

test('sorts folders by name, profiles without one last, and new profiles by name', () => {
  expect(shown(ALL)).toBe('Bench:b Plant:a :3,10');
});

test('moves a profile before another one, and into a folder', () => {
  expect(shown(after(ALL, moved(ALL, '10', '', '3')))).toBe('Bench:b Plant:a :10,3');
  const inside = after(ALL, moved(ALL, '10', 'Plant', 'a'));
  expect(shown(inside)).toBe('Bench:b Plant:10,a :3');
  expect(shown(after(inside, moved(inside, 'a', '')))).toBe('Bench:b Plant:10 :3,a');
});

test('moves through its folder and on to the next', () => {
  let all: readonly Profile[] = ALL;
  const step = (by: -1 | 1) => {
    all = after(all, stepped(all, '10', by));
    return shown(all);
  };
  expect(step(-1)).toBe('Bench:b Plant:a :10,3');
  expect(step(-1)).toBe('Bench:b Plant:a,10 :3');
  expect(step(-1)).toBe('Bench:b Plant:10,a :3');
  expect(step(1)).toBe('Bench:b Plant:a,10 :3');
  expect(step(1)).toBe('Bench:b Plant:a :10,3');
});

test('no move loses a profile or reorders the others', () => {
  const ids = ALL.map(({ id }) => id);
  const move = fc.record({
    id: fc.constantFrom(...ids),
    folder: fc.constantFrom('', 'Plant', 'Bench', 'new'),
    before: fc.option(fc.constantFrom(...ids), { nil: undefined }),
  });
  fc.assert(
    fc.property(fc.array(move, { maxLength: 12 }), (moves) => {
      let all: readonly Profile[] = ALL;
      for (const { id, folder, before } of moves) {
        const others = foldersOf(all).map((one) => one.items.filter((each) => each.id !== id));
        all = after(all, moved(all, id, folder, before));
        const still = foldersOf(all).map((one) => one.items.filter((each) => each.id !== id));
        const order = (lists: readonly (readonly Profile[])[]) =>
          lists.flat().map((each) => each.id);
        expect(order(still)).toEqual(order(others));
      }
      expect(all.map(({ id }) => id).sort()).toEqual([...ids].sort());
    }),
  );
});

test('searches name, folder and address', () => {
  const found = (text: string) =>
    matching(ALL, text, ({ settings }) => settings.url).map(({ id }) => id);
  expect(found('broker 10')).toEqual(['10']);
  expect(found('PLANT')).toEqual(['a']);
  expect(found('b.example')).toEqual(['b']);
  expect(found('')).toHaveLength(4);
});
