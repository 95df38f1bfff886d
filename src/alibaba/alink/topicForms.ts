/** Every topic that the platform has, as forms with places for names. Custom topics are the product's. */
import type { AlinkTopicKind } from './alinkTopic.ts';

/**
 * One topic and, where there is one, the topic of its answers. `{pk}`, `{dn}`: product key and device name;
 * `{id}`: of an event, a service or a message; `{rest}`: one or more levels.
 */
export interface TopicForm {
  readonly kind: AlinkTopicKind;
  /** Who begins. `both`: either side publishes to it. */
  readonly from: 'device' | 'cloud' | 'both';
  readonly topic: string;
  /** A topic of its own. */
  readonly reply?: string;
  /** A topic that stands in the list by itself. */
  readonly answeredOn?: string;
}

const THING = '/sys/{pk}/{dn}/thing';

function pair(kind: AlinkTopicKind, from: 'device' | 'cloud', topic: string): TopicForm {
  return { kind, from, topic, reply: `${topic}_reply` };
}

/** Forms that name one topic come before those with a place for any name. */
export const TOPIC_FORMS: readonly TopicForm[] = [
  pair('property-post', 'device', `${THING}/event/property/post`),
  pair('batch-post', 'device', `${THING}/event/property/batch/post`),
  pair('pack-post', 'device', `${THING}/event/property/pack/post`),
  pair('history-post', 'device', `${THING}/event/property/history/post`),
  pair('event-post', 'device', `${THING}/event/{id}/post`),
  pair('property-set', 'cloud', `${THING}/service/property/set`),
  pair('service', 'cloud', `${THING}/service/{id}`),
  pair('desired-get', 'device', `${THING}/property/desired/get`),
  pair('desired-delete', 'device', `${THING}/property/desired/delete`),
  pair('tags-get', 'device', `${THING}/deviceinfo/get`),
  pair('tags-update', 'device', `${THING}/deviceinfo/update`),
  pair('tags-delete', 'device', `${THING}/deviceinfo/delete`),
  pair('config-get', 'device', `${THING}/config/get`),
  pair('config-push', 'cloud', `${THING}/config/push`),
  pair('ota-get', 'device', `${THING}/ota/firmware/get`),
  pair('file-download', 'device', `${THING}/file/download`),
  pair('file-upload', 'device', `${THING}/file/upload/mqtt/init`),
  pair('file-upload', 'device', `${THING}/file/upload/mqtt/send`),
  pair('file-upload', 'device', `${THING}/file/upload/mqtt/cancel`),
  pair('log-config-get', 'device', `${THING}/config/log/get`),
  { kind: 'log-config-push', from: 'cloud', topic: `${THING}/config/log/push` },
  pair('log-post', 'device', `${THING}/log/post`),
  pair('raw-up', 'device', `${THING}/model/up_raw`),
  pair('raw-down', 'cloud', `${THING}/model/down_raw`),
  pair('life-cycle', 'cloud', `${THING}/disable`),
  pair('life-cycle', 'cloud', `${THING}/enable`),
  pair('life-cycle', 'cloud', `${THING}/delete`),
  pair('topology', 'device', `${THING}/topo/add`),
  pair('topology', 'device', `${THING}/topo/delete`),
  pair('topology', 'device', `${THING}/topo/get`),
  pair('topology', 'device', `${THING}/list/found`),
  pair('topology', 'cloud', `${THING}/topo/add/notify`),
  pair('topology', 'cloud', `${THING}/topo/change`),
  pair('register', 'device', `${THING}/sub/register`),
  {
    kind: 'rrpc',
    from: 'cloud',
    topic: '/sys/{pk}/{dn}/rrpc/request/{id}',
    reply: '/sys/{pk}/{dn}/rrpc/response/{id}',
  },
  {
    kind: 'ntp',
    from: 'device',
    topic: '/ext/ntp/{pk}/{dn}/request',
    reply: '/ext/ntp/{pk}/{dn}/response',
  },
  pair('batch-login', 'device', '/ext/session/{pk}/{dn}/combine/batch_login'),
  pair('batch-logout', 'device', '/ext/session/{pk}/{dn}/combine/batch_logout'),
  pair('sub-device', 'device', '/ext/session/{pk}/{dn}/combine/login'),
  pair('sub-device', 'device', '/ext/session/{pk}/{dn}/combine/logout'),
  { kind: 'sub-device', from: 'cloud', topic: '/ext/error/{pk}/{dn}' },
  {
    kind: 'custom-rrpc',
    from: 'both',
    topic: '/ext/rrpc/{id}/{pk}/{dn}/{rest}',
    answeredOn: '/ext/rrpc/{id}/{pk}/{dn}/{rest}',
  },
  { kind: 'register', from: 'cloud', topic: '/ext/register' },
  { kind: 'register', from: 'cloud', topic: '/ext/regnwl' },
  {
    kind: 'shadow',
    from: 'device',
    topic: '/shadow/update/{pk}/{dn}',
    reply: '/shadow/get/{pk}/{dn}',
  },
  { kind: 'ota-inform', from: 'device', topic: '/ota/device/inform/{pk}/{dn}' },
  { kind: 'ota-progress', from: 'device', topic: '/ota/device/progress/{pk}/{dn}' },
  { kind: 'ota-upgrade', from: 'cloud', topic: '/ota/device/upgrade/{pk}/{dn}' },
  // Answered where firmware is announced unasked, too, which therefore is nobody's reply.
  {
    kind: 'ota-request',
    from: 'device',
    topic: '/ota/device/request/{pk}/{dn}',
    answeredOn: '/ota/device/upgrade/{pk}/{dn}',
  },
  { kind: 'broadcast', from: 'cloud', topic: '/broadcast/{pk}/{rest}' },
];
