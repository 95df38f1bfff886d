/** TuyaLink, Tuya's standard MQTT (developer.tuya.com): `msgId` pairs a request with its response. */
import type { ConventionFile, TopicForm } from '../files/conventionFile.ts';

const ONE = { root: 'tylink/{device}' } as const;
const PARTS = { at: '.data' } as const;
const RESPONSE = { id: '.msgId', code: '.code', message: '.msg' } as const;

/** A request with its response on the topic with `_response`. */
function asked(what: string, request: Partial<TopicForm>, response: Partial<TopicForm> = {}) {
  const template = what.replace(/\{(\w+)[^}]*\}/g, '{$1}');
  const reply = `tylink/{device}/${template}_response`;
  const forms: readonly TopicForm[] = [
    {
      topic: `tylink/{device}/${what}`,
      kind: 'request',
      ...ONE,
      identifier: template,
      request: { reply, id: '.msgId' },
      ...request,
    },
    {
      topic: reply,
      kind: 'response',
      about: {
        en: 'The response; `msgId` is that of the request.',
        zh: '响应；`msgId` 与请求相同。',
      },
      ...ONE,
      identifier: template,
      reply: { ...RESPONSE, failed: { at: '.code', not: [0] } },
      ...response,
    },
  ];
  return forms;
}

const TO_DEVICE = { toDevice: true } as const;
const FROM_DEVICE = { isAlive: true } as const;

export const tuyaLink: ConventionFile = {
  convention: 'tuyalink',
  name: 'TuyaLink',
  topics: [
    ...asked(
      'thing/property/report',
      {
        kind: 'properties',
        about: { en: 'The device reports properties.', zh: '设备上报属性。' },
        ...FROM_DEVICE,
        parts: PARTS,
      },
      TO_DEVICE,
    ),
    ...asked(
      'thing/property/set',
      {
        kind: 'property set',
        about: { en: 'The cloud sets properties.', zh: '云端下发属性设置。' },
        ...TO_DEVICE,
      },
      FROM_DEVICE,
    ),
    ...asked(
      'thing/action/execute',
      {
        kind: 'action',
        about: { en: 'The cloud calls an action.', zh: '云端调用动作。' },
        ...TO_DEVICE,
        request: {
          reply: 'tylink/{device}/thing/action/execute_response',
          id: '.msgId',
          identifier: '.data.actionCode',
        },
      },
      FROM_DEVICE,
    ),
    ...asked(
      'thing/event/trigger',
      {
        kind: 'event',
        about: { en: 'The device reports an event.', zh: '设备上报事件。' },
        ...FROM_DEVICE,
      },
      TO_DEVICE,
    ),
    ...asked(
      'thing/data/batch_report',
      {
        kind: 'batch',
        about: { en: 'Properties and events together.', zh: '批量上报属性和事件。' },
        ...FROM_DEVICE,
        parts: { at: '.data.properties' },
      },
      TO_DEVICE,
    ),
    ...asked(
      '{what:thing|device|ota|ext}/{rest...}',
      { about: { en: 'A request of device or cloud.', zh: '设备或云端的请求。' } },
      {},
    ).toReversed(),
  ],
};
