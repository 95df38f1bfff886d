import { expect, test } from 'vitest';
import type { Action } from '../../session/action.ts';
import { fitting, grouped } from './paletteOrder.ts';

const action = (label: string, more: Partial<Action> = {}): Action => ({
  id: label.toLowerCase().replaceAll(' ', '-'),
  label,
  run: () => undefined,
  ...more,
});
const labels = (actions: readonly Action[]) => actions.map(({ label }) => label);
const found = (actions: readonly Action[], typed: string) => labels(fitting(actions, typed));

test('each typed word begins a word of the label, in any order, the best match first', () => {
  const all = ['Collapse all topics', 'Stop it, copies', 'Topics', 'Show the ladder (AUTH)'].map(
    (label) => action(label),
  );
  expect(found(all, 'topics')).toEqual(['Topics', 'Collapse all topics']);
  expect(found(all, 'top all')).toEqual(['Collapse all topics']);
  expect(found(all, 'auth')).toEqual(['Show the ladder (AUTH)']);
  // Neither letters in between nor the inside of a word.
  for (const typed of ['tpcs', 'opics', 'adder', 'topics x']) expect(found(all, typed)).toEqual([]);
});

test('Chinese has no spaces: a typed word may be anywhere', () => {
  const all = [action('显示过滤器', { id: 'filter' }), action('重新认证（AUTH）', { id: 'again' })];
  expect(found(all, '过滤')).toEqual(['显示过滤器']);
  expect(found(all, '显示 器')).toEqual(['显示过滤器']);
  expect(found(all, 'auth')).toEqual(['重新认证（AUTH）']);
  // The id is the command's name in English.
  expect(found(all, 'filt')).toEqual(['显示过滤器']);
  expect(found(all, '滤过')).toEqual([]);
});

test('aliases find a command in place of its id', () => {
  const all = [
    action('Sign in', { aliases: 'alibaba 阿里云' }),
    action('Go to A', { aliases: '' }),
  ];
  for (const typed of ['ali', '阿里', 'sign ALI']) expect(found(all, typed)).toEqual(['Sign in']);
  expect(found([action('B', { id: 'connection-7', aliases: '' })], 'connection')).toEqual([]);
});

test('commands that delete are offered only to users who type so', () => {
  const clear = action('Clear retained message of a/b', { deletes: true });
  const all = [action('Save'), action('Clarify'), clear];
  expect(found(all, 'cl')).toEqual(['Clarify']);
  for (const typed of ['hand', 'save', 're', 'retained', 'message', 'a/b', 'lear', '清', '除'])
    expect(found(all, typed)).not.toContain(clear.label);
  const words = ['cle', 'CLEAR', 'del', 'delete ret', 'rem', 'remove a/b', '清除', '删除', '清空'];
  for (const typed of words) expect(found(all, typed)).toContain(clear.label);
  // Nor are they an Enter away from an empty field.
  expect(grouped(all, [clear.id]).flatMap(({ actions }) => labels(actions))).toEqual([
    'Save',
    'Clarify',
  ]);
});

test('without text, recent commands come first, then by group, each command once', () => {
  const [desk, save, theme] = ['Go to Watch', 'Save', 'Dark'].map((label) => action(label));
  if (!desk || !save || !theme) throw new Error('there are three');
  const all = [theme, { ...save, group: 'tab' as const }, { ...desk, group: 'go' as const }];
  const shown = (recent: readonly string[]) =>
    grouped(all, recent).map(({ group, actions }) => [group, ...labels(actions)]);
  expect(shown([])).toEqual([
    ['go', 'Go to Watch'],
    ['tab', 'Save'],
    ['app', 'Dark'],
  ]);
  expect(shown(['gone', theme.id])).toEqual([
    ['recent', 'Dark'],
    ['go', 'Go to Watch'],
    ['tab', 'Save'],
  ]);
});
