import { describe, expect, test } from 'vitest';
import { parseTemplate } from '../../payload/templates/parseTemplate.ts';
import { deviceMessages, outputOf, replyTemplate } from './deviceMessages.ts';
import type { ThingModel } from './thingModel.ts';

const THING = '/sys/a1B2c3D4e5F/lamp/thing';
const LEVEL = { identifier: 'level', name: 'L', type: { type: 'int', min: 0, max: 9 } } as const;
const MODEL: ThingModel = {
  properties: [{ ...LEVEL, access: 'rw', isRequired: false }],
  events: [{ identifier: 'alarm', name: 'A', level: 'alert', output: [LEVEL] }],
  services: [{ identifier: 'dim', name: 'D', call: 'async', input: [], output: [LEVEL] }],
};

/** The messages for a topic without layout; all are templates that can be parsed. */
function templates(topic: string, ...more: [model?: ThingModel, set?: Record<string, unknown>]) {
  return deviceMessages(topic, more[0], more[1]).map(({ template }) => {
    expect(parseTemplate(template, true)).toMatchObject({ ok: true });
    return template.replaceAll(/\n\s*/g, '');
  });
}

test('a property post has all properties, with the values that the platform has set', () => {
  const post = `${THING}/event/property/post`;
  const around = (params: string) =>
    `{"id": "{{n}}","version": "1.0","params": ${params},"method": "thing.event.property.post"}`;
  expect(templates(post, MODEL)).toEqual([around('{"level": {{walk 0..9 1}}}')]);
  expect(templates(post, MODEL, { level: 4 })).toEqual([around('{"level": 4}')]);
  expect(templates(post)).toEqual([around('{}')]);
});

test('an event has its data and time; one that the model does not know has no data', () => {
  const [alarm, other] = ['alarm', 'other'].flatMap((event) =>
    templates(`${THING}/event/${event}/post`, MODEL),
  );
  expect(alarm).toBe(
    '{"id": "{{n}}","version": "1.0","params": {"value": {"level": {{walk 0..9 1}}},"time": {{now}}},"method": "thing.event.alarm.post"}',
  );
  expect(other).toContain('"value": {},');
});

test('the time is requested with the device’s own', () => {
  expect(templates('/ext/ntp/a1B2c3D4e5F/lamp/request')).toEqual(['{"deviceSendTime": "{{now}}"}']);
});

test('the shadow is requested, reported to, and cleared with the text null', () => {
  expect(templates('/shadow/update/a1B2c3D4e5F/lamp', MODEL)).toEqual([
    '{"method": "get"}',
    '{"method": "update","state": {"reported": {"level": {{walk 0..9 1}}}},"version": {{n}}}',
    '{"method": "delete","state": {"reported": "null"},"version": {{n}}}',
  ]);
});

test('a reply has the id of the last call, and the data of the service', () => {
  expect(templates(`${THING}/service/property/set_reply`, MODEL)).toEqual([
    `{"id": {{last ${THING}/service/property/set id}},"code": 200,"data": {}}`,
  ]);
  expect(templates(`${THING}/service/dim_reply`, MODEL)).toEqual([
    `{"id": {{last ${THING}/service/dim id}},"code": 200,"data": {"level": {{walk 0..9 1}}}}`,
  ]);
});

describe('nothing is offered', () => {
  test.each([
    `${THING}/service/property/set`,
    `${THING}/event/property/post_reply`,
    `${THING}/model/up_raw`,
    '/a1B2c3D4e5F/lamp/user/update',
    'plant/press/state',
    '',
  ])('for %j', (topic) => {
    expect(templates(topic, MODEL)).toEqual([]);
  });
});

test('the method names the service of a synchronous call', () => {
  const sync = { kind: 'rrpc', identifier: '77' } as const;
  expect(outputOf(sync, 'thing.service.dim', MODEL)).toEqual([LEVEL]);
  expect(outputOf(sync, 'thing.service.property.set', MODEL)).toEqual([]);
  expect(outputOf({ kind: 'service', identifier: 'other' }, undefined, MODEL)).toEqual([]);
});

test('a reply without an id has none', () => {
  expect(replyTemplate(undefined, [])).toBe('{\n  "code": 200,\n  "data": {}\n}');
});
