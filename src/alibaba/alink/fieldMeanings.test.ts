import { expect, test } from 'vitest';
import { encodeUtf8 } from '../../base/utf8.ts';
import { en } from '../../i18n/en/texts.ts';
import { meaningWords } from '../../ui/session/alink/words.ts';
import { fieldMeanings } from './fieldMeanings.ts';
import type { ThingModel } from './thingModel.ts';

const S = '/sys/pk/dn01/thing';
const MODEL: ThingModel = {
  properties: [
    {
      identifier: 'temp',
      name: 'Temperature',
      access: 'r',
      isRequired: false,
      type: { type: 'float', unit: '°C' },
    },
    {
      identifier: 'mode',
      name: 'Mode',
      access: 'rw',
      isRequired: false,
      type: { type: 'enum', names: new Map([[2, 'cooling']]) },
    },
  ],
  events: [
    {
      identifier: 'hot',
      name: 'Hot',
      level: 'alert',
      output: [{ identifier: 'at', name: 'Where', type: { type: 'text' } }],
    },
  ],
  services: [
    {
      identifier: 'go',
      name: 'Go',
      call: 'sync',
      input: [{ identifier: 'to', name: 'Target', type: { type: 'text' } }],
      output: [{ identifier: 'done', name: 'Done', type: { type: 'int' } }],
    },
  ],
};

/** Words by the text at the start of the member: the key, up to its colon. */
function said(topic: string, json: string, more: { readonly model?: undefined } = {}) {
  const model = 'model' in more ? undefined : MODEL;
  const found = fieldMeanings(topic, encodeUtf8(json), model);
  return Object.fromEntries(
    Array.from(
      found,
      ([offset, meaning]) =>
        [
          json.slice(offset + 1, json.indexOf('"', offset + 1)),
          meaningWords(meaning, en.alink).short,
        ] as const,
    ),
  );
}

test('explains properties by their model, with the name of an enum value', () => {
  const json = '{"id":"1","params":{"temp":{"value":21,"time":1},"mode":2,"other":1},"method":"m"}';
  expect(said(`${S}/event/property/post`, json)).toEqual({
    id: en.alink.fieldWords.id,
    params: en.alink.fieldWords.params,
    temp: 'Temperature in °C',
    value: en.alink.fieldWords.value,
    time: en.alink.fieldWords.time,
    mode: 'Mode: cooling',
    other: 'not in the thing model',
    method: en.alink.fieldWords.method,
  });
});

test('explains codes, including the shadow’s own', () => {
  expect(said(`${S}/event/property/post_reply`, '{"code":460}')).toEqual({
    code: 'the parameters are wrong',
  });
  expect(said(`${S}/event/property/post_reply`, '{"code":1}')).toEqual({ code: 'an unknown code' });
  const shadow = '{"method":"reply","payload":{"content":{"errorcode":"409"}}}';
  expect(said('/shadow/get/pk/dn01', shadow)['errorcode']).toBe(
    'the version is not above the shadow’s',
  );
});

test('explains events, services and synchronous calls by their model', () => {
  expect(said(`${S}/event/hot/post`, '{"params":{"value":{"at":"x"},"time":1}}')).toMatchObject({
    at: 'Where',
    time: en.alink.fieldWords.time,
  });
  expect(said(`${S}/service/go_reply`, '{"code":200,"data":{"done":1}}')['done']).toBe('Done');
  const call = '{"method":"thing.service.go","params":{"to":"x"}}';
  expect(said('/sys/pk/dn01/rrpc/request/5', call)['to']).toBe('Target');
});

test('explains the shadow’s attributes, but not those of its metadata', () => {
  const json = '{"version":1,"state":{"reported":{"temp":1}},"metadata":{"reported":{"mode":1}}}';
  expect(said('/shadow/update/pk/dn01', json)).toMatchObject({
    version: en.alink.fieldWords.shadowVersion,
    temp: 'Temperature in °C',
  });
  expect(said('/shadow/update/pk/dn01', json)).not.toHaveProperty('mode');
});

test('ignores other topics, and payloads that are no JSON', () => {
  expect(said('a/b', '{"id":"1"}')).toEqual({});
  expect(said('/pk/dn01/user/get', '{"id":"1"}')).toEqual({});
  expect(said(`${S}/event/property/post`, '{"id":')).toEqual({});
  expect(said(`${S}/event/property/post`, '{"params":{"x":1}}', { model: undefined })).toEqual({
    params: en.alink.fieldWords.params,
  });
});

test('explains firmware files', () => {
  const file = '{"fileSize":1,"fileName":"a","fileUrl":"u","fileMd5":"m","fileSign":"s"}';
  const json = `{"code":"1000","data":{"version":"2","files":[${file}]}}`;
  const { fieldWords } = en.alink;
  expect(said('/ota/device/upgrade/pk/dn01', json)).toMatchObject({
    version: fieldWords.firmwareVersion,
    fileName: fieldWords.fileName,
    fileUrl: fieldWords.url,
    fileMd5: fieldWords.md5,
    fileSign: fieldWords.sign,
  });
});
