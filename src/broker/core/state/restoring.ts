/**
 * Restores the state of a previous broker. Its clients are disconnected, because their connections are lost.
 */

import type { SessionFacts, StoredCopy, SubscriptionFacts } from '../contract/facts.ts';
import { type Delivery, Message, type MessageSource } from '../contract/message.ts';
import type { Client } from '../contract/parties.ts';
import type { Session } from '../sessions/session.ts';
import type { Core } from './core.ts';

/** State to restore. Times are in ms of the new broker's clock; past times may be negative. */
export interface SavedState {
  readonly sessions: readonly SavedSession[];
  /** In insertion order. */
  readonly retained: readonly SavedMessage[];
  readonly publishing: readonly SavedPublishing[];
}

export interface SavedMessage {
  readonly source: MessageSource;
  readonly publisher: string | undefined;
  readonly time: number;
}

export interface SavedSession {
  readonly facts: SessionFacts;
  readonly subscriptions: readonly SubscriptionFacts[];
  readonly received: ReadonlySet<number>;
  /** By packet identifier. */
  readonly sent: ReadonlyMap<number, StoredCopy<SavedMessage>>;
  readonly released: ReadonlySet<number>;
  readonly queued: readonly StoredCopy<SavedMessage>[];
  /** It was being ended. */
  readonly isEnding: boolean;
}

/** A message that some subscribers may not have yet. */
export interface SavedPublishing {
  readonly message: SavedMessage;
  readonly sessions: ReadonlySet<SavedSession>;
  readonly groups: ReadonlySet<string>;
}

/** Call once, before any client connects. `now`: ms of the broker's clock. */
export function restore(
  core: Core,
  { sessions, retained, publishing }: SavedState,
  now: number,
): void {
  core.timeSlice.now = now;
  core.begin(now);
  const messages = new Messages();
  for (const left of retained) core.router.retained.restore(messages.of(left));
  const restored = new Map<SavedSession, Session>();
  for (const left of sessions) {
    const session = restoreSession(core, left, messages);
    if (session !== undefined) restored.set(left, session);
  }
  for (const left of publishing) {
    const given = [...left.sessions].flatMap((each) => restored.get(each) ?? []);
    const rest = { sessions: new Set(given), groups: left.groups };
    core.fairQueue.do(undefined, () => core.publishRest(messages.of(left.message), rest));
  }
  // After the rest of the messages published before their ends.
  for (const [left, session] of restored) {
    core.fairQueue.do(session.clientId, () =>
      left.isEnding ? core.sessions.end(session) : core.sessions.leave(session, true, session.left),
    );
  }
}

function restoreSession(core: Core, left: SavedSession, messages: Messages): Session | undefined {
  const { facts } = left;
  const client = clientOf(core, facts);
  if (client === undefined) return undefined;
  const session = core.sessions.adopt(client, facts);
  for (const subscription of left.subscriptions)
    core.router.subscribe({ session, ...subscription });
  const delivery = (copy: StoredCopy<SavedMessage>) => messages.delivery(copy);
  const sent = new Map([...left.sent].map(([packetId, copy]) => [packetId, delivery(copy)]));
  const { released, received } = left;
  session.restore({ sent, released, queued: left.queued.map(delivery) }, received);
  return session;
}

/** Undefined: its own terms no longer exist. */
function clientOf(
  core: Core,
  { clientId, isAdmitted, ...facts }: SessionFacts,
): Client | undefined {
  const { userName, version, peer } = facts;
  const client = { id: core.ledger.names.kept(clientId), userName, version, peer };
  if (!isAdmitted) return client;
  const admitted = core.hooks.readmit?.(clientId);
  return admitted && { ...client, admitted };
}

/** Restores each message once for all its holders. */
class Messages {
  readonly #made = new Map<SavedMessage, Message>();

  of(left: SavedMessage): Message {
    const known = this.#made.get(left);
    if (known !== undefined) return known;
    const made = new Message(left.source, left.publisher, left.time).own();
    this.#made.set(left, made);
    return made;
  }

  delivery({ message: left, qos, retain, identifiers, group }: StoredCopy<SavedMessage>): Delivery {
    const message = this.of(left);
    return identifiers.length === 0 && group === undefined
      ? message.plainDelivery(qos, retain)
      : { message, qos, retain, identifiers, group, trace: undefined };
  }
}
