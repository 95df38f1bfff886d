import { afterEach, expect, test, vi } from 'vitest';
import { SETTINGS } from '../../../profiles/settings/settings.testkit.ts';
import { named, type } from '../../kit/page/page.testkit.ts';
import { type Shown, show } from '../../kit/rows/liveCapture.testkit.ts';
import { connect } from '../../session/connection/connections.ts';
import { formFor } from '../../session/publish/forms.ts';
import { PublishPane } from './PublishPane.tsx';

let shown: Shown | undefined;
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
  expect(options(box)).toEqual(['{{choice on off}}']);
  await press(payload, 'Escape');
  expect(options(box)).toEqual([]);
  await type(payload, '{{ch');
  await press(payload, 'ArrowDown');
  await press(payload, 'Enter', { ctrlKey: true });
  expect(formFor(id).payload).toBe('{{ch');
});
