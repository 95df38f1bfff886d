/**
 * Rules on shared subscriptions (5.0 §4.8.2). Many servers have them for earlier versions, too, in which
 * topics that begin with $ are the server's own.
 */
import { splitShared } from '../../mqtt/tables/topics.ts';
import { clipped } from '../findings/report.ts';
import { sessionMemoryOf } from './memory/sessionMemories.ts';
import type { Rules } from './rule.ts';

export const SHARING = {
  'publish-to-share': {
    severity: 'note',
    v4: '4.7.2-1',
    v5: '4.8.2-2',
    needs: ['client'],
    topic(name, { direction }, _hasLeadingSlash, report) {
      const inner = innerTopic(name);
      if (direction === 'in' || inner === undefined) return;
      report({ key: 'publish-to-share', args: { topic: clipped(name), inner: clipped(inner) } });
    },
  },
  'retained-and-shared': {
    severity: 'note',
    v4: '4.7.2-1',
    v5: '4.8.2',
    needs: ['client', 'server', 'beginning'],
    sharedGranted(filter, { topic, packet: other }, { packet, time }, stream, report) {
      // Another subscription of the client gets it.
      if (sessionMemoryOf(stream).verdict(0, topic)?.isOnlyShared !== true) return;
      const args = { filter: clipped(filter), topic: clipped(topic) };
      report({ key: 'retained-and-shared', args }, { packet, time, other });
    },
  },
  'delivered-without-prefix': {
    severity: 'note',
    v4: '4.7.2-1',
    v5: '4.8.2',
    needs: ['client', 'server', 'beginning'],
    delivery(name, { existing, isOnlyShared }, _shape, _packet, session, report) {
      const [first] = existing;
      if (first === undefined || !isOnlyShared || session.hasSharedMessage) return;
      session.hasSharedMessage = true;
      const args = { topic: clipped(name), filter: clipped(first.filter) };
      report({ key: 'delivered-without-prefix', args }, { other: first.askedAt.packet });
    },
  },
  'share-name-joined': {
    severity: 'note',
    v4: '4.7.2-1',
    v5: '4.8.2-2',
    needs: ['client', 'server', 'beginning', 'clock', 'absence'],
    unheard({ filter, shared, topic, published }, report) {
      if (shared === undefined) return;
      const { name, filter: inner } = shared;
      const args = { filter: clipped(filter), name: clipped(name), inner: clipped(inner) };
      const other = published.packet;
      report({ key: 'share-name-joined', args: { ...args, topic: clipped(topic) } }, { other });
    },
  },
} satisfies Rules;

/** The topic after `$share/{share name}/`; undefined for other topics. */
export function innerTopic(name: string): string | undefined {
  const inner = splitShared(name)?.filter;
  return inner === '' ? undefined : inner;
}
