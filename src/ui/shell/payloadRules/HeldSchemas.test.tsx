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

test('errors in a schema are reported, and it is not used', async () => {
  await shown.click(button('Add a schema'));
  await write('{"type":');
  expect(section()?.textContent).toContain('This cannot be used: this is not JSON.');
  expect(button('Use').hasAttribute('disabled')).toBe(true);
  await write('{"pattern":"(?=x)"}');
  expect(section()?.textContent).toContain(
    'the pattern (?=x) at #/pattern is not supported: Lookahead',
  );
});

test('typing a schema character by character never closes the dialog', async () => {
  await shown.click(button('Add a schema'));
  for (const id of ['https://', 'http://[', '//']) {
    await write(`{"$id":"${id}"}`);
    expect(section()?.textContent).toContain(`${id} at #/$id is not a URI`);
    expect(button('Use').hasAttribute('disabled')).toBe(true);
  }
  const whole =
    '{"$id":"https://example.com/x","enum":[null],"not":{"required":["a"]},"minimum":3}';
  for (let end = 0; end <= whole.length; end += 1) {
    await write(whole.slice(0, end));
    expect(section()?.querySelector('textarea')?.value).toBe(whole.slice(0, end));
  }
  expect(button('Use').hasAttribute('disabled')).toBe(false);
  await write('{"properties":{"a":{"enum":null}}}');
  expect(section()?.textContent).toContain('at #/properties/a/enum, expected a list');
});

test('unusable schemas of an imported profile are reported at their fields', async () => {
  const bad = ['{"$id":"x","$defs":{"y":{"$id":"x"}}}', '{"$ref":"#"}', '{"not":null}', '{"a":'];
  await shown.run(() => closeOverlay());
  await shown.run(() => {
    const schemas = bad.map((schema) => ({ filter: 't', schema }));
    void setRules(shown.id, { ...NO_RULES, schemas });
  });
  await shown.run(() => askForRules(shown.id, 't'));
  expect(
    [...(section()?.querySelectorAll('[role=alert]') ?? [])].map((one) => one.textContent),
  ).toEqual([
    'This cannot be used: x at #/$defs/y/$id already identifies another schema.',
    'This cannot be used: the schema at # refers to itself for the same value, so the check would never end.',
    'This cannot be used: at #/not, expected a schema (an object, or true or false).',
    'This cannot be used: this is not JSON.',
  ]);
  expect(button('Use').hasAttribute('disabled')).toBe(true);
});

test('a schema that is too expensive is disabled and reported at its field', async () => {
  const twice = (n: number) => ({ allOf: [{ $ref: `#/$defs/${n}` }, { $ref: `#/$defs/${n}` }] });
  const defs = Object.fromEntries(Array.from({ length: 40 }, (_, n) => [n, twice(n + 1)]));
  const schema = JSON.stringify({ $ref: '#/$defs/0', $defs: { ...defs, 40: {} } });
  await shown.run(() => closeOverlay());
  await shown.run(() => {
    void setRules(shown.id, { ...NO_RULES, schemas: [{ filter: 't', schema }] });
  });
  const off = () => shown.live.capture.foundOn(1).some(({ rule }) => rule === 'schema-off');
  await shown.until(off);
  await shown.run(() => askForRules(shown.id, 't'));
  const said =
    'Switched off since packet 1: the schema is too expensive (one message took more than 1,000,000 steps). 2 messages were not judged. Simplify the schema, then choose “Use”.';
  await shown.until(() => section()?.textContent?.includes(said) === true);
  // The edited schema is not in use yet.
  await write('{"type":"object"}');
  expect(section()?.textContent).not.toContain('Switched off');
});
