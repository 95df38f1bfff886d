/** Tests that code 460 names the member that differs from the documentation. */
import { expect, test } from 'vitest';
import { S, TestCloud } from './cloud.testkit.ts';
import { wrongMember } from './wrongParams.ts';

test.each([
  ['thing/event/property/post', '{}', 'params', '{}'],
  ['thing/event/property/post', undefined, 'params', ''],
  ['thing/event/hot/post', '7', 'params', '7'],
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
