import { afterEach, expect, test } from 'vitest';
import { publishBytes } from '../../../engine/topics/messages.testkit.ts';
import { type Shown, show } from '../../kit/rows/liveCapture.testkit.ts';
import { select, selectionOf } from '../../session/connection/selection.ts';
import { searchTopics } from '../../session/connection/topicSearch.ts';
import { pin } from './commands.ts';
import { TopicsPane } from './TopicsPane.tsx';

let shown: Shown;
afterEach(() => shown.end());

const LINE = 'zz/deep/plant/line1';
const section = () =>
  shown.box.querySelector('section[aria-label="Pinned topics"]') ?? document.createElement('i');
const pinButton = (path: string) =>
  section().querySelector(`button[data-pin][title="${path}"]`) ?? shown.box;
const pinTree = () => section().querySelector('[role=tree]') ?? shown.box;
const below = () =>
  [...section().querySelectorAll('[role=treeitem]')].map((item) => item.getAttribute('data-level'));
const mainTree = () => shown.box.querySelector('[role=tree][data-focus=topics]') ?? shown.box;
const chosen = () => selectionOf(shown.id).topic;

async function showPins(topics: readonly string[], ...pins: readonly string[]): Promise<void> {
  shown = await show(TopicsPane, (live) => {
    for (const topic of topics) live.receive(publishBytes(topic, `of ${topic}`));
  });
  await shown.until(() => mainTree().querySelector('[role=treeitem]') !== null);
  await shown.run(() => {
    for (const path of pins) pin(shown.id, path, true);
  });
}

const PLANT = [
  'house/bedroom/lamp',
  'house/kitchen/lamp',
  `${LINE}/press/temp`,
  `${LINE}/press/state`,
];

test('a pinned branch is open, and stays so while the tree is closed or searched', async () => {
  await showPins(PLANT);
  await shown.run(() => select(shown.id, { topic: LINE }));
  await shown.press(mainTree(), 'i', { altKey: true, code: 'KeyI' });
  await shown.until(() => below().join() === 'press,state,temp');
  expect(section().textContent).toContain('of zz/deep/plant/line1/press/temp');
  await shown.press(mainTree(), 'ArrowLeft', { ctrlKey: true, shiftKey: true });
  await shown.until(() => mainTree().querySelectorAll('[role=treeitem]').length === 2);
  await shown.run(() => searchTopics(shown.id, 'bedroom'));
  await shown.until(() => shown.box.textContent?.includes('1 of 4') === true);
  expect(below()).toEqual(['press', 'state', 'temp']);
});

test('arrows open, close and choose, from the pin into its branch and back', async () => {
  await showPins(PLANT, 'house/kitchen/lamp', LINE);
  await shown.until(() => below().length === 3);
  const lamp = pinButton('house/kitchen/lamp');
  // A topic stays a single row.
  expect(lamp.getAttribute('aria-expanded')).toBeNull();
  expect(pinButton(LINE).getAttribute('aria-expanded')).toBe('true');
  await shown.press(lamp, 'ArrowDown');
  expect(document.activeElement).toBe(pinButton(LINE));
  await shown.press(pinButton(LINE), 'ArrowRight');
  expect([document.activeElement, chosen()]).toEqual([pinTree(), `${LINE}/press`]);
  await shown.press(pinTree(), 'End');
  expect(chosen()).toBe(`${LINE}/press/temp`);
  const active = pinTree().getAttribute('aria-activedescendant') ?? '';
  expect(document.getElementById(active)?.getAttribute('data-level')).toBe('temp');
  await shown.press(pinTree(), 'ArrowLeft');
  expect(chosen()).toBe(`${LINE}/press`);
  await shown.press(pinTree(), 'ArrowLeft');
  await shown.until(() => below().join() === 'press');
  await shown.press(pinTree(), 'ArrowLeft');
  expect([document.activeElement, chosen()]).toEqual([pinButton(LINE), LINE]);
  await shown.press(pinButton(LINE), 'ArrowLeft');
  await shown.until(() => below().length === 0);
  expect(pinButton(LINE).getAttribute('aria-expanded')).toBe('false');
  await shown.press(pinButton(LINE), 'ArrowLeft');
  expect(chosen()).toBe(LINE);
  await shown.press(pinButton(LINE), 'ArrowRight', { shiftKey: true });
  await shown.until(() => below().length === 3);
  await shown.press(pinButton(LINE), 'ArrowLeft', { shiftKey: true });
  await shown.until(() => below().length === 0);
  // A new pin is open with everything below it.
  await shown.run(() => pin(shown.id, LINE, false));
  await shown.run(() => pin(shown.id, LINE, true));
  await shown.until(() => below().length === 3);
});

test('a click on the arrow opens and closes, one on a row chooses it', async () => {
  await showPins(PLANT, LINE);
  await shown.until(() => below().length === 3);
  const press = section().querySelector('[data-level=press]') ?? shown.box;
  await shown.click(press.querySelector('[data-toggle]') ?? shown.box);
  await shown.until(() => below().join() === 'press');
  // The tree itself is as it was.
  expect(mainTree().querySelector('[data-level=temp]')).not.toBeNull();
  expect(chosen()).not.toBe(`${LINE}/press`);
  await shown.click(section().querySelector('[data-level=press]') ?? shown.box);
  expect(chosen()).toBe(`${LINE}/press`);
  await shown.click(pinButton(LINE).querySelector('[data-toggle]') ?? shown.box);
  await shown.until(() => below().length === 0);
  await shown.click(pinButton(LINE));
  expect(chosen()).toBe(LINE);
});

test('of a large branch, only rows on screen are drawn', async () => {
  const many = Array.from({ length: 300 }, (_, n) => `big/t${n}`);
  await showPins([...many, 'other'], 'big', 'other');
  await shown.until(() => below().length > 5);
  expect(below().length).toBeLessThan(60);
  await shown.press(pinButton('big'), 'End');
  await shown.until(() => chosen() === 'other');
  expect(document.activeElement).toBe(pinButton('other'));
  await shown.press(pinButton('other'), 'ArrowUp');
  await shown.until(() => chosen() === 'big/t299');
  expect(document.activeElement).toBe(pinTree());
});
