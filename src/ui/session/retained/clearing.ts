/** Clears a broker's retained messages, and restores them from our copies. */
import type { ConnectionEvent, PublishRequest } from '../../../connection/protocol/protocol.ts';
import type { RetainedCopy, RetainedMessage } from '../../../engine/capture/retainedCopies.ts';
import type { QoS } from '../../../mqtt/tables/packet.ts';
import type { Property } from '../../../mqtt/tables/properties.ts';
import { confirm } from '../../kit/language/announcements.ts';
import { texts } from '../../kit/language/useText.ts';
import type { ConnectionHandle } from '../connection/connectionHandle.ts';
import { connectionById } from '../connection/connections.ts';
import { askWorker } from '../connection/workerQuestions.ts';
import { publish, takeMessageIds } from '../publish/publish.ts';
import { offerBack } from './held.ts';
import { sendAll } from './sending.ts';

/** Limits of the broker, if the connection is open. */
function limitsOf(connectionId: string) {
  const connection = connectionById(connectionId);
  if (connection?.state.kind !== 'connected') return undefined;
  const { state, handle, settings, loop } = connection;
  const { maximumQoS } = state;
  return { maximumQoS, handle, hasProperties: settings?.version === 5, now: loop.now() };
}

/** Messages that are listed as sent; more would push out all others. */
const LISTED = 20;

function senderOf(connectionId: string, handle: ConnectionHandle, count: number) {
  const unlisted = (message: Omit<PublishRequest, 'id'>): number => {
    const id = takeMessageIds(1);
    handle.send({ kind: 'publish', message: { ...message, id } });
    return id;
  };
  const listed = (message: Omit<PublishRequest, 'id'>) => publish(connectionId, message);
  return {
    publish: count <= LISTED ? listed : unlisted,
    listen: (listener: (event: ConnectionEvent) => void) => handle.listen(listener),
  };
}

/** Uses QoS 1, so that the broker acknowledges. */
export async function clearRetained(
  connectionId: string,
  messages: readonly RetainedMessage[],
  told: (done: number) => void,
  signal: AbortSignal,
): Promise<void> {
  const limits = limitsOf(connectionId);
  if (limits === undefined) return;
  const payload = new Uint8Array();
  const qos = limits.maximumQoS === 0 ? 0 : 1;
  const empty = messages.map(({ topic }) => {
    return { topic, payload, qos, retain: true, properties: [] } as const;
  });
  const { taken, failed } = await sendAll(
    senderOf(connectionId, limits.handle, empty.length),
    empty,
    told,
    signal,
  );
  const t = texts().retained;
  if (failed > 0) confirm(t.notCleared(failed));
  if (taken.length === 0) return;
  const cleared = taken.flatMap((at) => messages[at] ?? []);
  const copies = cleared.filter(({ copy }) => copy !== undefined);
  if (copies.length === 0) {
    confirm(t.cleared(cleared.length));
    return;
  }
  offerBack(connectionId, {
    text: t.cleared(cleared.length),
    count: copies.length,
    putBack: () => putBack(connectionId, copies),
  });
}

/** The retained message of a topic. Without a copy if none is known: it can still be cleared. */
export async function retainedOf(
  connectionId: string,
  topic: string,
): Promise<readonly RetainedMessage[]> {
  const question = { kind: 'retained-messages', path: topic, isBelow: false } as const;
  const found = (await askWorker(connectionId, question))?.said.messages ?? [];
  return found.length > 0 ? found : [{ topic, copy: undefined }];
}

/** Clears messages without showing progress. */
export const clearShown = (
  connectionId: string,
  messages: readonly RetainedMessage[],
): Promise<void> =>
  clearRetained(connectionId, messages, () => undefined, new AbortController().signal);

async function putBack(connectionId: string, cleared: readonly RetainedMessage[]): Promise<void> {
  const t = texts().retained;
  const limits = limitsOf(connectionId);
  if (limits === undefined) throw new Error(t.notConnected);
  const { now = 0, handle, maximumQoS, hasProperties } = limits;
  const messages = cleared.flatMap(({ topic, copy }) => {
    if (copy === undefined) return [];
    const age = Math.max(0, now - copy.time) / 1e6;
    return restoredMessage(topic, copy, { age, maximumQoS, hasProperties }) ?? [];
  });
  const { taken, failed } = await sendAll(
    senderOf(connectionId, handle, messages.length),
    messages,
  );
  const expired = cleared.length - messages.length;
  confirm(t.putBack(taken.length, expired));
  if (failed > 0) throw new Error(t.notPutBack(failed));
}

interface Where {
  /** Seconds since its arrival. */
  readonly age: number;
  /** Maximum QoS of the broker. */
  readonly maximumQoS: QoS;
  /** MQTT 5. */
  readonly hasProperties: boolean;
}

/** Message to publish for restoring a retained message. Undefined if it would have expired by now. */
export function restoredMessage(
  topic: string,
  { payload, qos, properties }: RetainedCopy,
  { age, maximumQoS, hasProperties }: Where,
): Omit<PublishRequest, 'id'> | undefined {
  const kept: Property[] = [];
  for (const property of hasProperties ? properties : []) {
    if (property.name !== 'messageExpiryInterval') {
      kept.push(property);
      continue;
    }
    // The value was the remaining lifetime at arrival (3.3.2.3.3).
    const value = property.value - Math.floor(age);
    if (value <= 0) return undefined;
    kept.push({ ...property, value });
  }
  const most = qos > maximumQoS ? maximumQoS : qos;
  return { topic, payload, qos: most, retain: true, properties: kept };
}
