import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { firstFocus, focusByDefault, focusIfAwaited, focusTarget } from './focus.ts';

const PLACE = 'place-of-this-test';
const add = (tag: 'button' | 'input'): HTMLElement =>
  document.body.appendChild(document.createElement(tag));

beforeEach(() => {
  vi.stubGlobal('matchMedia', () => ({ matches: false }));
});

afterEach(() => {
  document.body.replaceChildren();
});

function askedForFrom(button: HTMLElement): HTMLElement {
  button.focus();
  focusTarget(PLACE);
  const field = add('input');
  field.dataset['focus'] = PLACE;
  return field;
}

test('a target drawn later gets the focus, even if the focused view is gone', () => {
  const button = add('button');
  const field = askedForFrom(button);
  button.remove();
  focusIfAwaited(PLACE);
  expect(document.activeElement).toBe(field);
});

test('another screen’s own focus does not override the requested one', () => {
  const button = add('button');
  const field = askedForFrom(button);
  button.remove();
  focusByDefault('another place, not drawn either');
  focusIfAwaited(PLACE);
  expect(document.activeElement).toBe(field);
});

test('stays away if the user has moved on', () => {
  const button = add('button');
  const other = add('button');
  askedForFrom(button);
  button.remove();
  other.focus();
  focusIfAwaited(PLACE);
  expect(document.activeElement).toBe(other);
});

test('a pane without a list passes the focus to its first control, from anywhere', () => {
  const elsewhere = add('button');
  const pane = document.body.appendChild(document.createElement('main'));
  pane.dataset['pane'] = 'centre';
  pane.dataset['focus'] = PLACE;
  const button = pane.appendChild(document.createElement('button'));
  for (const from of [elsewhere, document.body]) {
    elsewhere.focus();
    if (from === document.body) elsewhere.blur();
    focusTarget(PLACE);
    expect(document.activeElement).toBe(button);
  }
  const list = pane.appendChild(document.createElement('div'));
  list.role = 'grid';
  list.tabIndex = 0;
  focusIfAwaited(PLACE);
  expect(document.activeElement).toBe(list);
});

test('a pane without a list focuses no field if that opens an on-screen keyboard', () => {
  const pane = document.body.appendChild(document.createElement('main'));
  const field = pane.appendChild(document.createElement('input'));
  field.dataset['focus'] = 'field';
  const button = pane.appendChild(document.createElement('button'));
  expect(firstFocus(pane)).toBe(field);
  vi.stubGlobal('matchMedia', (query: string) => ({ matches: query === '(pointer: coarse)' }));
  expect(firstFocus(pane)).toBe(button);
});

test.each([
  ['keyboard', true],
  ['mouse', false],
])('scrolls to a list out of sight with the %s: %s', (_, isByKey) => {
  const pane = document.body.appendChild(document.createElement('main'));
  pane.dataset['pane'] = 'centre';
  pane.dataset['focus'] = PLACE;
  const list = pane.appendChild(document.createElement('div'));
  list.role = 'grid';
  list.tabIndex = 0;
  const scrolled = vi.fn<() => void>();
  list.scrollIntoView = scrolled;
  list.getBoundingClientRect = () => new DOMRect(0, window.innerHeight + 1, 9, 9);
  vi.spyOn(list, 'matches').mockReturnValue(isByKey);
  focusTarget(PLACE);
  expect(scrolled).toHaveBeenCalledTimes(isByKey ? 1 : 0);
});
