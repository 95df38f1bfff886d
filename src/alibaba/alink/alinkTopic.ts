/** What a topic of the platform means. */
import type { DeviceName } from '../identity.ts';
import { TOPIC_FORMS } from './topicForms.ts';

export type AlinkTopicKind =
  | 'property-post'
  | 'property-set'
  | 'event-post'
  | 'service'
  | 'desired-get'
  | 'desired-delete'
  | 'tags-update'
  | 'tags-delete'
  | 'config-get'
  | 'config-push'
  | 'raw-up'
  | 'raw-down'
  | 'life-cycle'
  | 'ntp'
  | 'shadow'
  | 'ota-inform'
  | 'ota-progress'
  | 'ota-request'
  | 'ota-upgrade'
  | 'rrpc'
  | 'custom-rrpc'
  | 'topology'
  | 'sub-device'
  | 'broadcast'
  | 'register'
  | 'custom';

export interface AlinkTopic extends Partial<DeviceName> {
  readonly kind: AlinkTopicKind;
  /** Who publishes to it: the device or the platform. `both`: a custom topic, of which the product's classes decide. */
  readonly from: 'device' | 'cloud' | 'both';
  /** It carries the answer to a message on `partner`. */
  readonly isReply: boolean;
  /** Where its answers go, or where what it answers came from; undefined: there is no such topic. */
  readonly partner: string | undefined;
  /** Of the event or service; the message id of an RRPC; the rest of a custom topic. */
  readonly identifier: string | undefined;
}

/** A topic that the platform has for each of its devices, whatever its product. */
export interface PlatformTopic {
  readonly kind: AlinkTopicKind;
  readonly from: 'device' | 'cloud' | 'both';
  readonly isReply: boolean;
  /** With `${identifier}` in place of an event's, a service's or a message's, and `${rest}` of any further levels. */
  readonly topic: string;
  /** The narrowest topic filter for it. */
  readonly filter: string;
  /** As in `AlinkTopic`, with the same places. */
  readonly partner: string | undefined;
}

interface Names {
  pk: string | undefined;
  dn: string | undefined;
  id: string | undefined;
  rest: string | undefined;
}

/** A form cut into levels. */
interface Shape extends Pick<PlatformTopic, 'kind' | 'from' | 'isReply' | 'partner'> {
  readonly form: string;
  readonly levels: readonly string[];
}

/** Answers first: `{id}_reply` is narrower than `{id}`. */
const SHAPES: readonly Shape[] = TOPIC_FORMS.flatMap(({ kind, from, topic, reply, answeredOn }) => {
  const asked = { kind, from, isReply: false, form: topic, partner: reply ?? answeredOn };
  if (reply === undefined) return [{ ...asked, levels: topic.split('/') }];
  const other = from === 'device' ? ('cloud' as const) : ('device' as const);
  return [
    { kind, from: other, isReply: true, form: reply, partner: topic, levels: reply.split('/') },
    { ...asked, levels: topic.split('/') },
  ];
});

/** By the first level, `sys` and its like. */
const FAMILIES = new Map<string, Shape[]>();
for (const shape of SHAPES) {
  const name = shape.levels[1] ?? '';
  FAMILIES.set(name, [...(FAMILIES.get(name) ?? []), shape]);
}

const PLACE = /^\{(pk|dn|id)\}(_reply)?$/;

function takeLevel(form: string, level: string, names: Names): boolean {
  const place = PLACE.exec(form);
  if (place === null) return form === level;
  const [, name, suffix = ''] = place;
  if (!level.endsWith(suffix) || level.length === suffix.length) return false;
  const value = suffix === '' ? level : level.slice(0, -suffix.length);
  if (name === 'pk') names.pk = value;
  else if (name === 'dn') names.dn = value;
  else names.id = value;
  return true;
}

function match({ levels: form }: Shape, levels: readonly string[]): Names | undefined {
  const names: Names = { pk: undefined, dn: undefined, id: undefined, rest: undefined };
  const isOpen = form.at(-1) === '{rest}';
  const fixed = isOpen ? form.length - 1 : form.length;
  if (isOpen ? levels.length <= fixed : levels.length !== fixed) return undefined;
  for (let at = 1; at < fixed; at++) {
    if (!takeLevel(form[at] ?? '', levels[at] ?? '', names)) return undefined;
  }
  if (isOpen) names.rest = levels.slice(fixed).join('/');
  return names;
}

function fill(form: string, names: Names): string {
  return form.replace(/\{(pk|dn|id|rest)\}/g, (whole, name: string) => {
    if (name === 'pk') return names.pk ?? whole;
    if (name === 'dn') return names.dn ?? whole;
    return (name === 'id' ? names.id : names.rest) ?? whole;
  });
}

/** `/{productKey}/{deviceName}/…`, whatever the product has defined. */
function customTopic(levels: readonly string[]): AlinkTopic | undefined {
  const [, productKey, deviceName, ...rest] = levels;
  if (!productKey || !deviceName || rest.length === 0 || rest[0] === '') return undefined;
  return {
    kind: 'custom',
    from: 'both',
    isReply: false,
    partner: undefined,
    identifier: rest.join('/'),
    productKey,
    deviceName,
  };
}

/**
 * The meaning of a topic name, or of a filter that names one kind of topic (`…/thing/event/+/post_reply`);
 * undefined: no topic of the platform, or an unknown one of its families.
 */
export function alinkTopic(topic: string): AlinkTopic | undefined {
  const levels = topic.split('/');
  if (levels[0] !== '' || levels.length < 3) return undefined;
  const family = FAMILIES.get(levels[1] ?? '');
  if (family === undefined) return customTopic(levels);
  for (const shape of family) {
    const names = match(shape, levels);
    if (names === undefined) continue;
    const { kind, from, isReply, partner } = shape;
    return {
      kind,
      from,
      isReply,
      partner: partner === undefined ? undefined : fill(partner, names),
      identifier: names.id ?? names.rest,
      ...(names.pk !== undefined && { productKey: names.pk }),
      ...(names.dn !== undefined && { deviceName: names.dn }),
    };
  }
  return undefined;
}

/** All topics of a device but its product's custom ones: requests, each behind its answers. */
export function topicsOf({ productKey, deviceName }: DeviceName): readonly PlatformTopic[] {
  const names = { pk: productKey, dn: deviceName };
  const readable = { ...names, id: '${identifier}', rest: '${rest}' };
  return SHAPES.map(({ kind, from, isReply, form, partner }) => ({
    kind,
    from,
    isReply,
    topic: fill(form, readable),
    filter: fill(form.replace('{id}_reply', '+'), { ...names, id: '+', rest: '#' }),
    partner: partner === undefined ? undefined : fill(partner, readable),
  }));
}

/** Kinds with one topic to begin with. */
export type SingleTopicKind = Exclude<
  AlinkTopicKind,
  'custom' | 'custom-rrpc' | 'topology' | 'sub-device' | 'life-cycle' | 'register' | 'broadcast'
>;

/** Where a request of that kind goes; its answers go to `alinkTopic(…).partner`. */
export function requestTopic(
  { productKey, deviceName }: DeviceName,
  kind: SingleTopicKind,
  identifier?: string,
): string {
  const form = TOPIC_FORMS.find((known) => known.kind === kind)?.topic ?? '';
  return fill(form, { pk: productKey, dn: deviceName, id: identifier, rest: undefined });
}

/** What `method` says in messages on a topic and in their answers; undefined: the topic has none. */
export function methodOf(topic: string): string | undefined {
  const [, family, , , ...levels] = topic.split('/');
  if (family !== 'sys' || levels[0] !== 'thing') return undefined;
  return levels.join('.').replace(/_reply$/, '');
}
