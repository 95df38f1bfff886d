/** Sends the messages of a device through the usual way of publishing. */
import { requestTopic } from '../../../alibaba/alink/alinkTopic.ts';
import type { DeviceName } from '../../../alibaba/alink/deviceName.ts';
import { writeRequest } from '../../../alibaba/alink/envelope.ts';
import { encodeUtf8 } from '../../../base/utf8.ts';
import { deviceOf } from '../../session/alink/device.ts';
import { type Draft, generated, type Written, writtenDraft } from '../../session/alink/draft.ts';
import { modelOf } from '../../session/alink/models.ts';
import { publish } from '../../session/publish/publish.ts';
import { type Call, writeAnswer } from './call.ts';
import { alinkFormsOf, changeForms } from './forms.ts';
import { type ShadowRequest, writeShadow } from './shadow.ts';

/** The last id of each device, which all connections of this page share. */
const lastIds = new Map<string, number>();

function takeId({ productKey, deviceName }: DeviceName): string {
  const device = `${productKey}/${deviceName}`;
  const id = nextMessageId(lastIds.get(device), Date.now());
  lastIds.set(device, id);
  return String(id);
}

function send(connectionId: string, topic: string, payload: Uint8Array, qos: 0 | 1): void {
  publish(connectionId, { topic, payload, qos, retain: false, properties: [] });
}

/** Sends a form, or returns its errors. */
export function postProperties(connectionId: string): Written | undefined {
  const device = deviceOf(connectionId);
  if (device === undefined) return undefined;
  const { properties, qos } = alinkFormsOf(connectionId);
  const written = writtenDraft(properties, modelOf(device.productKey)?.properties);
  if (!written.ok) return written;
  const method = 'thing.event.property.post';
  const payload = writeRequest({ id: takeId(device), method, params: written.json });
  send(connectionId, requestTopic(device, 'property-post'), payload, qos);
  return written;
}

/** New random values in the form, if there is a model. */
export function regenerateProperties(connectionId: string): void {
  const known = modelOf(deviceOf(connectionId)?.productKey)?.properties;
  if (known === undefined) return;
  const { properties } = alinkFormsOf(connectionId);
  changeForms(connectionId, {
    properties: generated(properties, known, Math.random, Date.now()),
  });
}

export function postEvent(connectionId: string, event: string, draft: Draft): Written | undefined {
  const device = deviceOf(connectionId);
  if (device === undefined) return undefined;
  const known = modelOf(device.productKey)?.events.find(({ identifier }) => identifier === event);
  const written = writtenDraft(draft, known?.output);
  if (!written.ok) return written;
  const params = `{"value":${written.json},"time":${Date.now()}}`;
  const payload = writeRequest({ id: takeId(device), method: `thing.event.${event}.post`, params });
  const { qos } = alinkFormsOf(connectionId);
  send(connectionId, requestTopic(device, 'event-post', event), payload, qos);
  return written;
}

/** Synchronous calls are answered at QoS 0, as documented. */
export function answerCall(connectionId: string, call: Call, code: number, data: string): void {
  const { qos } = alinkFormsOf(connectionId);
  send(connectionId, call.replyTopic, writeAnswer(call, code, data), call.isSync ? 0 : qos);
}

/** @returns the time in the request, which identifies its answer */
export function askForTime(connectionId: string): number | undefined {
  const device = deviceOf(connectionId);
  if (device === undefined) return undefined;
  const now = Date.now();
  const payload = encodeUtf8(JSON.stringify({ deviceSendTime: String(now) }));
  send(connectionId, requestTopic(device, 'ntp'), payload, 0);
  return now;
}

export function sendShadow(connectionId: string, request: ShadowRequest): void {
  const device = deviceOf(connectionId);
  if (device === undefined) return;
  const { qos } = alinkFormsOf(connectionId);
  send(connectionId, requestTopic(device, 'shadow'), writeShadow(request), qos);
}

const BEYOND = 2 ** 32;

/**
 * @param last previous id. Undefined: this page has sent none for the device
 * @param now ms since 1970: a reopened page continues beyond the ids of the previous one
 */
export function nextMessageId(last: number | undefined, now: number): number {
  const byClock = Math.floor(now / 100) % BEYOND;
  if (last === undefined) return byClock;
  // Up to ten a second, the clock stays ahead. Faster calls count up.
  const isAhead = (byClock - last + BEYOND) % BEYOND < BEYOND / 2 && byClock !== last;
  return isAhead ? byClock : (last + 1) % BEYOND;
}
