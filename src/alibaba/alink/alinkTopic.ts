/** Parses the platform's topics and describes their meaning. */
import type { DeviceName } from './deviceName.ts';
import { type AlinkTopicKind, TOPIC_FORMS } from './topicForms.ts';

export interface AlinkTopic extends Partial<DeviceName> {
  readonly kind: AlinkTopicKind;
  /** The side that publishes to it. `both`: a custom topic; the product's classes decide. */
  readonly from: 'device' | 'cloud' | 'both';
  /** Messages on it are replies to messages on `partner`. */
  readonly isReply: boolean;
  /** The topic of replies, or for replies the topic of their requests; undefined if there is none. */
  readonly partner: string | undefined;
  /** The event or service; the message id of an RRPC; the rest of a custom topic. */
  readonly identifier: string | undefined;
}

/** A topic that the platform provides for each device of any product. */
export interface PlatformTopic {
  readonly kind: AlinkTopicKind;
  readonly from: 'device' | 'cloud' | 'both';
  readonly isReply: boolean;
  /**
   * With the placeholder `${identifier}` for an event, a service or a message, and `${rest}` for further
   * levels.
   */
  readonly topic: string;
  /** The narrowest matching topic filter. */
  readonly filter: string;
  /** The same as in `AlinkTopic`, with placeholders. */
  readonly partner: string | undefined;
}

/** Values of the placeholders in a form. */
type Names = Partial<Record<string, string>>;

interface Shape extends Pick<PlatformTopic, 'kind' | 'from' | 'isReply' | 'partner'> {
  readonly form: string;
  /** Extracts the names from a topic. */
  readonly pattern: RegExp;
}

const LEVEL = '[^/]+';
const PATTERNS = new Map([
  ['pk', LEVEL],
  ['dn', LEVEL],
  ['id', LEVEL],
  ['rest', '[^]+'],
]);

/** Forms contain no special characters of patterns. */
function patternOf(form: string): RegExp {
  const source = form.replace(/\{(\w+)\}/g, (_whole, name: string) => {
    return `(?<${name}>${PATTERNS.get(name) ?? LEVEL})`;
  });
  return new RegExp(`^${source}$`);
}

/** Replies are first, because `{id}_reply` is narrower than `{id}`. */
const SHAPES: readonly Shape[] = TOPIC_FORMS.flatMap(({ kind, from, topic, reply, answeredOn }) => {
  const asked = {
    kind,
    from,
    isReply: false,
    form: topic,
    partner: reply ?? answeredOn,
    pattern: patternOf(topic),
  };
  if (reply === undefined) return [asked];
  const other = from === 'device' ? ('cloud' as const) : ('device' as const);
  const pattern = patternOf(reply);
  return [{ kind, from: other, isReply: true, form: reply, partner: topic, pattern }, asked];
});

/** By the first level, such as `sys`. */
const FAMILIES = new Map<string, Shape[]>();
for (const shape of SHAPES) {
  const name = shape.form.split('/')[1] ?? '';
  FAMILIES.set(name, [...(FAMILIES.get(name) ?? []), shape]);
}

function fill(form: string, names: Names): string {
  return form.replace(/\{(\w+)\}/g, (whole, name: string) => names[name] ?? whole);
}

/** `/{productKey}/{deviceName}/…`, regardless of the product's definitions. */
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
 * The meaning of a topic name, or of a filter for one kind of topic (`…/thing/event/+/post_reply`); undefined
 * if it is not a topic of the platform, or an unknown one of its families.
 */
export function alinkTopic(topic: string): AlinkTopic | undefined {
  if (!topic.startsWith('/')) return undefined;
  const family = FAMILIES.get(topic.slice(1, topic.indexOf('/', 1)));
  if (family === undefined) return customTopic(topic.split('/'));
  for (const { kind, from, isReply, partner, pattern } of family) {
    const found = pattern.exec(topic);
    if (found === null) continue;
    const names: Names = found.groups ?? {};
    return {
      kind,
      from,
      isReply,
      partner: partner === undefined ? undefined : fill(partner, names),
      identifier: names['id'] ?? names['rest'],
      ...(names['pk'] !== undefined && { productKey: names['pk'] }),
      ...(names['dn'] !== undefined && { deviceName: names['dn'] }),
    };
  }
  return undefined;
}

/** All topics of a device except its product's custom ones: each request after its replies. */
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

/** Kinds with exactly one request topic. */
export type SingleTopicKind = Exclude<
  AlinkTopicKind,
  | 'custom'
  | 'custom-rrpc'
  | 'unsupported'
  | 'model-get'
  | 'topology'
  | 'sub-device'
  | 'life-cycle'
  | 'register'
  | 'broadcast'
>;

/** The topic for a request of this kind; replies arrive on `alinkTopic(…).partner`. */
export function requestTopic(
  { productKey, deviceName }: DeviceName,
  kind: SingleTopicKind,
  identifier?: string,
): string {
  const form = TOPIC_FORMS.find((known) => known.kind === kind)?.topic ?? '';
  return fill(form, {
    pk: productKey,
    dn: deviceName,
    ...(identifier !== undefined && { id: identifier }),
  });
}

/** The value of `method` in messages on a topic and in their replies; undefined if the topic has none. */
export function methodOf(topic: string): string | undefined {
  const [, family, , , ...levels] = topic.split('/');
  if (family !== 'sys' || levels[0] !== 'thing') return undefined;
  return levels.join('.').replace(/_reply$/, '');
}
