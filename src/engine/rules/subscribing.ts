/** Rules on subscriptions and their deliveries (3.8 to 3.11, 3.3.4, 4.7). */

import { sameBytes } from '../../base/bytes.ts';
import { propertyValue } from '../../mqtt/tables/properties.ts';
import { isFailure } from '../../mqtt/tables/reasonCodes.ts';
import { filtersOverlap } from '../../mqtt/tables/topicOverlap.ts';
import { splitShared } from '../../mqtt/tables/topics.ts';
import { clipped, type Report, saidCode } from '../findings/report.ts';
import { identifiersIn } from './memory/delivery.ts';
import { isRedelivery, isRetained, qosOf } from './memory/publishFlags.ts';
import type { PendingRequest, SessionMemory } from './memory/sessionMemory.ts';
import type { Rules } from './rule.ts';

const SECOND = 1_000_000;
/** µs after which SUBSCRIBE and UNSUBSCRIBE count as unanswered. */
const TIMEOUT = 10 * SECOND;
/** The same after the end of the connection. */
const TIMEOUT_AT_END = SECOND;
/** Maximum existing subscriptions compared with a new one, and maximum new ones compared per SUBSCRIBE. */
const MOST_COMPARED = 200;
const MOST_NEW = 50;

const NO_SUBSCRIPTION_EXISTED = 0x11;

export const SUBSCRIBING = {
  'code-count': {
    severity: 'error',
    v4: '3.8.4-5',
    v5: '3.8.4-6',
    needs: ['client', 'server'],
    irregularity: 'code-count',
  },
  'granted-above-requested': {
    severity: 'error',
    v4: '3.8.4-6',
    v5: '3.8.4-7',
    needs: ['client', 'server'],
    irregularity: 'granted-above-requested',
  },
  'subscription-refused': {
    severity: 'warn',
    v4: '3.8.4-5',
    v5: '3.8.4-7',
    needs: ['server'],
    suback(code, index, { properties }, request, { stream: { version = 4 } }, report) {
      if (!isFailure(code)) return;
      const said = saidCode({ packet: 'suback', version, code }, properties);
      const args = { ...filterAt(request, index), said };
      report({ key: 'subscription-refused', args }, { other: request?.packet });
    },
  },
  'qos-downgraded': {
    severity: 'warn',
    v4: '3.8.4-6',
    v5: '3.8.4-7',
    needs: ['client', 'server'],
    suback(granted, index, _suback, request, _packet, report) {
      const asked = request?.qos[index];
      if (asked === undefined || granted >= asked) return;
      const args = { ...filterAt(request, index), asked, granted };
      report({ key: 'qos-downgraded', args }, { other: request?.packet });
    },
  },
  'subscribe-unanswered': {
    severity: 'warn',
    v4: '3.8.4-1',
    v5: '3.8.4-1',
    needs: ['client', 'server', 'clock', 'end', 'absence'],
    requests({ pending }, now, isOver, report) {
      for (const request of pending.values()) {
        const waited = now - request.time;
        // The oldest is first.
        if (!isOver && waited <= TIMEOUT) return;
        if (waited >= TIMEOUT_AT_END) reportUnanswered(request, now, report);
      }
    },
  },
  'shared-not-available': {
    severity: 'error',
    v5: '3.2.2.3.13',
    needs: ['client', 'server', 'beginning'],
    filter(filter, { stream: { version, connack } }, report) {
      if (version !== 5 || connack === undefined || connack.limits.sharedAvailable) return;
      if (splitShared(filter) === undefined) return;
      const args = { filter: clipped(filter) };
      report({ key: 'shared-not-available', args }, { other: connack.packet });
    },
  },
  'wildcard-not-available': {
    severity: 'error',
    v5: '3.2.2.3.11',
    needs: ['client', 'server', 'beginning'],
    filter(filter, { stream: { version, connack } }, report) {
      if (version !== 5 || connack === undefined || connack.limits.wildcardAvailable) return;
      if (!/[+#]/.test(splitShared(filter)?.filter ?? filter)) return;
      const args = { filter: clipped(filter) };
      report({ key: 'wildcard-not-available', args }, { other: connack.packet });
    },
  },
  'identifier-not-available': {
    severity: 'error',
    v5: '3.2.2.3.12',
    needs: ['client', 'server', 'beginning'],
    subscribe({ properties }, { stream: { version, connack } }, _session, report) {
      const identifier = propertyValue(properties, 'subscriptionIdentifier');
      if (version !== 5 || connack === undefined || identifier === undefined) return;
      if (connack.limits.identifiersAvailable) return;
      report({ key: 'identifier-not-available', args: { identifier } }, { other: connack.packet });
    },
  },
  'overlapping-subscriptions': {
    severity: 'note',
    v4: '3.3.5-1',
    v5: '3.3.4-2',
    needs: ['client', 'server'],
    subscribe({ subscriptions }, _packet, session, report) {
      const filters = subscriptions.slice(0, MOST_NEW).map((one) => one.filter);
      for (const [index, filter] of filters.entries()) {
        const other = overlapOf(filter, filters.slice(0, index), session);
        if (other === undefined) continue;
        const args = { filter: clipped(filter), other: clipped(other) };
        report({ key: 'overlapping-subscriptions', args });
      }
    },
  },
  'unsubscribe-refused': {
    severity: 'warn',
    v5: '3.11.3-2',
    needs: ['server'],
    unsuback(code, index, { properties }, request, report) {
      if (!isFailure(code)) return;
      const said = saidCode({ packet: 'unsuback', version: 5, code }, properties);
      const args = { ...filterAt(request, index), said };
      report({ key: 'unsubscribe-refused', args }, { other: request?.packet });
    },
  },
  'no-subscription-existed': {
    severity: 'note',
    v4: '3.10.4-1',
    v5: '3.10.4-1',
    needs: ['client', 'server', 'beginning'],
    unsubscribe({ filters }, { stream }, session, report) {
      // In MQTT 5, the server's answer shows it.
      if (stream.version === 5 || !stream.sessionKnown || session.isIncomplete) return;
      for (const [index, filter] of filters.entries()) {
        if (session.filters.has(filter)) continue;
        report({
          key: 'no-subscription-existed',
          args: { filter: clipped(filter), place: index + 1 },
        });
      }
    },
    unsuback(code, index, _unsuback, request, report) {
      if (code !== NO_SUBSCRIPTION_EXISTED) return;
      const finding = { key: 'no-subscription-existed', args: filterAt(request, index) } as const;
      report(finding, { other: request?.packet });
    },
  },
  'nobody-subscribed': {
    severity: 'error',
    v4: '3.3.2-3',
    v5: '3.3.2-3',
    needs: ['client', 'server', 'beginning', 'absence'],
    delivery(name, { isSubscribed }, _shape, _packet, _session, report) {
      if (!isSubscribed) report({ key: 'nobody-subscribed', args: { topic: clipped(name) } });
    },
  },
  'delivered-above-granted': {
    severity: 'error',
    v4: '3.8.4-6',
    v5: '3.8.4-8',
    needs: ['client', 'server', 'beginning'],
    delivery(
      name,
      { isSubscribed, highestQos: highest, isGranted },
      _shape,
      packet,
      _session,
      report,
    ) {
      const qos = qosOf(packet);
      if (!isSubscribed || qos <= highest) return;
      const args = { topic: clipped(name), qos, highest, isGranted };
      report({ key: 'delivered-above-granted', args });
    },
  },
  'retained-not-wanted': {
    severity: 'error',
    v5: '3.3.1-11',
    needs: ['client', 'server', 'beginning'],
    delivery(name, verdict, _shape, packet, _session, report) {
      const { isSubscribed, isRetainUnwanted, isOnlyShared: isShared } = verdict;
      if (!isSubscribed || !isRetainUnwanted || !isRetained(packet)) return;
      // Before, servers have shared subscriptions of their own.
      if (packet.stream.version !== 5) return;
      const statement = isShared ? '4.8.2' : undefined;
      const args = { topic: clipped(name), isShared };
      report({ key: 'retained-not-wanted', args }, { statement });
    },
  },
  'retained-sent-again': {
    severity: 'error',
    v5: '3.3.1-10',
    needs: ['client', 'server', 'beginning'],
    // Each request for retained messages delivers each of them once (3.3.1.3).
    delivery(name, verdict, _shape, packet, session, report) {
      if (!verdict.isSubscribed || !isRetained(packet) || isRedelivery(packet)) return;
      const { retainedRequests, askedAgain: other, mayBeAsPublished } = verdict;
      const came = session.retainedCame(name);
      if (other === 0 || mayBeAsPublished || came <= retainedRequests) return;
      report({ key: 'retained-sent-again', args: { topic: clipped(name) } }, { other });
    },
  },
  'unknown-subscription-identifier': {
    severity: 'error',
    v5: '3.3.4-3',
    needs: ['client', 'server', 'beginning'],
    delivery(_name, { isSubscribed }, { hasIdentifier }, { bytes }, { identifiers }, report) {
      if (!isSubscribed || !hasIdentifier) return;
      for (const identifier of identifiersIn(bytes)) {
        if (identifiers.has(identifier)) continue;
        report({ key: 'unknown-subscription-identifier', args: { identifier } });
      }
    },
  },
  'subscription-identifier-missing': {
    severity: 'error',
    v5: '3.3.4-3',
    needs: ['client', 'server', 'beginning'],
    delivery(name, { existing }, { hasIdentifier }, { stream }, _session, report) {
      const [first] = existing;
      const isMissing = first !== undefined && stream.version === 5 && !hasIdentifier;
      if (!isMissing || !existing.every(({ isIdentified }) => isIdentified)) return;
      const { filter, identifier = 0, askedAt } = first;
      const args = { topic: clipped(name), filter: clipped(filter), identifier };
      report({ key: 'subscription-identifier-missing', args }, { other: askedAt.packet });
    },
    // 3.3.4: a single copy names all subscriptions.
    missed({ expected, received, subscriptions }, report) {
      const { kind, topic, payload } = expected;
      if (kind !== 'copy' || payload === undefined) return;
      const copies = received.filter((one) => sameBytes(one.payload, payload));
      const [last] = copies;
      // A copy without identifiers was judged on its arrival, or is for a subscription without one.
      const found = copies.map(({ bytes }) => identifiersIn(bytes));
      if (last?.version !== 5 || found.some((one) => one.length === 0)) return;
      const missing = subscriptions.find(
        ({ identifier }) => identifier !== undefined && !found.flat().includes(identifier),
      );
      if (missing?.identifier === undefined) return;
      const { filter, identifier, askedAt } = missing;
      const args = { topic: clipped(topic), filter: clipped(filter), identifier };
      const statement = copies.length === 1 ? '3.3.4-4' : undefined;
      const place = { packet: last.packet, other: askedAt.packet, statement };
      report({ key: 'subscription-identifier-missing', args }, place);
    },
  },
} satisfies Rules;

/** Another subscription that overlaps with the filter. @param earlier filters of the same SUBSCRIBE */
function overlapOf(
  filter: string,
  earlier: readonly string[],
  session: SessionMemory,
): string | undefined {
  const isOther = (other: string) => other !== filter && filtersOverlap(filter, other);
  const own = earlier.find(isOther);
  if (own !== undefined || session.filters.size > MOST_COMPARED) return own;
  for (const asked of session.filters.values()) {
    if (asked.isSubscribed && isOther(asked.filter)) return asked.filter;
  }
  return undefined;
}

function reportUnanswered(request: PendingRequest, now: number, report: Report): void {
  if (request.isReported) return;
  request.isReported = true;
  const [first = ''] = request.filters;
  const args = { type: request.kind, filter: clipped(first), within: now - request.time };
  report({ key: 'request-unanswered', args }, { packet: request.packet, time: now });
}

function filterAt(request: PendingRequest | undefined, index: number) {
  const filter = request?.filters[index];
  return { filter: filter === undefined ? undefined : clipped(filter), place: index + 1 };
}
