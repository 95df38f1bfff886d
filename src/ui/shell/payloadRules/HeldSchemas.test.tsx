import { afterEach, beforeEach, expect, test } from 'vitest';
import { publishBytes } from '../../../engine/topics/messages.testkit.ts';
import { NO_RULES } from '../../../payload/chains/rules.ts';
import { type } from '../../kit/page/page.testkit.ts';
import { type Shown, show } from '../../kit/rows/liveCapture.testkit.ts';
import { change } from '../../session/connection/connections.ts';
import { closeOverlay } from '../../session/dialogs/overlay.ts';
import { askForRules } from '../../session/payloadRules/asked.ts';
import { rulesOf, setRules } from '../../session/payloadRules/rules.ts';
import { PayloadRules } from './PayloadRules.tsx';

let shown: Shown;
beforeEach(async () => {
  shown = await show(PayloadRules, (live) => {
    live.receive(publishBytes('t', '{"temp":20}'));
    live.receive(publishBytes('t', '{"temp":95}'));
  });
  // Nothing is stored for a capture file.
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

test('messages are validated against a typed schema, and counted', async () => {
  await shown.click(button('Add a schema'));
  await write('{"properties":{"temp":{"maximum":90}}}');
  await shown.until(isUsable);
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
    args: { filter: 't', path: 'payload.temp', keyword: 'maximum', wanted: '90', more: 0 },
  });
  await shown.run(() => askForRules(shown.id, 't'));
  await shown.until(() => section()?.textContent?.includes('2 messages judged, 1 with') === true);
});

/** Waits until the worker has checked the schemas. */
const says = (text: string) => shown.until(() => section()?.textContent?.includes(text) === true);
const isUsable = () => !button('Use').hasAttribute('disabled');

test('errors in a schema are reported, and it is not used', async () => {
  await shown.click(button('Add a schema'));
  await write('{"type":');
  await says('This cannot be used: this is not JSON.');
  expect(isUsable()).toBe(false);
  await write('{"pattern":"("}');
  await says('This cannot be used: #/pattern is not of the format "regex".');
  await write('{"items":{"$ref":"other.json"}}');
  await says('other.json at #/items/$ref is not in the schema');
  await write('{"$id":"https://"}');
  await says('https:// at #/$id is not a URI');
  expect(isUsable()).toBe(false);
  await write('{"$id":"https://example.com/x","enum":[null],"not":{"required":["a"]}}');
  await shown.until(isUsable);
  expect(section()?.querySelector('[role=alert]')).toBeNull();
});

test('unusable schemas of an imported profile are reported at their fields', async () => {
  const bad = ['{"$ref":"#/$defs/a"}', '{"not":null}', '{"a":'];
  await shown.run(() => closeOverlay());
  await shown.run(() => {
    const schemas = bad.map((schema) => ({ filter: 't', schema }));
    void setRules(shown.id, { ...NO_RULES, schemas });
  });
  await shown.run(() => askForRules(shown.id, 't'));
  await says('this is not JSON');
  expect(
    [...(section()?.querySelectorAll('[role=alert]') ?? [])].map((one) => one.textContent),
  ).toEqual([
    'This cannot be used: #/$defs/a at #/$ref is not in the schema, and schemas from elsewhere are not fetched.',
    'This cannot be used: #/not is not of type ["object","boolean"].',
    'This cannot be used: this is not JSON.',
  ]);
  expect(isUsable()).toBe(false);
});

test('a schema that takes too long is switched off and reported at its field', async () => {
  shown.live.isStuck = ({ kind }) => kind === 'judge';
  await shown.run(() => closeOverlay());
  await shown.run(() => {
    void setRules(shown.id, { ...NO_RULES, schemas: [{ filter: 't', schema: '{}' }] });
  });
  const off = () => shown.live.capture.foundOn(1).some(({ rule }) => rule === 'schema-off');
  await shown.until(off);
  await shown.run(() => askForRules(shown.id, 't'));
  await says(
    'Switched off since packet 1: there was no result within 1 s. 2 messages were not judged. Simplify the schema, then choose “Use”.',
  );
  // The edited schema is not in use yet.
  await write('{"type":"object"}');
  expect(section()?.textContent).not.toContain('Switched off');
});
