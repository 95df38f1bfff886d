/** The table of all platform topics, as forms with placeholders. Custom topics belong to products. */

/**
 * A topic, and the topic of its replies if it has one. `{pk}`, `{dn}`: product key and device name; `{id}`:
 * of an event, a service or a message; `{rest}`: one or more levels.
 */
interface TopicForm {
  readonly kind: string;
  /** The side that sends the request. `both`: either side. */
  readonly from: 'device' | 'cloud' | 'both';
  readonly topic: string;
  /** A reply topic for this form only. */
  readonly reply?: string;
  /** A reply topic with its own entry in the list. */
  readonly answeredOn?: string;
  /**
   * Contents of its messages. `named`: parameters and data have members defined by the protocol; `any`: free
   * content. Absent: defined by the thing model, or by the kind.
   */
  readonly content?: 'named' | 'any';
}

const THING = '/sys/{pk}/{dn}/thing';

function pair<const K extends string>(
  kind: K,
  from: 'device' | 'cloud',
  topic: string,
  content?: TopicForm['content'],
) {
  return { kind, from, topic, reply: `${topic}_reply`, ...(content !== undefined && { content }) };
}

/** Forms without placeholders are before forms with one. */
const FORMS = [
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
  pair('tags-update', 'device', `${THING}/deviceinfo/update`, 'named'),
  pair('tags-delete', 'device', `${THING}/deviceinfo/delete`, 'named'),
  pair('config-get', 'device', `${THING}/config/get`, 'named'),
  pair('config-push', 'cloud', `${THING}/config/push`, 'named'),
  pair('ota-get', 'device', `${THING}/ota/firmware/get`, 'named'),
  pair('file-download', 'device', `${THING}/file/download`, 'named'),
  pair('file-upload', 'device', `${THING}/file/upload/mqtt/init`, 'named'),
  pair('file-upload', 'device', `${THING}/file/upload/mqtt/send`, 'named'),
  pair('file-upload', 'device', `${THING}/file/upload/mqtt/cancel`, 'named'),
  pair('log-config-get', 'device', `${THING}/config/log/get`, 'named'),
  { kind: 'log-config-push', from: 'cloud', topic: `${THING}/config/log/push`, content: 'named' },
  pair('log-post', 'device', `${THING}/log/post`, 'named'),
  pair('model-get', 'device', `${THING}/dsltemplate/get`, 'any'),
  pair('model-get', 'device', `${THING}/dynamicTsl/get`, 'any'),
  // Services of the cloud, used by the vendor's SDKs, that the local platform does not have.
  { kind: 'unsupported', from: 'both', topic: `${THING}/job/{rest}`, content: 'any' },
  { kind: 'unsupported', from: 'both', topic: `${THING}/bootstrap/{rest}`, content: 'any' },
  { kind: 'unsupported', from: 'both', topic: `${THING}/network/{rest}`, content: 'any' },
  { kind: 'unsupported', from: 'both', topic: `${THING}/lan/{rest}`, content: 'any' },
  { kind: 'unsupported', from: 'both', topic: `${THING}/awss/{rest}`, content: 'any' },
  { kind: 'unsupported', from: 'both', topic: '/sys/{pk}/{dn}/_thing/{rest}', content: 'any' },
  pair('raw-up', 'device', `${THING}/model/up_raw`, 'any'),
  pair('raw-down', 'cloud', `${THING}/model/down_raw`, 'any'),
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
    topic: '/ext/rrpc/{id}/sys/{pk}/{dn}/{rest}',
    answeredOn: '/ext/rrpc/{id}/sys/{pk}/{dn}/{rest}',
    content: 'any',
  },
  {
    kind: 'custom-rrpc',
    from: 'both',
    topic: '/ext/rrpc/{id}/{pk}/{dn}/{rest}',
    answeredOn: '/ext/rrpc/{id}/{pk}/{dn}/{rest}',
    content: 'any',
  },
  { kind: 'register', from: 'cloud', topic: '/ext/register' },
  { kind: 'register', from: 'cloud', topic: '/ext/regnwl' },
  {
    kind: 'shadow',
    from: 'device',
    topic: '/shadow/update/{pk}/{dn}',
    reply: '/shadow/get/{pk}/{dn}',
  },
  { kind: 'ota-inform', from: 'device', topic: '/ota/device/inform/{pk}/{dn}', content: 'named' },
  {
    kind: 'ota-progress',
    from: 'device',
    topic: '/ota/device/progress/{pk}/{dn}',
    content: 'named',
  },
  { kind: 'ota-upgrade', from: 'cloud', topic: '/ota/device/upgrade/{pk}/{dn}', content: 'named' },
  // Firmware is also announced on the reply topic without a request, so such messages count as no reply.
  {
    kind: 'ota-request',
    from: 'device',
    topic: '/ota/device/request/{pk}/{dn}',
    answeredOn: '/ota/device/upgrade/{pk}/{dn}',
    content: 'named',
  },
  { kind: 'broadcast', from: 'cloud', topic: '/broadcast/{pk}/{rest}', content: 'any' },
] as const satisfies readonly TopicForm[];

/** `custom`: a topic that a product defines. */
export type AlinkTopicKind = (typeof FORMS)[number]['kind'] | 'custom';

export const TOPIC_FORMS: readonly (TopicForm & { readonly kind: AlinkTopicKind })[] = FORMS;

const CONTENTS: ReadonlyMap<string, TopicForm['content']> = new Map<string, TopicForm['content']>([
  ...TOPIC_FORMS.map(({ kind, content }) => [kind, content] as const),
  ['custom', 'any'],
]);

export const isAlinkKind = (kind: string): kind is AlinkTopicKind => CONTENTS.has(kind);

export const contentOf = (kind: AlinkTopicKind): TopicForm['content'] => CONTENTS.get(kind);
