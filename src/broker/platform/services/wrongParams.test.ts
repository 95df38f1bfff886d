/** Tests that code 460 names the member that differs from the documentation. */
import { expect, test } from 'vitest';
import { S, TestCloud } from './cloud.testkit.ts';
import { wrongMember } from './wrongParams.ts';

const value = { value: 1 };

test.each([
  ['thing/event/property/post', '{}', 'params', '{}'],
  ['thing/event/property/post', undefined, 'params', ''],
  ['thing/event/hot/post', '7', 'params', '7'],
  ['thing/event/property/batch/post', '{"properties":[1]}', 'params.properties', '[…]'],
  ['thing/event/property/batch/post', '{"events":1}', 'params.events', '1'],
  ['thing/event/property/batch/post', '{"tags":{}}', 'params', '{…}'],
  ['thing/event/property/pack/post', '{"subDevices":{}}', 'params.subDevices', '{}'],
  ['thing/event/property/pack/post', '{"subDevices":[{}]}', 'params.subDevices[0].identity', ''],
  [
    'thing/event/property/history/post',
    JSON.stringify([
      { identity: { productKey: 'p', deviceName: 'd' }, properties: [{ t: value }, 1] },
    ]),
    'params[0].properties[1]',
    '1',
  ],
  ['thing/property/desired/get', '["a",2]', 'params[1]', '2'],
  ['thing/property/desired/get', '{}', 'params', '{}'],
  ['thing/property/desired/delete', '["a"]', 'params', '[…]'],
  [
    'thing/deviceinfo/update',
    '[{"attrKey":"a","attrValue":"b"},{"attrKey":"1a"}]',
    'params[1].attrKey',
    '"1a"',
  ],
  ['thing/deviceinfo/update', '[{"attrKey":"a"}]', 'params[0].attrValue', ''],
  ['thing/deviceinfo/update', '[]', 'params', '[]'],
  ['thing/deviceinfo/update', '["a"]', 'params[0]', '"a"'],
  ['thing/deviceinfo/delete', '[{"attrKey":"a"},{"key":"b"}]', 'params[1]', '{…}'],
  ['thing/deviceinfo/get', '{"attrKeys":"a"}', 'params.attrKeys', '"a"'],
  ['thing/topo/add', '[{"productKey":"p"}]', 'params[0]', '{…}'],
  ['thing/sub/register', '{}', 'params', '{}'],
])('%s with %s: %s', (rest, params, path, came) => {
  const cloud = new TestCloud();
  const method = `${rest.replaceAll('/', '.')}`;
  const text = `{"id":"1","method":"${method}"${params === undefined ? '' : `,"params":${params}`}}`;
  expect(cloud.hear(`${S}/${rest}`, text)?.text).toContain('"code":460');
  const why = { key: came === '' ? 'missing' : 'not-documented' };
  expect(cloud.lastNote).toMatchObject({
    kind: 'refused',
    why: 'params',
    about: path,
    misfits: [{ path, why, came }],
  });
});

test('distinguishes values that are no object from those nested too deep', () => {
  const cloud = new TestCloud();
  cloud.hear(`${S}/thing/event/property/post`, '[]');
  expect(cloud.lastNote).toMatchObject({ code: 460, why: 'not-object' });
  cloud.hear(`${S}/thing/event/property/post`, `${'{"a":'.repeat(101)}{}${'}'.repeat(101)}`);
  expect(cloud.lastNote).toMatchObject({ code: 460, why: 'too-deep' });
});

test('a long value is truncated', () => {
  expect(wrongMember('a', 'x'.repeat(1000), '1').misfits[0]?.came).toHaveLength(60);
});

test('a history without values names the expected list', () => {
  const cloud = new TestCloud();
  const params = [{ identity: { productKey: 'p', deviceName: 'd' }, properties: [] }];
  cloud.hear(`${S}/thing/event/property/history/post`, JSON.stringify({ id: '1', params }));
  const expected = '[{"identity": {…}, "properties": {…}}, …]';
  expect(cloud.lastNote).toMatchObject({ misfits: [{ path: 'params', expected }] });
});
