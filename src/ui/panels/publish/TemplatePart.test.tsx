import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { SETTINGS } from '../../../profiles/settings/settings.testkit.ts';
import { named, type } from '../../kit/page/page.testkit.ts';
import { type Shown, show } from '../../kit/rows/liveCapture.testkit.ts';
import { connect } from '../../session/connection/connections.ts';
import { keptInMemory } from '../../session/kept.testkit.ts';
import { formFor } from '../../session/publish/forms.ts';
import { templateFiles } from '../../session/storage.ts';
import { PublishPane } from './PublishPane.tsx';

let shown: Shown | undefined;
beforeEach(() => keptInMemory(templateFiles));
afterEach(async () => {
  await shown?.end();
  vi.restoreAllMocks();
});

async function pane() {
  shown = await show(PublishPane, () => undefined);
  const { id, run } = shown;
  await run(() => connect(id, SETTINGS));
  return shown;
}

function payloadOf(box: HTMLElement): HTMLTextAreaElement {
  const found = named(box, 'textarea', 'Payload');
  if (!(found instanceof HTMLTextAreaElement)) throw new Error('no text area');
  return found;
}

const options = (box: HTMLElement): readonly string[] =>
  [...box.querySelectorAll('[role=option]')].map((one) => one.textContent ?? '');

test('the keyboard completes a name in the payload, which enables templates', async () => {
  const { box, press, until, id } = await pane();
  const payload = payloadOf(box);
  payload.focus();
  await type(payload, '{"t": {{');
  await until(() => options(box).length > 5);
  await type(payload, '{"t": {{w');
  expect(options(box)).toEqual(['{{walk 20.0..25.0 0.1}}']);
  // A text area may have no other role; these attributes announce its completions.
  expect(payload.hasAttribute('role')).toBe(false);
  const active = payload.getAttribute('aria-activedescendant');
  expect(box.querySelector(`[id='${active}']`)?.getAttribute('role')).toBe('option');
  await press(payload, 'Tab');
  expect(formFor(id)).toMatchObject({ payload: '{"t": {{walk 20.0..25.0 0.1}}', templates: true });
  expect(box.querySelector('pre .text-syn-kw')?.textContent).toBe('{{walk 20.0..25.0 0.1}}');
  expect(options(box)).toEqual([]);
  expect(payload.hasAttribute('aria-activedescendant')).toBe(false);

  await type(payload, '{{c');
  expect(options(box)).toEqual(['{{choice on off}}', '{{csv file column}}']);
  await press(payload, 'Escape');
  expect(options(box)).toEqual([]);
  await type(payload, '{{cs');
  await press(payload, 'ArrowDown');
  await press(payload, 'Enter', { ctrlKey: true });
  expect(formFor(id).payload).toBe('{{cs');
});

test('a named table can be selected, and is loaded before use', async () => {
  const { box, live, run, until } = await pane();
  await type(payloadOf(box), '{{csv press.csv t}}');
  await until(() => box.textContent?.includes('Tables for {{csv}}') === true);
  const input = named(box, 'input[type=file]', 'Add file…');
  const give = (text: BlobPart, name: string) =>
    run(() => {
      const files = [new File([text], name)];
      Object.defineProperty(input, 'files', { configurable: true, value: files });
      input.dispatchEvent(new Event('change', { bubbles: true }));
    });
  await give(Uint8Array.of(0xff), 'wrong.csv');
  await until(() => box.textContent?.includes('wrong.csv is not UTF-8 text.') === true);
  await give('t,on\n21.5,1\n22,0\n', 'press.csv');
  await until(() => box.textContent?.includes('2 rows · t, on') === true);
  const given = () =>
    live.sent.findLast((command) => command.kind === 'template-files')?.files ?? [];
  await until(() => given().length === 1 && live.asked.at(-1)?.kind === 'fill-in');
  expect(given()).toEqual([{ name: 'press.csv', text: 't,on\n21.5,1\n22,0\n' }]);
});
