/**
 * AWS IoT Core's reserved topics (docs.aws.amazon.com/iot, "Reserved topics"): shadows, jobs, presence. A
 * reply has the request's topic with `/accepted` or `/rejected` appended; `clientToken` pairs them.
 */
import type { Wording } from '../../engine/devices/device.ts';
import type { ConventionFile, TopicForm } from '../files/conventionFile.ts';

const THING = { root: '$aws/things/{device}' } as const;

const REPORTED = [
  { at: '.state.reported', under: 'reported' },
  { at: '.state.desired', under: 'desired' },
] as const;

/** Only the thing itself reports; other clients set the desired values. */
const REPORTS = {
  at: '',
  isOne: true,
  device: '{device}',
  ...THING,
  when: { at: '.state.reported' },
  isHeard: true,
  isAlive: true,
} as const;

/** Client token of a stream. */
const STREAM_ID = { id: '.c' } as const;

const ASKED = { id: '.clientToken' } as const;

function shadow(at: string, under: string, identifier: string): readonly TopicForm[] {
  const where =
    under === '' ? REPORTED : REPORTED.map((one) => ({ ...one, under: `${under}.${one.under}` }));
  const version = under === '' ? 'shadow version' : `version of ${under}`;
  return [
    {
      topic: `${at}/update/documents`,
      kind: 'shadow documents',
      about: {
        en: 'The shadow before and after a change.',
        zh: '变更前后的影子文档。',
      },
      ...THING,
      toDevice: true,
      facts: { [version]: '.current.version' },
      parts: where.map((one) => ({ ...one, at: one.at.replace('.state', '.current.state') })),
    },
    {
      topic: `${at}/update/delta`,
      kind: 'shadow delta',
      about: {
        en: 'Where desired and reported state differ.',
        zh: '期望状态与上报状态的差异。',
      },
      ...THING,
      toDevice: true,
      facts: { [version]: '.version' },
    },
    {
      topic: `${at}/{what:get|update|delete}`,
      kind: 'shadow request',
      about: { en: 'A request to the shadow service.', zh: '发给影子服务的请求。' },
      ...THING,
      identifier,
      toDevice: true,
      devices: REPORTS,
      request: { reply: `${at}/{what}/accepted`, ...ASKED },
    },
    {
      topic: `${at}/{what:get|update|delete}/accepted`,
      kind: 'shadow accepted',
      about: {
        en: 'The request succeeded: the state that now holds.',
        zh: '请求成功：当前生效的状态。',
      },
      ...THING,
      identifier,
      toDevice: true,
      facts: { [version]: '.version' },
      parts: where,
      reply: ASKED,
    },
    {
      topic: `${at}/{what:get|update|delete}/rejected`,
      kind: 'shadow rejected',
      about: { en: 'The request was refused, and why.', zh: '请求被拒绝及其原因。' },
      ...THING,
      identifier,
      toDevice: true,
      reply: {
        ...ASKED,
        on: `${at}/{what}/accepted`,
        code: '.code',
        failed: true,
        message: '.message',
      },
    },
  ];
}

/**
 * A request whose reply has no identifier, with `/accepted` or `/rejected` after its topic.
 * @param at the topic of the request
 */
function asked(at: string, kind: string, identifier: string, about: Wording): readonly TopicForm[] {
  // Templates have the names of levels without their alternatives.
  const accepted = `${at.replace(/\{(\w+):[^}]*\}/g, '{$1}')}/accepted`;
  return [
    {
      topic: `${at}/accepted`,
      kind: `${kind} accepted`,
      about: { en: 'The request succeeded.', zh: '请求成功。' },
      identifier,
      toDevice: true,
      reply: {},
    },
    {
      topic: `${at}/rejected`,
      kind: `${kind} rejected`,
      about: { en: 'The request was refused, and why.', zh: '请求被拒绝及其原因。' },
      identifier,
      toDevice: true,
      reply: {
        on: accepted,
        code: '.statusCode',
        failed: true,
        message: '.errorMessage',
      },
    },
    { topic: at, kind: `${kind} request`, about, identifier, request: { reply: accepted } },
  ];
}

export const awsIot: ConventionFile = {
  convention: 'aws-iot',
  name: 'AWS IoT',
  topics: [
    ...shadow('$aws/things/{device}/shadow', '', '{what} shadow'),
    ...shadow('$aws/things/{device}/shadow/name/{shadow}', '{shadow}', '{what} shadow {shadow}'),
    {
      topic: '$aws/things/{device}/jobs/{what:notify|notify-next}',
      kind: 'jobs changed',
      about: {
        en: 'The list of pending jobs, or the next of them, has changed.',
        zh: '待执行作业列表或下一个作业已变化。',
      },
      ...THING,
      toDevice: true,
      facts: { 'next job': '.execution.jobId' },
    },
    {
      topic: '$aws/things/{device}/jobs/{what...}/accepted',
      kind: 'jobs accepted',
      about: { en: 'The request succeeded.', zh: '请求成功。' },
      ...THING,
      identifier: '{what} job',
      toDevice: true,
      reply: ASKED,
    },
    {
      topic: '$aws/things/{device}/jobs/{what...}/rejected',
      kind: 'jobs rejected',
      about: { en: 'The request was refused, and why.', zh: '请求被拒绝及其原因。' },
      ...THING,
      identifier: '{what} job',
      toDevice: true,
      reply: {
        ...ASKED,
        on: '$aws/things/{device}/jobs/{what}/accepted',
        code: '.code',
        failed: true,
        message: '.message',
      },
    },
    {
      topic: '$aws/things/{device}/jobs/{what...}',
      kind: 'jobs request',
      about: {
        en: 'The device asks for jobs, or reports the progress of one.',
        zh: '设备查询作业或上报作业进度。',
      },
      ...THING,
      identifier: '{what} job',
      facts: { 'job status': '.status' },
      request: { reply: '$aws/things/{device}/jobs/{what}/accepted', ...ASKED },
    },
    ...asked(
      '$aws/certificates/{what:create|create-from-csr}/{encoding:json|cbor}',
      'certificate',
      '{what} certificate',
      {
        en: 'The device asks for a certificate of its own (fleet provisioning).',
        zh: '设备申请自己的证书（队列预配置）。',
      },
    ),
    ...asked(
      '$aws/provisioning-templates/{template}/provision/{encoding:json|cbor}',
      'provisioning',
      'provision {template}',
      {
        en: 'The device registers itself by a template (fleet provisioning).',
        zh: '设备按模板注册自身（队列预配置）。',
      },
    ),
    ...asked(
      '$aws/things/{device}/defender/metrics/{encoding:json|cbor}',
      'defender',
      'defender metrics',
      { en: 'Metrics for Device Defender.', zh: '上报给 Device Defender 的指标。' },
    ).map(({ reply, ...form }) => ({
      ...form,
      ...THING,
      ...(reply && {
        reply: {
          ...reply,
          code: '.statusDetails.ErrorCode',
          message: '.statusDetails.ErrorMessage',
        },
      }),
    })),
    {
      topic: '$aws/things/{device}/streams/{stream}/{what:get|describe}/{encoding:json|cbor}',
      kind: 'stream request',
      about: {
        en: 'The device asks for a part of a file, or for the files of a stream.',
        zh: '设备请求文件分块或文件流的说明。',
      },
      ...THING,
      identifier: '{what} {stream}',
      request: { reply: '$aws/things/{device}/streams/{stream}', ...STREAM_ID },
    },
    {
      topic: '$aws/things/{device}/streams/{stream}/{what:data|description}/{encoding:json|cbor}',
      kind: 'stream data',
      about: { en: 'A part of a file, or the files of a stream.', zh: '文件分块或文件流的说明。' },
      ...THING,
      identifier: '{stream}',
      toDevice: true,
      reply: { on: '$aws/things/{device}/streams/{stream}', ...STREAM_ID },
    },
    {
      topic: '$aws/things/{device}/streams/{stream}/rejected/{encoding:json|cbor}',
      kind: 'stream rejected',
      about: { en: 'The request was refused, and why.', zh: '请求被拒绝及其原因。' },
      ...THING,
      identifier: '{stream}',
      toDevice: true,
      reply: {
        on: '$aws/things/{device}/streams/{stream}',
        ...STREAM_ID,
        failed: true,
        message: '.m',
      },
    },
    {
      topic: '$aws/events/presence/{presence:connected|disconnected}/{device}',
      kind: 'presence',
      about: {
        en: 'A client has connected or disconnected; its identifier is usually the name of the thing.',
        zh: '客户端已连接或断开；其标识通常就是物品名称。',
      },
      ...THING,
      toDevice: true,
      state: {
        at: '{presence}',
        is: { connected: 'online', disconnected: 'offline' },
      },
      facts: { 'disconnect reason': '.disconnectReason', address: '.ipAddress' },
    },
    {
      topic: '$aws/events/{what...}',
      kind: 'event',
      about: {
        en: 'Something has happened in the registry or to a job.',
        zh: '注册表或作业的事件。',
      },
    },
    {
      topic: '$aws/rules/{rule}/{rest...}',
      kind: 'basic ingest',
      about: {
        en: 'Goes to a rule and past the broker: nobody else receives it.',
        zh: '直接送入规则，不经消息代理，其他订阅者收不到。',
      },
      toDevice: true,
    },
  ],
};
