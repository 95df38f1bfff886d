/** OneNET of China Mobile (open.iot.10086.cn/doc): "OneJSON" with `id`, and older data streams. */
import type { ConventionFile, TopicForm } from '../files/conventionFile.ts';

const ONE = { device: '{product}/{device}', root: '$sys/{product}/{device}' } as const;
const AT = '$sys/{product}/{device}/thing';
const REPLY = {
  id: '.id',
  code: '.code',
  failed: { at: '.code', not: [200] },
  message: '.msg',
} as const;
const PARAMS = { at: '.params' } as const;

/** @param by side that asks */
function asked(
  [topic, reply]: readonly [topic: string, reply: string],
  by: 'device' | 'cloud',
  form: Partial<TopicForm>,
): readonly TopicForm[] {
  const [asks, answers] = [{ isAlive: true }, { toDevice: true }];
  return [
    {
      topic: `${AT}/${topic}`,
      kind: 'request',
      ...ONE,
      identifier: topic,
      ...(by === 'device' ? asks : answers),
      request: { reply: `${AT}/${reply}`, id: '.id' },
      ...form,
    },
    {
      topic: `${AT}/${reply}`,
      kind: 'reply',
      about: { en: 'The reply; `id` is that of the request.', zh: '响应；`id` 与请求相同。' },
      ...ONE,
      identifier: topic,
      ...(by === 'device' ? answers : asks),
      reply: REPLY,
    },
  ];
}

/** Requests of the device with `/reply` after their topic. */
const DEVICE_ASKS = [
  'pack/post',
  'history/post',
  'property/desired/get',
  'property/desired/delete',
  'sub/topo/get',
  'sub/login',
  'sub/logout',
] as const;

export const oneNet: ConventionFile = {
  convention: 'onenet',
  name: 'OneNET',
  topics: [
    ...asked(['property/post', 'property/post/reply'], 'device', {
      kind: 'properties',
      about: { en: 'The device reports properties.', zh: '设备上报属性。' },
      parts: PARAMS,
    }),
    ...asked(['event/post', 'event/post/reply'], 'device', {
      kind: 'event',
      about: { en: 'The device reports an event.', zh: '设备上报事件。' },
    }),
    ...DEVICE_ASKS.flatMap((topic) =>
      asked([topic, `${topic}/reply`], 'device', {
        about: { en: 'The device asks or reports.', zh: '设备请求或上报。' },
      }),
    ),
    ...asked(['property/set', 'property/set_reply'], 'cloud', {
      kind: 'property set',
      about: { en: 'The cloud sets properties.', zh: '云端设置属性。' },
    }),
    ...asked(['property/get', 'property/get_reply'], 'cloud', {
      kind: 'property get',
      about: { en: 'The cloud asks for properties.', zh: '云端查询属性。' },
    }),
    ...asked(['service/{service}/invoke', 'service/{service}/invoke_reply'], 'cloud', {
      kind: 'service',
      about: { en: 'The cloud calls a service.', zh: '云端调用服务。' },
      identifier: '{service}',
    }),
    {
      topic: '$sys/{product}/{device}/dp/post/json',
      kind: 'data points',
      about: { en: 'Values of data streams.', zh: '上报数据点。' },
      ...ONE,
      isAlive: true,
      parts: { at: '.dp' },
      request: { reply: '$sys/{product}/{device}/dp/post/json/accepted', id: '.id' },
    },
    {
      topic: '$sys/{product}/{device}/dp/post/json/accepted',
      kind: 'data points accepted',
      about: { en: 'The values were stored.', zh: '数据点上报成功。' },
      ...ONE,
      toDevice: true,
      reply: { id: '.id' },
    },
    {
      topic: '$sys/{product}/{device}/dp/post/json/rejected',
      kind: 'data points rejected',
      about: { en: 'The values were refused, and why.', zh: '数据点上报失败及其原因。' },
      ...ONE,
      toDevice: true,
      reply: {
        id: '.id',
        on: '$sys/{product}/{device}/dp/post/json/accepted',
        code: '.err_code',
        failed: true,
        message: '.err_msg',
      },
    },
    {
      topic: '$sys/{product}/{device}/cmd/request/{id}',
      kind: 'command',
      about: { en: 'A command of the cloud.', zh: '云端命令。' },
      ...ONE,
      toDevice: true,
      request: { reply: '$sys/{product}/{device}/cmd/response/{id}', id: '{id}' },
    },
    {
      topic: '$sys/{product}/{device}/cmd/response/{id}',
      kind: 'command response',
      about: { en: 'The answer of the device.', zh: '设备对命令的应答。' },
      ...ONE,
      isAlive: true,
      reply: { id: '{id}' },
    },
    {
      topic: '$sys/{product}/{device}/cmd/response/{id}/{result:accepted|rejected}',
      kind: 'command answered',
      about: { en: 'Whether the cloud took the answer.', zh: '云端是否接受命令应答。' },
      ...ONE,
      toDevice: true,
    },
  ],
};
