/** The messages of a device as templates: what it publishes on a topic of the platform. */
import { type AlinkTopic, alinkTopic, methodOf } from './alinkTopic.ts';
import type { ThingModel, ThingValue } from './thingModel.ts';
import { literal, valuesTemplate } from './valueTemplate.ts';

export interface DeviceMessage {
  /** Operation on the shadow. Undefined: the topic has this message only. */
  readonly operation: 'get' | 'update' | 'delete' | undefined;
  /** Template of JSON. */
  readonly template: string;
}

/** Values of properties by identifier. */
type Values = Readonly<Record<string, unknown>>;

/**
 * Empty for topics of the platform's side and of other kinds.
 * @param model of the topic's product
 * @param set values that the platform has set, which the device reports from then on
 */
export function deviceMessages(
  name: string,
  model: ThingModel | undefined,
  set: Values = {},
): readonly DeviceMessage[] {
  const topic = name.startsWith('/') ? alinkTopic(name) : undefined;
  if (topic === undefined) return [];
  const only = (template: string) => [{ operation: undefined, template }] as const;
  const { properties = [] } = model ?? {};
  if (topic.isReply) {
    if (topic.from !== 'device' || !isCall(topic) || topic.partner === undefined) return [];
    return only(
      replyTemplate(`{{last ${word(topic.partner)} id}}`, outputOf(topic, undefined, model)),
    );
  }
  if (topic.from !== 'device') return [];
  if (topic.kind === 'property-post')
    return only(request(name, valuesTemplate(properties, set, 2)));
  if (topic.kind === 'event-post') {
    const event = model?.events.find(({ identifier }) => identifier === topic.identifier);
    const value = valuesTemplate(event?.output ?? [], {}, 4);
    return only(request(name, `{\n    "value": ${value},\n    "time": {{now}}\n  }`));
  }
  if (topic.kind === 'ntp') return only('{\n  "deviceSendTime": "{{now}}"\n}');
  return topic.kind === 'shadow' ? shadowMessages(valuesTemplate(properties, set, 4)) : [];
}

/** Version 1.0, with an id that counts up. */
function request(topic: string, params: string): string {
  return `{
  "id": "{{n}}",
  "version": "1.0",
  "params": ${params},
  "method": ${literal(methodOf(topic) ?? '')}
}`;
}

/** An update has a version above that of the shadow. The text null, not the value, clears what was reported. */
function shadowMessages(reported: string): readonly DeviceMessage[] {
  return [
    { operation: 'get', template: '{\n  "method": "get"\n}' },
    {
      operation: 'update',
      template: `{
  "method": "update",
  "state": {
    "reported": ${reported}
  },
  "version": {{n}}
}`,
    },
    {
      operation: 'delete',
      template: `{
  "method": "delete",
  "state": {
    "reported": "null"
  },
  "version": {{n}}
}`,
    },
  ];
}

/** @param id JSON text, or a template of it */
export function replyTemplate(id: string | undefined, output: readonly ThingValue[]): string {
  const first = id === undefined ? '' : `\n  "id": ${id},`;
  return `{${first}\n  "code": 200,\n  "data": ${valuesTemplate(output, {}, 2)}\n}`;
}

/** True for property sets, services and synchronous calls, and for the replies to them. */
export const isCall = ({ kind }: Pick<AlinkTopic, 'kind'>): boolean =>
  kind === 'property-set' || kind === 'service' || kind === 'rrpc' || kind === 'custom-rrpc';

/** Reply data of a service by the model. @param method of the call, which names the service of a synchronous one */
export function outputOf(
  { kind, identifier }: Pick<AlinkTopic, 'kind' | 'identifier'>,
  method: string | undefined,
  model: ThingModel | undefined,
): readonly ThingValue[] {
  const isSync = kind === 'rrpc' || kind === 'custom-rrpc';
  const called = isSync ? method?.replace(/^thing\.service\./, '') : identifier;
  if (kind === 'property-set') return [];
  return model?.services.find((service) => service.identifier === called)?.output ?? [];
}

/** A word of a template. */
const word = (text: string): string => (/[\s"'{}]/.test(text) ? JSON.stringify(text) : text);
