/** Explains the members of an Alink message by their place in the payload. */

import { type JsonTree, jsonTree } from '../../payload/json/jsonTree.ts';
import { type AlinkTopic, alinkTopic } from './alinkTopic.ts';
import type { ThingModel, ThingType, ThingValue } from './thingModel.ts';
import { contentOf } from './topicForms.ts';

/** Members defined by the protocol itself. */
export type KnownField =
  | 'id'
  | 'version'
  | 'method'
  | 'params'
  | 'code'
  | 'data'
  | 'message'
  | 'sys'
  | 'ack'
  | 'value'
  | 'time'
  | 'deviceSendTime'
  | 'serverRecvTime'
  | 'serverSendTime'
  | 'shadowMethod'
  | 'shadowVersion'
  | 'shadowPayload'
  | 'state'
  | 'reported'
  | 'desired'
  | 'metadata'
  | 'status'
  | 'content'
  | 'errorcode'
  | 'errormessage'
  | 'timestamp'
  | 'attrKey'
  | 'attrValue'
  | 'firmwareVersion'
  | 'step'
  | 'url'
  | 'size'
  | 'sign'
  | 'signMethod'
  | 'configId'
  | 'configScope'
  | 'getType'
  | 'isDiff'
  | 'md5'
  | 'module'
  | 'desc'
  | 'extData'
  | 'dProtocol'
  | 'streamId'
  | 'streamFileId'
  | 'fileBlock'
  | 'offset'
  | 'utcTime'
  | 'logLevel'
  | 'traceContext'
  | 'logContent'
  | 'mode'
  | 'fileName'
  | 'fileSize'
  | 'conflictStrategy'
  | 'uploadId'
  | 'bSize'
  | 'isComplete'
  | 'complete';

export type FieldMeaning =
  | { readonly kind: 'known'; readonly field: KnownField }
  | { readonly kind: 'code'; readonly code: number; readonly ofShadow: boolean }
  /** `chosen`: name of the value, for an enum or a bool. */
  | {
      readonly kind: 'value';
      readonly name: string;
      readonly unit: string | undefined;
      readonly chosen: string | undefined;
    }
  | { readonly kind: 'unmodelled' };

/** By the first byte of a member in the payload, which is its key's quotation mark. */
export type FieldMeanings = ReadonlyMap<number, FieldMeaning>;

export const NO_MEANINGS: FieldMeanings = new Map();

/** Byte limit, which is the platform's. */
const LARGEST = 256 * 1024;
const DEEPEST = 6;
/** Nesting limit, including lists in lists. */
const DEEPEST_LISTS = 100;
const MOST = 2000;

/** @param model of the topic's product */
export function fieldMeanings(
  topicName: string,
  payload: Uint8Array,
  model: ThingModel | undefined,
): FieldMeanings {
  const topic = topicName.startsWith('/') ? alinkTopic(topicName) : undefined;
  if (topic === undefined || payload.length > LARGEST || contentOf(topic.kind) === 'any')
    return NO_MEANINGS;
  const result = jsonTree(payload);
  if (!result.ok) return NO_MEANINGS;
  const walk = new Walk(result.tree, topic, model);
  walk.members(0, []);
  return walk.found;
}

const ENVELOPE: ReadonlyMap<string, KnownField> = new Map(
  (['id', 'version', 'method', 'params', 'code', 'data', 'message', 'sys'] as const).map((name) => [
    name,
    name,
  ]),
);
const NTP: ReadonlyMap<string, KnownField> = new Map(
  (['deviceSendTime', 'serverRecvTime', 'serverSendTime'] as const).map((name) => [name, name]),
);
const SHADOW: ReadonlyMap<string, KnownField> = new Map<string, KnownField>([
  ['method', 'shadowMethod'],
  ['version', 'shadowVersion'],
  ['timestamp', 'timestamp'],
  ['state', 'state'],
  ['payload', 'shadowPayload'],
]);
/** Members anywhere in a shadow message except below reported and desired. */
const IN_SHADOW: ReadonlyMap<string, KnownField> = new Map(
  (
    [
      'state',
      'reported',
      'desired',
      'metadata',
      'status',
      'content',
      'errorcode',
      'errormessage',
      'timestamp',
    ] as const
  ).map((name) => [name, name]),
);
const IN_PARAMS: ReadonlyMap<string, KnownField> = new Map<string, KnownField>([
  ...(
    [
      'attrKey',
      'attrValue',
      'step',
      'url',
      'size',
      'sign',
      'signMethod',
      'configId',
      'configScope',
      'getType',
      'isDiff',
      'md5',
      'module',
      'desc',
      'extData',
      'dProtocol',
      'streamId',
      'streamFileId',
      'fileBlock',
      'offset',
      'utcTime',
      'logLevel',
      'traceContext',
      'logContent',
      'mode',
      'fileName',
      'fileSize',
      'conflictStrategy',
      'uploadId',
      'bSize',
      'isComplete',
      'complete',
    ] as const
  ).map((name) => [name, name] as const),
  ['version', 'firmwareVersion'],
  ['fileId', 'streamFileId'],
  ['fileUrl', 'url'],
  ['fileMd5', 'md5'],
  ['fileSign', 'sign'],
]);
class Walk {
  readonly found = new Map<number, FieldMeaning>();
  readonly #tree: JsonTree;
  readonly #topic: AlinkTopic;
  readonly #model: ThingModel | undefined;
  readonly #service: string | undefined;

  constructor(tree: JsonTree, topic: AlinkTopic, model: ThingModel | undefined) {
    this.#tree = tree;
    this.#topic = topic;
    this.#model = model;
    this.#service = this.#serviceOf();
  }

  /** @param depth including lists, which add nothing to the path */
  members(row: number, path: readonly string[], depth = 0): void {
    if (path.length >= DEEPEST || depth >= DEEPEST_LISTS) return;
    for (const child of this.#tree.childRows(row)) {
      if (this.found.size >= MOST) return;
      const { key, keyStart } = this.#tree.node(child);
      const below = key === undefined ? path : [...path, key];
      const meaning = key === undefined ? undefined : this.#meaning(below, child);
      if (meaning !== undefined) this.found.set(keyStart - 1, meaning);
      this.members(child, below, depth + 1);
    }
  }

  /** For an RRPC, the method names the service. */
  #serviceOf(): string | undefined {
    const { kind, identifier } = this.#topic;
    if (kind === 'service') return identifier;
    if (kind !== 'rrpc') return undefined;
    const method = [...this.#tree.childRows(0)].find((row) => this.#tree.key(row) === 'method');
    const name = method === undefined ? undefined : this.#tree.string(method);
    return /^thing\.service\.(.+)$/.exec(name ?? '')?.[1];
  }

  #meaning(path: readonly string[], row: number): FieldMeaning | undefined {
    const [first = '', second = '', third = ''] = path;
    const { kind } = this.#topic;
    if (kind === 'ntp') return path.length === 1 ? known(NTP.get(first)) : undefined;
    if (kind === 'shadow') return this.#inShadow(path, row);
    if (path.length === 1)
      return first === 'code' ? this.#code(row, false) : known(ENVELOPE.get(first));
    if (first === 'sys') return second === 'ack' ? known('ack') : undefined;
    if (contentOf(kind) === 'named') return known(IN_PARAMS.get(path.at(-1) ?? ''));
    if (first !== 'params' && first !== 'data') return undefined;
    if (path.length === 2) return this.#value(first, second, row);
    const isWrapped = kind === 'property-post' || second === 'value';
    if (path.length !== 3 || !isWrapped) return undefined;
    if (kind === 'event-post')
      return second === 'value' ? this.#value(first, third, row) : undefined;
    if (kind !== 'property-post') return undefined;
    return third === 'value' || third === 'time' ? known(third) : undefined;
  }

  #value(part: 'params' | 'data', name: string, row: number): FieldMeaning | undefined {
    const { kind } = this.#topic;
    if (kind === 'event-post' && part === 'params' && (name === 'value' || name === 'time')) {
      return known(name);
    }
    const said = this.#knownIn(part);
    if (said === undefined) return undefined;
    const value = said.find(({ identifier }) => identifier === name);
    return value === undefined ? { kind: 'unmodelled' } : this.#modelled(value, row);
  }

  /** Members that the model defines there; undefined if it defines none. */
  #knownIn(part: 'params' | 'data'): readonly ThingValue[] | undefined {
    const { kind, identifier } = this.#topic;
    const model = this.#model;
    if (model === undefined) return undefined;
    if (kind === 'property-post' || kind === 'property-set') {
      return part === 'params' ? model.properties : undefined;
    }
    if (kind === 'desired-get') return part === 'data' ? model.properties : undefined;
    if (kind === 'event-post') {
      const event = model.events.find((each) => each.identifier === identifier);
      return part === 'params' ? event?.output : undefined;
    }
    const service = model.services.find((each) => each.identifier === this.#service);
    return part === 'params' ? service?.input : service?.output;
  }

  #modelled({ name, type }: ThingValue, row: number): FieldMeaning {
    const unit = 'unit' in type ? type.unit : undefined;
    return { kind: 'value', name, unit, chosen: this.#chosen(type, row) };
  }

  #chosen(type: ThingType, row: number): string | undefined {
    if (type.type !== 'enum' && type.type !== 'bool') return undefined;
    return type.names.get(Number(this.#tree.source(row)));
  }

  #code(row: number, ofShadow: boolean): FieldMeaning {
    const code = Number(this.#tree.string(row) ?? this.#tree.source(row));
    return Number.isInteger(code)
      ? { kind: 'code', code, ofShadow }
      : { kind: 'known', field: ofShadow ? 'errorcode' : 'code' };
  }

  #inShadow(path: readonly string[], row: number): FieldMeaning | undefined {
    const name = path.at(-1) ?? '';
    if (path.length === 1) return known(SHADOW.get(name));
    const inside = path.slice(0, -1);
    if (inside.includes('metadata')) return undefined;
    const parent = inside.at(-1);
    if (parent === 'reported' || parent === 'desired') {
      const value = this.#model?.properties.find(({ identifier }) => identifier === name);
      return value && this.#modelled(value, row);
    }
    if (inside.includes('reported') || inside.includes('desired')) return undefined;
    if (name === 'errorcode') return this.#code(row, true);
    if (name === 'version') return known('shadowVersion');
    return known(IN_SHADOW.get(name));
  }
}

function known(field: KnownField | undefined): FieldMeaning | undefined {
  return field && { kind: 'known', field };
}
