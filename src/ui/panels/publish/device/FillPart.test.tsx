import { afterEach, beforeEach, expect, test } from 'vitest';
import { publishBytes } from '../../../../engine/topics/messages.testkit.ts';
import { settingsWith } from '../../../../profiles/settings/settings.testkit.ts';
import { named, type } from '../../../kit/page/page.testkit.ts';
import { type LiveCapture, type Shown, show } from '../../../kit/rows/liveCapture.testkit.ts';
import { forgetModel, keepModel } from '../../../session/alink/models.ts';
import { lastSetValues } from '../../../session/alink/setValues.ts';
import { connect } from '../../../session/connection/connections.ts';
import { formFor } from '../../../session/publish/forms.ts';
import { PublishPane } from '../PublishPane.tsx';

const PRODUCT = 'a1B2c3D4e5F';
const DEVICE = { productKey: PRODUCT, deviceName: 'lamp' };
const THING = `/sys/${PRODUCT}/lamp/thing`;
const POST = `${THING}/event/property/post`;
const TSL = JSON.stringify({
  properties: [
    {
      identifier: 'level',
      name: 'Level',
      accessMode: 'rw',
      dataType: { type: 'int', specs: { min: '0', max: '9' } },
    },
  ],
  events: [{ identifier: 'alarm', name: 'Alarm', type: 'alert', outputData: [] }],
});

/** A device's credentials, typed as user name and password. */
const SETTINGS = settingsWith({
  url: 'ws://localhost/',
  version: 4,
  clientId: 'x|securemode=3|',
  signIn: { kind: 'password', userName: `lamp&${PRODUCT}`, password: '' },
});

let shown: Shown;

beforeEach(() => keepModel(PRODUCT, TSL));
afterEach(async () => {
  await shown.end();
  forgetModel(PRODUCT);
});

async function pane(received: (live: LiveCapture) => void = () => undefined) {
  shown = await show(PublishPane, received);
  const { box, id, run } = shown;
  await run(() => connect(id, SETTINGS));
  const fills = () =>
    [...box.querySelectorAll('button')].filter(({ textContent }) =>
      textContent?.startsWith('Fill: '),
    );
  const typeIn = (field: 'Topic' | 'Payload', text: string) =>
    type(named(box, field === 'Topic' ? 'input' : 'textarea', field), text);
  const written = () => formFor(id).payload.replaceAll(/\n\s*/g, '');
  return { ...shown, fills, typeIn, written };
}

test('an own topic is chosen, and its empty payload filled from the model', async () => {
  const { box, id, click, until, fills, written } = await pane();
  const chips = () => [...box.querySelectorAll('[aria-label="Topics of this device"] button')];
  await until(() => chips().length > 0);
  expect(chips().map(({ textContent }) => textContent)).toEqual([
    'user/update',
    'event/property/post',
    'event/alarm/post',
    'ntp/request',
    'shadow/update',
  ]);
  await click(named(box, 'button', POST));
  await until(() => fills().length > 0);
  expect(fills().map(({ textContent }) => textContent)).toEqual(['Fill: property post']);
  await click(fills()[0] ?? box);
  await until(() => written() !== '');
  expect(written()).toContain('"params": {"level": {{walk 0..9 1}}}');
  expect(formFor(id)).toMatchObject({ format: 'json', templates: true, topic: POST });
  expect(fills()).toEqual([]);
});

test('typed text is never replaced, not even by a Fill that was pressed before', async () => {
  const { box, id, until, run, fills, typeIn, written } = await pane();
  await typeIn('Topic', POST);
  await until(() => fills().length > 0);
  const [fill] = fills();
  await run(() => fill?.click());
  await typeIn('Payload', '{}');
  // Answered after the question of Fill.
  await lastSetValues(id, DEVICE);
  expect(written()).toBe('{}');
  expect(fills()).toEqual([]);
  expect(box.textContent).not.toContain('Fill: ');
});

test('a value that the platform has set is reported next', async () => {
  const { box, until, click, fills, typeIn, written } = await pane((live) =>
    live.receive(publishBytes(`${THING}/service/property/set`, '{"id":"1","params":{"level":4}}')),
  );
  await typeIn('Topic', POST);
  await until(() => fills().length > 0);
  await click(fills()[0] ?? box);
  await until(() => written() !== '');
  expect(written()).toContain('"params": {"level": 4}');
});

test('the shadow has three messages; topics of the platform’s side and others have none', async () => {
  const { until, fills, typeIn } = await pane();
  await typeIn('Topic', `/shadow/update/${PRODUCT}/lamp`);
  await until(() => fills().length === 3);
  await typeIn('Topic', `${THING}/service/property/set`);
  await until(() => fills().length === 0);
  await typeIn('Topic', 'plant/press');
  expect(fills()).toEqual([]);
});

test('Ctrl Enter in the dialog of the thing model publishes nothing', async () => {
  const { box, live, click, press, until, typeIn } = await pane();
  await typeIn('Topic', POST);
  await until(() => box.textContent?.includes('Thing model…') === true);
  await click(named(box, 'button', 'Thing model…'));
  const published = () => live.sent.filter(({ kind }) => kind === 'publish').length;
  await press(named(box, 'textarea', 'TSL, as JSON'), 'Enter', { ctrlKey: true });
  expect(published()).toBe(0);
  await press(named(box, 'input', 'Topic'), 'Enter', { ctrlKey: true });
  expect(published()).toBe(1);
});

test('a payload that does not match the model is doubted, and can be sent', async () => {
  const { box, until, fills, typeIn } = await pane();
  await typeIn('Topic', POST);
  await until(() => fills().length > 0);
  await typeIn('Payload', '{"params": {"level": 8}}');
  expect(box.textContent).not.toContain('Does not match');
  await typeIn('Payload', '{"params": {"level": {"value": 10, "time": 1}}}');
  expect(box.textContent).toContain('level: Does not match the thing model: it is above 9');
  const many = Object.fromEntries(Array.from({ length: 201 }, (_, at) => [`p${at}`, 1]));
  await typeIn('Payload', JSON.stringify({ params: many }));
  expect(box.textContent).toContain('201 properties: the platform accepts up to 200');
  expect(named(box, 'button', 'Publish')).toHaveProperty('disabled', false);
});
