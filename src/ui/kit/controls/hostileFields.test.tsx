/** Pastes that would freeze the page. */
import { beforeEach, expect, test } from 'vitest';
import { useAnnouncement } from '../language/announcements.ts';
import { fitsArea, isSlowToDraw, startFieldLimits } from './fieldLimits.ts';

const shown = () => {
  const { text, isShown } = useAnnouncement.getState();
  return isShown ? text : '';
};

beforeEach(() => {
  document.body.innerHTML = '<input type="text"><textarea></textarea><input type="password">';
  useAnnouncement.setState({ text: '', isShown: false });
  return startFieldLimits();
});

/** True if the field takes the text. */
function takes(selector: string, data: string, before = ''): boolean {
  const field = document.querySelector<HTMLInputElement | HTMLTextAreaElement>(selector);
  if (field === null) throw new Error('no field');
  field.value = before;
  field.setSelectionRange(before.length, before.length);
  const event = new InputEvent('beforeinput', {
    inputType: 'insertFromPaste',
    data,
    bubbles: true,
    cancelable: true,
  });
  return field.dispatchEvent(event);
}

test.each([
  ['[type=text]', 'x'.repeat(65_535), ''],
  ['[type=text]', 'x'.repeat(65_536), '65,535 characters'],
  ['[type=password]', 'x'.repeat(5_000_000), '65,535 characters'],
  ['[type=text]', 'a\u05d0'.repeat(4_000), ''],
  ['[type=text]', 'a\u05d0'.repeat(9_000), 'draws slowly'],
  ['[type=text]', '\u0301'.repeat(9_000), 'draws slowly'],
  ['[type=text]', '\0'.repeat(9_000), 'draws slowly'],
  ['[type=text]', '\ud800'.repeat(9_000), 'draws slowly'],
  ['[type=text]', '\u202e'.repeat(9_000), 'draws slowly'],
  ['[type=text]', '\u{1e900}'.repeat(9_000), 'draws slowly'],
  ['[type=text]', '中文'.repeat(30_000), ''],
  ['textarea', 'x'.repeat(1_000_000), ''],
  ['textarea', 'x'.repeat(5_000_000), '1,048,576 characters'],
  ['textarea', '\ufffd'.repeat(600_000), 'draws slowly'],
  ['textarea', 'ж'.repeat(600_000), 'draws slowly'],
  ['textarea', 'ก'.repeat(9_000), 'draws slowly'],
  ['textarea', '中文，한국어'.repeat(50_000), ''],
  ['textarea', '\n'.repeat(32_768), ''],
  ['textarea', '\n'.repeat(32_769), '32,768 lines'],
  ['textarea', '\u{1f469}\u200d\u{1f467}'.repeat(20_000), ''],
  ['textarea', '\u0633'.repeat(9_000), 'draws slowly'],
])('%s accepts a paste, or rejects it with the reason: case %#', (selector, text, why) => {
  expect(takes(selector, text)).toBe(why === '');
  expect(shown()).toContain(why);
});

test('counts the field’s existing text', () => {
  expect(takes('[type=text]', 'xx', 'x'.repeat(65_534))).toBe(false);
  expect(takes('[type=text]', '\u05d0'.repeat(5000), 'a\u05d0'.repeat(4_000))).toBe(false);
});

test('rejects texts over a shorter limit instead of truncating them', () => {
  document.querySelector('textarea')?.setAttribute('maxlength', '10');
  expect(takes('textarea', 'x'.repeat(11))).toBe(false);
  expect(shown()).toContain('10 characters');
});

test('reports texts that are slow to draw', () => {
  expect(isSlowToDraw('\u05d0'.repeat(8192))).toBe(false);
  expect(isSlowToDraw('\u05d0'.repeat(8193))).toBe(true);
  expect(fitsArea('{"a": 1}\n'.repeat(30_000))).toBe(true);
  expect(fitsArea('\n'.repeat(40_000))).toBe(false);
});
