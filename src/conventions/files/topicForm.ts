/** What a form of a convention file says of a topic that has it. */
import type {
  MessageArrival,
  MessageFacts,
  NamedLevel,
  TopicMeaning,
} from '../../engine/conventions/convention.ts';
import type { Device } from '../../engine/devices/device.ts';
import type { DeviceBook } from '../../engine/devices/deviceBook.ts';
import { decodeUtf8 } from '../../mqtt/utf8.ts';
import { jsonOf, plainText } from '../../payload/memberAt.ts';
import type { ReplyForm, RequestForm, TopicForm } from './conventionFile.ts';
import { membersOf, partsTeller } from './parts.ts';
import { type Find, finding, holding, type Looked } from './paths.ts';
import { filled, type TopicPattern } from './topicGrammar.ts';

/** Bytes; of a longer text nobody waits for what it says. */
const LARGEST = 256 * 1024;

export type MeaningOfForm = (topic: string) => TopicMeaning | undefined;

/** Tells a device what a message says of it. */
type Tell = (looked: Looked, message: MessageArrival, device: Device) => void;

export function meaningOfForm(form: TopicForm, pattern: TopicPattern): MeaningOfForm {
  const telling = tellers(form);
  const list = form.list === undefined ? undefined : listTeller(form.list);
  const reads = readerOf(form);
  const deviceForm = form.device ?? (pattern.names.includes('device') ? '{device}' : undefined);
  return (topic) => {
    const levels = pattern.match(topic);
    if (levels === undefined) return undefined;
    const level = levelOf(levels);
    const device = deviceForm === undefined ? '' : filled(deviceForm, level);
    const root = form.root === undefined ? undefined : filled(form.root, level);
    const { kind, about, chain, toDevice = false, identifier } = form;
    const look = (payload: Uint8Array): Looked => ({ value: looked(payload), level });
    return {
      kind,
      about,
      levels,
      chain,
      device,
      root,
      identifier: identifier === undefined ? undefined : filled(identifier, level),
      replyTopic: replyTopicOf(form.request, level),
      isForDevice: toDevice,
      read: (payload) => reads?.(look(payload)),
      tell:
        telling.length === 0 && list === undefined
          ? undefined
          : (message, book) => {
              const seen = look(message.payload);
              list?.(seen, message, book);
              const its = device === '' ? undefined : book.named(device, root ?? topic);
              if (its !== undefined) for (const tell of telling) tell(seen, message, its);
            },
    };
  };
}

const levelOf =
  (levels: readonly NamedLevel[]) =>
  (name: string): string | undefined =>
    levels.find((level) => level.name === name)?.value;

/** Undefined members are for payloads that are neither text nor JSON. */
function looked(payload: Uint8Array): unknown {
  const json = jsonOf(payload);
  if (json !== undefined || payload.length > LARGEST) return json;
  return decodeUtf8(payload);
}

/** undefined: it is told by payloads, or there is none. */
function replyTopicOf(
  request: RequestForm | undefined,
  level: (name: string) => string | undefined,
): string | undefined {
  return request === undefined || request.with !== undefined
    ? undefined
    : filled(request.reply, level);
}

function tellers(form: TopicForm): readonly Tell[] {
  const { state, isAlive = false, name, facts = {}, parts, alarms = [] } = form;
  const all: Tell[] = [];
  if (state !== undefined) all.push(stateTeller(state));
  if (isAlive) all.push(tellAlive);
  if (name !== undefined) {
    const find = finding(name);
    all.push((message, _arrival, device) => {
      device.name = plainText(find(message)) ?? device.name;
    });
  }
  for (const [key, place] of Object.entries(facts)) {
    const find = placeIn(place);
    all.push((message, _arrival, device) => {
      const found = plainText(find(message));
      if (found !== undefined) device.tellFact(key, found);
    });
  }
  if (parts !== undefined) all.push(partsTeller(parts));
  for (const [index, { what, when }] of alarms.entries()) {
    const holds = holding(when);
    const isTold = finding(when.at);
    const key = `${form.topic} ${index}`;
    all.push((message, { time, number }, device) => {
      if (holds(message)) device.alarm(key, { what, time, packet: number });
      else if (isTold(message) !== undefined) device.endAlarm(key);
    });
  }
  return all;
}

function stateTeller({ at, is }: NonNullable<TopicForm['state']>): Tell {
  const find = finding(at);
  return (message, arrival, device) => {
    const said = plainText(find(message));
    if (said === undefined) return;
    device.tellState(Object.hasOwn(is, said) ? is[said] : undefined, said, arrival);
  };
}

/** Whoever says something live is there, unless it said what it is. */
function tellAlive(_looked: Looked, message: MessageArrival, device: Device): void {
  if (message.retain || device.state === 'asleep' || device.state === 'fault') return;
  if (device.state !== 'online') device.tellState('online', device.said ?? '', message);
}

/** Devices that one message lists. */
function listTeller({ at, device, root, name, facts = {} }: NonNullable<TopicForm['list']>) {
  const find = finding(at);
  const idAt = finding(device);
  const nameAt = name === undefined ? undefined : finding(name);
  const factsAt = Object.entries(facts).map(([key, path]) => [key, finding(path)] as const);
  return (message: Looked, arrival: MessageArrival, book: DeviceBook): void => {
    for (const [, value] of membersOf(find(message))) {
      const item: Looked = { value, level: message.level };
      const id = plainText(idAt(item));
      if (id === undefined || id === '') continue;
      const level = (key: string) => (key === 'device' ? id : message.level(key));
      const its = book.named(id, root === undefined ? arrival.topic : filled(root, level));
      if (its === undefined) return;
      its.name = plainText(nameAt?.(item)) ?? its.name;
      for (const [key, findFact] of factsAt) {
        const found = plainText(findFact(item));
        if (found !== undefined && found !== 'null') its.tellFact(key, found);
      }
    }
  };
}

function readerOf({ request, reply }: TopicForm) {
  if (request === undefined && reply === undefined) return undefined;
  const asks = request === undefined ? undefined : requestReader(request);
  const answers = reply === undefined ? undefined : replyReader(reply);
  return (message: Looked): MessageFacts | undefined => answers?.(message) ?? asks?.(message);
}

const NOTHING = {
  id: undefined,
  code: undefined,
  isFailure: false,
  message: undefined,
  wantsReply: true,
} as const;

function requestReader(form: RequestForm) {
  const { id, when, wanted, reply } = form;
  const idAt = id === undefined ? undefined : placeIn(id);
  const isRequest = when === undefined ? undefined : holding(when);
  const wants = wanted === undefined ? undefined : holding(wanted);
  const named = Object.entries(form.with ?? {}).map(([key, path]) => [key, finding(path)] as const);
  return (message: Looked): MessageFacts | undefined => {
    if (isRequest?.(message) === false) return undefined;
    const texts = new Map(named.map(([key, find]) => [key, plainText(find(message))] as const));
    const valueOf = (name: string) => texts.get(name) ?? message.level(name);
    const replyTopic = named.length === 0 ? undefined : filled(reply, valueOf);
    const wantsReply = wants?.(message) ?? true;
    return {
      ...NOTHING,
      role: 'request',
      id: plainText(idAt?.(message)),
      wantsReply,
      replyTopic,
    };
  };
}

function replyReader(form: ReplyForm) {
  const { id, on, when, code, failed, message: text, unasked = false } = form;
  const idAt = id === undefined ? undefined : placeIn(id);
  const isReply = when === undefined ? undefined : holding(when);
  const codeAt = code === undefined ? undefined : placeIn(code);
  const hasFailed = failed === undefined || failed === true ? undefined : holding(failed);
  const textAt = text === undefined ? undefined : finding(text);
  return (message: Looked): MessageFacts | undefined => {
    if (isReply?.(message) === false) return undefined;
    const number = Number(codeAt?.(message) ?? Number.NaN);
    return {
      ...NOTHING,
      role: 'reply',
      id: plainText(idAt?.(message)),
      replyTopic: on === undefined ? undefined : filled(on, message.level),
      code: Number.isNaN(number) ? undefined : number,
      isFailure: failed === true || (hasFailed?.(message) ?? false),
      message: plainText(textAt?.(message))?.slice(0, 200),
      ...(unasked && { comesUnasked: true }),
    };
  };
}

/** A template where it has braces, else a path. */
function placeIn(place: string): Find {
  if (!place.includes('{')) return finding(place);
  return ({ level }) => filled(place, level);
}
