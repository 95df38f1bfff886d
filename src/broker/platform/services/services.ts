/** Services of the platform above MQTT: handle devices' messages and orders from the cloud's side. */
import { base64 } from '@scure/base';
import { alinkTopic, methodOf, requestTopic } from '../../../alibaba/alink/alinkTopic.ts';
import { wireMessage } from '../../../alibaba/alink/codes.ts';
import type { DeviceName } from '../../../alibaba/alink/deviceName.ts';
import {
  type AlinkMessage,
  type EnvelopeFault,
  envelopeOf,
  membersOf,
  readObject,
  writeReply,
  writeRequest,
} from '../../../alibaba/alink/envelope.ts';
import { type AlinkTopicKind } from '../../../alibaba/alink/topicForms.ts';
import { decodeUtf8, encodeUtf8 } from '../../../base/utf8.ts';
import type { JsonTree } from '../../../payload/json/jsonTree.ts';
import { parseJson } from '../../../payload/json/parseJson.ts';
import type { RefusalFact } from '../../core/commands/refusals.ts';
import type { Account } from '../../core/memory/ledger.ts';
import type { Cloud } from '../devices/cloud.ts';
import type { CallFacts, PropertyFacts } from '../devices/commands.ts';
import { MOST_PAYLOAD_BYTES } from '../devices/settings.ts';
import { Calls, type Order } from './calls.ts';
import type { Called, PlatformServices, RrpcRequest } from './contract.ts';
import { batchLogin, batchLogout, register, subDevice, topology } from './gateway.ts';
import type { Handler } from './handler.ts';
import { LastValues } from './lastValues.ts';
import { notSimulated } from './notSimulated.ts';
import { errorOfCall, errorOfOrder, misfitOfAnswer, serviceOf } from './orderErrors.ts';
import { eventPost, propertyPost } from './posting.ts';
import type { AlinkOutcome, DeviceMessage, Outcome } from './request.ts';
import { modelGet, ntp } from './smallServices.ts';

/** Handlers of a device's requests; its answers go to the calls. */
const HANDLERS: Readonly<Partial<Record<AlinkTopicKind, Handler>>> = {
  'property-post': { reads: 'alink', handle: propertyPost },
  'event-post': { reads: 'alink', handle: eventPost },
  topology: { reads: 'alink', handle: topology },
  'batch-login': { reads: 'alink', handle: batchLogin },
  'batch-logout': { reads: 'alink', handle: batchLogout },
  'sub-device': { reads: 'alink', handle: subDevice },
  register: { reads: 'alink', handle: register },
  ntp: { reads: 'bytes', handle: ntp },
  'model-get': { reads: 'alink', handle: modelGet },
  custom: { reads: 'bytes', handle: () => ({ kind: 'other' }) },
};

/** Reads an order's JSON text of an object, or returns its error. */
function readOrder(text: string): { readonly tree: JsonTree } | { readonly refused: RefusalFact } {
  const read = readObject(encodeUtf8(text));
  if (!('fault' in read)) return read;
  const key = read.fault === 'too-deep' ? 'deep-object' : 'not-an-object';
  return { refused: { key, args: {} } };
}

export class Services implements PlatformServices {
  readonly #calls = new Calls();
  readonly #values: LastValues;
  #lastId = 0;

  /** @param account charged for device state */
  constructor(account?: Account) {
    this.#values = new LastValues(account);
  }

  received(cloud: Cloud, device: DeviceName, topic: string, payload: Uint8Array, qos: 0 | 1): void {
    const meaning = alinkTopic(topic);
    const message = { cloud, device, topic, payload, qos };
    const outcome: Outcome =
      meaning === undefined
        ? { kind: 'refused', why: 'unknown-topic' }
        : this.#handle({ ...message, meaning });
    const { code, why } = outcome;
    cloud.note(device, { ...outcome, topic, size: payload.length, code, why }, payload);
  }

  #handle(message: DeviceMessage): Outcome {
    if (message.meaning.isReply) return this.#answered(message);
    if (message.meaning.kind === 'custom-rrpc') return this.#answeredByRrpc(message);
    const handler = HANDLERS[message.meaning.kind] ?? notSimulated(message.meaning);
    if (handler === undefined) return { kind: 'refused', why: 'unknown-topic' };
    if (handler.reads === 'bytes') return handler.handle(message);
    const read = readObject(message.payload);
    if ('fault' in read) {
      const why = unreadable(read.fault);
      const code = why === 'not-json' ? 6207 : 460;
      return reply(message, undefined, { kind: 'refused', code, why });
    }
    const envelope = envelopeOf(read.tree);
    const outcome =
      wrongMethod(message, envelope) ??
      handler.handle({ ...message, tree: read.tree, message: envelope }, this.#values);
    return reply(message, envelope, withoutMethod(message, envelope, outcome));
  }

  #answered(message: DeviceMessage): Outcome {
    const { cloud, topic, meaning, payload } = message;
    // Nothing waits for answers to the console's messages.
    const isRrpc = meaning.kind === 'rrpc' || meaning.kind === 'custom-rrpc';
    const isCall = isRrpc || meaning.kind === 'property-set' || meaning.kind === 'service';
    if (!isCall) return { kind: 'other' };
    const read = readObject(payload);
    // An RRPC answer may have any format.
    if ('fault' in read && !isRrpc) return { kind: 'refused', why: unreadable(read.fault) };
    const envelope = 'fault' in read ? undefined : envelopeOf(read.tree);
    const data = 'fault' in read ? undefined : sourceOf(read.tree, 'data');
    const answered = this.#calls.answer(
      {
        topic,
        id: isRrpc ? undefined : envelope?.id,
        code: envelope?.code,
        data,
        whole: isRrpc ? jsonOf(payload) : undefined,
      },
      cloud.now,
    );
    if (answered === undefined) return { kind: 'refused', why: 'no-call' };
    const { call, hasOwnId } = answered;
    const about = call.identifier;
    if ('fault' in read) {
      const isService = call.what === 'service';
      return { kind: 'other', ...(isService && { why: unreadable(read.fault), about }) };
    }
    const misfit = misfitOfAnswer(message, call, envelope?.data);
    if (misfit !== undefined) {
      return { kind: 'other', why: 'service-data', about, misfits: [misfit] };
    }
    return hasOwnId ? { kind: 'other' } : { kind: 'other', why: 'other-id', about };
  }

  /** The answer to a request on `/ext/rrpc/…`, whose topic is the same, or a message that nothing waits for. */
  #answeredByRrpc(message: DeviceMessage): Outcome {
    const call = this.#calls.waitsOn(message.topic);
    return call === undefined ? { kind: 'other' } : this.#answered(message);
  }

  setProperty(cloud: Cloud, device: DeviceName, params: string): Called {
    const read = readOrder(params);
    if ('refused' in read) return read;
    const refused = errorOfOrder(cloud, device, read.tree);
    if (refused !== undefined) return { refused };
    const topic = requestTopic(device, 'property-set');
    return this.#call(cloud, device, topic, read.tree, 'property', 'set');
  }

  invoke(cloud: Cloud, device: DeviceName, service: string, input: string): Called {
    if (!/^[^/+#\0]+$/.test(service)) {
      return { refused: { key: 'service-name', args: {} } };
    }
    const read = readOrder(input);
    if ('refused' in read) return read;
    const refused = errorOfCall(cloud, device, service, read.tree);
    if (refused !== undefined) return { refused };
    const topic = requestTopic(device, 'service', service);
    const isSync = serviceOf(cloud, device, service)?.call === 'sync';
    return isSync
      ? this.#callByRrpc(cloud, device, topic, read.tree, service)
      : this.#call(cloud, device, topic, read.tree, 'service', service);
  }

  rrpc(cloud: Cloud, device: DeviceName, { topic: own, payload, timeout }: RrpcRequest): Called {
    const id = this.#nextId(cloud);
    const topic = own === undefined ? requestTopic(device, 'rrpc', id) : `/ext/rrpc/${id}${own}`;
    const answerTopic = alinkTopic(topic)?.partner ?? '';
    const params = jsonOf(payload);
    const order = { device, what: 'rrpc', identifier: id, topic, params, answerTopic } as const;
    return this.#send(cloud, { ...order, id: undefined }, payload, 0, timeout);
  }

  /** At QoS 1, as documented for orders. */
  #call(
    cloud: Cloud,
    device: DeviceName,
    topic: string,
    tree: JsonTree,
    what: CallFacts['what'],
    identifier: string,
  ): Called {
    const id = this.#nextId(cloud);
    const answerTopic = alinkTopic(topic)?.partner ?? `${topic}_reply`;
    const params = tree.source(0);
    const order = { device, what, identifier, topic, params, answerTopic, id };
    const payload = writeRequest({ id, method: methodOf(topic) ?? '', params });
    return this.#send(cloud, order, payload, 1);
  }

  /** Sends the content of a service's topic in a request that has its own answer topic. */
  #callByRrpc(
    cloud: Cloud,
    device: DeviceName,
    serviceTopic: string,
    tree: JsonTree,
    identifier: string,
  ): Called {
    const id = this.#nextId(cloud);
    const params = tree.source(0);
    const payload = writeRequest({ id, method: methodOf(serviceTopic) ?? '', params });
    const orderOn = (topic: string): Order => {
      const answerTopic = alinkTopic(topic)?.partner ?? '';
      return { device, what: 'service', identifier, topic, params, answerTopic, id: undefined };
    };
    if (cloud.isOnline(device) && cloud.hasExtendedRrpc(device)) {
      const order = orderOn(`/ext/rrpc/${id}${serviceTopic}`);
      const called = this.#sendIfHeard(cloud, order, payload);
      if (called !== undefined) return called;
    }
    return this.#send(cloud, orderOn(requestTopic(device, 'rrpc', id)), payload, 0);
  }

  /** undefined: the device does not receive this topic, so another one can be tried. */
  #sendIfHeard(cloud: Cloud, order: Order, payload: Uint8Array): Called | undefined {
    if (payload.length > MOST_PAYLOAD_BYTES) return undefined;
    const { callTimeout } = cloud.settings;
    return cloud.send(order.device, order.topic, payload, 0, true)
      ? { call: this.#calls.begin(order, cloud.now, callTimeout) }
      : undefined;
  }

  /** Does not wait for a device that is offline or not subscribed. */
  #send(
    cloud: Cloud,
    order: Order,
    payload: Uint8Array,
    qos: 0 | 1,
    timeout = cloud.settings.callTimeout,
  ): Called {
    const { device, topic } = order;
    if (payload.length > MOST_PAYLOAD_BYTES) {
      return { refused: { key: 'large-payload', args: { most: MOST_PAYLOAD_BYTES } } };
    }
    if (!cloud.isOnline(device)) return { call: this.#calls.fail(order, 'offline', cloud.now) };
    const call = cloud.send(device, topic, payload, qos)
      ? this.#calls.begin(order, cloud.now, timeout)
      : this.#calls.fail(order, 'not-subscribed', cloud.now);
    return { call };
  }

  /** Decimal, unique, and above the identifiers of an earlier platform; up to 4294967295 as documented. */
  #nextId(cloud: Cloud): string {
    this.#lastId = Math.max(this.#lastId + 1, Math.floor(cloud.wallClock / 1000)) % 4_294_967_296;
    return String(this.#lastId);
  }

  callsOf(device: DeviceName): readonly CallFacts[] {
    return this.#calls.of(device);
  }

  call(call: number): CallFacts | undefined {
    return this.#calls.find(call);
  }

  whenDone(call: number, notify: (facts: CallFacts) => void): void {
    this.#calls.whenDone(call, notify);
  }

  propertiesOf(device: DeviceName): readonly PropertyFacts[] {
    return this.#values.of(device);
  }

  forget(device: DeviceName): void {
    this.#values.forget(device);
    this.#calls.forget(device);
  }

  get wakeAt(): number | undefined {
    return this.#calls.wakeAt;
  }

  elapse(cloud: Cloud): void {
    this.#calls.elapse(cloud.now);
  }
}

const unreadable = (fault: EnvelopeFault) =>
  fault === 'not-object' || fault === 'too-deep' ? fault : 'not-json';

/** A payload as JSON: unchanged if it is JSON, else as a JSON text, or in Base64. */
function jsonOf(payload: Uint8Array): string {
  const text = decodeUtf8(payload);
  if (text === undefined) return JSON.stringify(base64.encode(payload));
  return parseJson(text) === undefined ? JSON.stringify(text) : text;
}

/** The cloud accepts a missing method, which the vendor's Link SDK 4 for C never sends; it is noted. */
function withoutMethod(
  { topic }: DeviceMessage,
  { method }: AlinkMessage,
  outcome: AlinkOutcome,
): AlinkOutcome {
  const isMissing = !method && methodOf(topic) !== undefined && outcome.code === 200;
  return isMissing ? { why: 'no-method', ...outcome } : outcome;
}

/** Rejects the method of another topic. */
function wrongMethod({ topic }: DeviceMessage, { method }: AlinkMessage): AlinkOutcome | undefined {
  const right = methodOf(topic);
  if (!method || right === undefined || method === right) return undefined;
  return { kind: 'refused', code: 6300, why: 'wrong-method', about: method.slice(0, 100) };
}

/** Source text of a member. */
function sourceOf(tree: JsonTree, name: string): string | undefined {
  const row = membersOf(tree, 0).get(name);
  return row === undefined ? undefined : tree.source(row);
}

/** Answers with the request's QoS. */
function reply(
  { cloud, device, topic, meaning, qos }: DeviceMessage,
  message: AlinkMessage | undefined,
  outcome: AlinkOutcome,
): Outcome {
  const { code, data, message: words, ...noted } = outcome;
  if (code === undefined || meaning.partner === undefined) return noted;
  if (message !== undefined && !message.wantsReply) return noted;
  // The vendor's package leaves it empty if there is none.
  const method = message?.method || methodOf(topic);
  const answer = writeReply({
    rawId: message?.rawId,
    code,
    ...(data !== undefined && { data }),
    message: words ?? wireMessage(code),
    ...(method !== undefined && { method }),
    version: '1.0',
  });
  const isHeard = cloud.send(device, meaning.partner, answer, qos);
  return { ...(!isHeard && { why: 'reply-not-subscribed' }), ...noted, code };
}
