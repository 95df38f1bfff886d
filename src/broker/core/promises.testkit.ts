/** Test kit: checks the delivery guarantees against the messages that subscribers received. */
import type { QoS } from '../../mqtt/tables/packet.ts';
import {
  type Sent,
  SHARED_FILTER,
  SHARED_TOPIC,
  type SimulatedClient,
} from './simulatedClient.testkit.ts';

type Matches = (filter: string, topic: string) => boolean;

/** Returns a line for each broken guarantee. */
export function brokenPromises(
  clients: readonly SimulatedClient[],
  topicMatches: Matches,
): string[] {
  const each = clients.flatMap((subscriber) =>
    clients.flatMap((publisher) => [
      ...counts(subscriber, publisher, topicMatches),
      ...order(subscriber, publisher, topicMatches),
    ]),
  );
  return [...each, ...shares(clients, topicMatches)];
}

const textOf = ({ publisher, sequence, topic }: Sent) => `${topic} ${publisher} ${sequence}`;

/** A message to the group goes to exactly one member [4.8.2]. */
function shares(clients: readonly SimulatedClient[], matches: Matches): string[] {
  const members = clients.filter(({ isMember }) => isMember);
  if (members.length === 0) return [];
  const broken: string[] = [];
  const seen = new Map<string, number>();
  const isAlone = members.every((member) => effectiveQoS(member, SHARED, matches) === undefined);
  for (const text of members.flatMap(({ received }) => received)) {
    seen.set(text, (seen.get(text) ?? 0) + 1);
  }
  for (const sent of clients.flatMap((client) => client.sent)) {
    if (sent.topic !== SHARED_TOPIC || !isAlone) continue;
    const count = seen.get(textOf(sent)) ?? 0;
    const granted = members.map(({ sharedQoS }) => sharedQoS);
    const isSure = sent.isAcknowledged && sent.qos > 0 && granted.every((qos) => qos > 0);
    if (isSure && count === 0) broken.push(`Shared: nobody got "${textOf(sent)}".`);
    const isRepeatable = sent.qos === 1 || granted.some((qos) => qos === 1);
    if (!isRepeatable && count > 1) broken.push(`Shared: ${count} times "${textOf(sent)}".`);
  }
  return broken;
}

const SHARED = { topic: SHARED_TOPIC, qos: 2 } as const;

function counts(subscriber: SimulatedClient, publisher: SimulatedClient, matches: Matches) {
  const broken: string[] = [];
  const seen = new Map<string, number>();
  for (const text of subscriber.received) seen.set(text, (seen.get(text) ?? 0) + 1);
  for (const sent of publisher.sent) {
    if (sent.topic === SHARED_TOPIC && subscriber.isMember) continue;
    const qos = effectiveQoS(subscriber, sent, matches);
    const count = seen.get(textOf(sent)) ?? 0;
    const complain = (what: string) =>
      broken.push(
        `${what}: ${subscriber.plan.name} got "${textOf(sent)}" ${count} times, QoS ${qos}.`,
      );
    if (qos === undefined) {
      if (count > 0) complain('Not subscribed');
      continue;
    }
    const mustCome = sent.isAcknowledged && qos > 0 && subscriber.plan.isPersistent;
    if (mustCome && count === 0) complain('At least once');
    const isRepeatable = sent.qos === 1 || qos === 1;
    // Retained messages are repeated with each new subscription.
    if (!isRepeatable && count > 1 && !sent.isRetained) complain('At most once');
  }
  return broken;
}

/** First arrivals must follow the order of publishing, for each topic and QoS [MQTT-4.6.0-6]. */
function order(
  subscriber: SimulatedClient,
  publisher: SimulatedClient,
  matches: Matches,
): string[] {
  // Two copies of a message with different QoS have no mutual order.
  const hasTwo = subscriber.isMember && effectiveQoS(subscriber, SHARED, matches) !== undefined;
  const broken: string[] = [];
  const byText = new Map(publisher.sent.map((sent) => [textOf(sent), sent]));
  const latest = new Map<string, number>();
  const known = new Set<Sent>();
  for (const text of subscriber.received) {
    const sent = byText.get(text);
    if (sent === undefined || known.has(sent) || sent.isRetained) continue;
    // Nor do messages published twice, to a different member each time, or messages whose first copy, at QoS
    // 0, was lost.
    if (sent.qos === 1 && effectiveQoS(subscriber, sent, matches) === 0) continue;
    const isShared = subscriber.isMember && sent.topic === SHARED_TOPIC;
    if (isShared && (hasTwo || sent.qos === 1)) continue;
    known.add(sent);
    const kind = `${sent.topic} at QoS ${sent.qos}`;
    if (sent.sequence < (latest.get(kind) ?? -1)) {
      broken.push(`Order: ${subscriber.plan.name} got "${text}" late, ${kind}.`);
    }
    latest.set(kind, Math.max(sent.sequence, latest.get(kind) ?? -1));
  }
  return broken;
}

/** undefined: no subscription matches. */
function effectiveQoS(
  { plan }: SimulatedClient,
  { topic, qos }: Pick<Sent, 'topic' | 'qos'>,
  matches: Matches,
): QoS | undefined {
  const granted = plan.filters.filter(
    ({ filter }) => filter !== SHARED_FILTER && matches(filter, topic),
  );
  const highest = granted.reduce<QoS | undefined>(
    (best, { qos: level }) => (best === undefined || level > best ? level : best),
    undefined,
  );
  return highest === undefined || qos > highest ? highest : qos;
}
