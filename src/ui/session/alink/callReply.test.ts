import { afterEach, beforeEach, expect, test } from 'vitest';
import { encodeUtf8 } from '../../../base/utf8.ts';
import { parseTemplate } from '../../../payload/templates/parseTemplate.ts';
import { callReply } from './callReply.ts';
import { forgetModel, keepModel } from './models.ts';

const PRODUCT = 'a1B2c3D4e5F';
const SYS = `/sys/${PRODUCT}/lamp`;
const TSL = JSON.stringify({
  services: [
    {
      identifier: 'dim',
      name: 'Dim',
      callType: 'async',
      inputData: [],
      outputData: [
        {
          identifier: 'level',
          name: 'Level',
          dataType: { type: 'int', specs: { min: '0', max: '9' } },
        },
      ],
    },
  ],
});

beforeEach(() => keepModel(PRODUCT, TSL));
afterEach(() => forgetModel(PRODUCT));

const reply = (topic: string, payload: string) => {
  const found = callReply(topic, encodeUtf8(payload));
  return found && { ...found, template: found.template.replaceAll(/\n\s*/g, '') };
};

test('a property set is answered on its reply topic, with its id echoed byte for byte', () => {
  expect(reply(`${SYS}/thing/service/property/set`, '{"id": 1.50,"params":{"on":1}}')).toEqual({
    topic: `${SYS}/thing/service/property/set_reply`,
    template: '{"id": 1.50,"code": 200,"data": {}}',
  });
});

test('the model defines the data of the reply, also if the method names the service', () => {
  const template = '{"id": "1","code": 200,"data": {"level": {{walk 0..9 1}}}}';
  expect(reply(`${SYS}/thing/service/dim`, '{"id":"1"}')).toMatchObject({ template });
  expect(
    reply(`${SYS}/rrpc/request/77`, '{"id":"1","method":"thing.service.dim","params":{}}'),
  ).toEqual({ topic: `${SYS}/rrpc/response/77`, template });
});

test('braces in an id are no template', () => {
  const { template = '' } = reply(`${SYS}/thing/service/other`, '{"id":"{{n}}"}') ?? {};
  const parsed = parseTemplate(template, true);
  expect(parsed).toMatchObject({ ok: true, template: { pieces: [{}] } });
  expect(JSON.stringify(parsed)).toContain(String.raw`\"{{n}}\"`);
});

test('invalid JSON is a call without an id; replies and other messages are no calls', () => {
  expect(reply(`${SYS}/thing/service/dim`, 'now')?.template).toMatch(/^\{"code": 200,/);
  expect(reply(`${SYS}/thing/service/property/set_reply`, '{}')).toBeUndefined();
  expect(reply(`${SYS}/thing/event/property/post_reply`, '{}')).toBeUndefined();
  expect(reply(`/ext/ntp/${PRODUCT}/lamp/response`, '{}')).toBeUndefined();
  expect(reply(`/${PRODUCT}/lamp/user/get`, '{}')).toBeUndefined();
  expect(reply('plant/press', '{}')).toBeUndefined();
});
