/** Keys that templates need, and whether a message on their topic had them. */
import type { ValuePath } from '../../payload/tree/valueTree.ts';
import { type Finding, shown } from './finding.ts';
import type { HeardPayload } from './heardPayload.ts';
import { pathText } from './valuePlace.ts';

/** What a message lacks. */
type Lack = 'key' | 'json';

type Place = Pick<HeardPayload, 'number' | 'stream' | 'time'>;

export class NamedKey {
  readonly #topic: string;
  readonly #path: ValuePath;
  /** A message had the key. Then its absence from another one means nothing. */
  hasCome = false;
  #first: (Place & { readonly lack: Lack }) | undefined;

  constructor(topic: string, path: ValuePath) {
    this.#topic = topic;
    this.#path = path;
  }

  /**
   * @param hasValue the payload has a value although it is no JSON
   * @returns undefined: the message has the key, or one before had it, or nothing is known
   */
  hear(payload: HeardPayload, hasValue = false): Lack | undefined {
    if (this.hasCome) return undefined;
    const lack = hasValue ? 'nothing' : lackIn(payload, this.#path);
    if (lack === 'nothing') this.hasCome = true;
    if (lack === undefined || lack === 'nothing') return undefined;
    const { number, stream, time } = payload;
    this.#first ??= { number, stream, time, lack };
    return lack;
  }

  /** The first message without the key, if the key never came. */
  get missing(): Place | undefined {
    return this.hasCome ? undefined : this.#first;
  }

  /** Continues "came at 18:02, but". */
  remark(lack: Lack): Pick<Finding, 'en' | 'zh'> {
    const key = shown(pathText(this.#path));
    return lack === 'json'
      ? { en: 'is no JSON', zh: '不是 JSON' }
      : { en: `has no key “${key}”`, zh: `没有键“${key}”` };
  }

  /** @param template option that names the key */
  finding(template: string): Finding {
    const [topic, key] = [shown(this.#topic), shown(pathText(this.#path))];
    const rule = 'home-assistant-key';
    return this.#first?.lack === 'json'
      ? {
          rule,
          en: `what came on ${topic} is no JSON, but ${template} needs its key “${key}”`,
          zh: `${topic} 上收到的消息不是 JSON，而 ${template} 需要其中的键“${key}”`,
        }
      : {
          rule,
          en: `what came on ${topic} has no key “${key}”, which ${template} needs`,
          zh: `${topic} 上收到的消息没有 ${template} 所需的键“${key}”`,
        };
  }
}

/** Undefined: the message says nothing about the key. */
function lackIn(payload: HeardPayload, path: ValuePath): Lack | 'nothing' | undefined {
  if (!payload.isReadable) return undefined;
  if (payload.json === undefined) return 'json';
  let at: unknown = payload.json;
  for (const step of path) {
    if (at === null) return undefined;
    if (typeof at !== 'object') return 'key';
    if (!Object.hasOwn(at, step)) return Object.keys(at).length === 0 ? undefined : 'key';
    at = Reflect.get(at, step);
  }
  return 'nothing';
}

/** Limit of keys that are remembered. */
const MOST = 20_000;

/** Keys outlive the announcement that names them, because devices repeat announcements. */
export class NamedKeys {
  readonly #known = new Map<string, NamedKey>();

  /** Undefined if the path is empty, or there is no room. */
  of(topic: string, path: ValuePath): NamedKey | undefined {
    if (path.length === 0) return undefined;
    const id = JSON.stringify([topic, path]);
    const known = this.#known.get(id);
    if (known !== undefined || this.#known.size >= MOST) return known;
    const key = new NamedKey(topic, path);
    this.#known.set(id, key);
    return key;
  }
}
