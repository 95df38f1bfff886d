import { afterEach, beforeEach, expect, test } from 'vitest';
import { publishBytes } from '../../../engine/topics/messages.testkit.ts';
import { type } from '../../kit/page.testkit.ts';
import { type Shown, show } from '../../kit/rows/liveCapture.testkit.ts';
import { change } from '../../session/connections.ts';
import { askForRules } from '../../session/payloadRules/asked.ts';
import { rulesOf } from '../../session/payloadRules/rules.ts';
import { PayloadRules } from './PayloadRules.tsx';

let shown: Shown;
beforeEach(async () => {
  shown = await show(PayloadRules, (live) => {
    live.receive(publishBytes('t', '{"temp":20}'));
    live.receive(publishBytes('t', '{"temp":95}'));
  });
  // Of a capture file nothing is kept.
  const progress = {
    read: 0,
    size: 0,
    packets: 0,
    notes: [],
    noteCount: 0,
    state: { kind: 'done' },
  } as const;
  change(shown.id, () => ({ file: { name: 'x', ...progress } }));
  await shown.run(() => askForRules(shown.id, 't'));
});
afterEach(async () => {
  await shown.end();
});

const section = () =>
  shown.box.querySelector('section[aria-label="Schemas that messages are checked against"]');
const button = (name: string): Element =>
  [...shown.box.querySelectorAll('button')].find(({ textContent }) => textContent === name) ??
  shown.box;
const write = async (text: string) => {
  const field = section()?.querySelector('textarea');
  if (field) await type(field, text);
};

test('messages are held to a schema that is written here, and how many were is told', async () => {
  await shown.click(button('Add a schema'));
  await write('{"properties":{"temp":{"maximum":90}}}');
  await shown.run(() => shown.box.querySelector('form')?.requestSubmit());
  expect(rulesOf(shown.id).schemas).toEqual([
    { filter: 't', schema: '{"properties":{"temp":{"maximum":90}}}' },
  ]);
  const found = (packet: number) =>
    shown.live.capture.foundOn(packet).find(({ rule }) => rule === 'schema-breach')?.finding;
  await shown.until(() => found(2) !== undefined);
  expect(found(1)).toBeUndefined();
  expect(found(2)).toEqual({
    key: 'schema-breach',
    args: { filter: 't', path: '$.temp', keyword: 'maximum', wanted: '90', more: 0 },
  });
  await shown.run(() => askForRules(shown.id, 't'));
  await shown.until(() => section()?.textContent?.includes('2 messages judged, 1 with') === true);
});

test('what is wrong with a schema is told, and nothing is used meanwhile', async () => {
  await shown.click(button('Add a schema'));
  await write('{"type":');
  expect(section()?.textContent).toContain('This cannot be used: this is not JSON.');
  expect(button('Use').hasAttribute('disabled')).toBe(true);
  await write('{"pattern":"(?=x)"}');
  expect(section()?.textContent).toContain(
    'the pattern (?=x) at #/pattern is not supported: Lookahead',
  );
});
