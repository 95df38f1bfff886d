/** Baidu AI Cloud IoT Core (cloud.baidu.com/doc/IoTCore), and shadows of the older IoT Hub. */
import type { ConventionFile, TopicForm } from '../files/conventionFile.ts';

const ONE = { root: '$iot/{device}' } as const;
const VALUES = [
  { at: '.reported', under: 'reported' },
  { at: '.desired', under: 'desired' },
] as const;

/** @param id member that pairs a request with its answer */
function shadow(at: string, id: string): readonly TopicForm[] {
  const asks = `${at}/{what:update|get|delete}`;
  const accepted = `${at}/{what}/accepted`;
  const its = { root: at, identifier: '{what} shadow' };
  return [
    {
      topic: asks,
      kind: 'shadow request',
      about: { en: 'A request to the shadow.', zh: '对设备影子的请求。' },
      ...its,
      isAlive: true,
      parts: VALUES,
      request: { reply: accepted, id },
    },
    {
      topic: `${asks}/accepted`,
      kind: 'shadow accepted',
      about: { en: 'The request succeeded.', zh: '请求成功。' },
      ...its,
      toDevice: true,
      reply: { id },
    },
    {
      topic: `${asks}/rejected`,
      kind: 'shadow rejected',
      about: { en: 'The request was refused, and why.', zh: '请求被拒绝及其原因。' },
      ...its,
      toDevice: true,
      reply: { id, on: accepted, code: '.code', failed: true, message: '.message' },
    },
    {
      topic: `${at}/delta`,
      kind: 'shadow delta',
      about: { en: 'Where desired and reported state differ.', zh: '期望状态与上报状态的差异。' },
      ...its,
      identifier: 'delta',
      toDevice: true,
      parts: { at: '.desired', under: 'desired' },
    },
  ];
}

export const baiduIot: ConventionFile = {
  convention: 'baidu-iot',
  name: 'Baidu IoT Core',
  topics: [
    {
      topic: '$iot/{device}/events',
      kind: 'event',
      about: { en: 'A message for the cloud.', zh: '设备上行消息。' },
      ...ONE,
      isAlive: true,
      parts: { at: '' },
    },
    {
      topic: '$iot/{device}/msg',
      kind: 'message for the device',
      about: { en: 'A message from the cloud.', zh: '云端下发的消息。' },
      ...ONE,
      toDevice: true,
    },
    ...shadow('$iot/{device}/shadow', '.reqId'),
    ...shadow('$baidu/iot/shadow/{device}', '.requestId'),
    {
      topic: '$iot/{device}/user/{topic...}',
      kind: 'message',
      about: { en: 'A topic of the user.', zh: '自定义主题。' },
      ...ONE,
    },
  ],
};
