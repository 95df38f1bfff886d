/** Which of a connection's events are said to assistive technology. */
import type {
  ConnectionEvent,
  ConnectionState,
  SubscriptionStatus,
} from '../../connection/protocol.ts';
import type { ArmedStatus } from '../../engine/filtering/armedStatus.ts';
import { announce } from '../kit/language/announcements.ts';
import { firstTexts } from '../kit/language/firstText.ts';
import type { SentEntry } from './sent.ts';

/** What was known of a connection before an event. */
interface Before {
  readonly state: ConnectionState;
  readonly subscriptions: readonly SubscriptionStatus[];
  readonly sent: readonly SentEntry[];
  readonly armed: ArmedStatus | undefined;
}

/** Says what an event changes, compared with the connection before it. */
export function announceEvent(before: Before, event: ConnectionEvent): void {
  const text = announcementOf(before, event);
  if (text !== undefined) {
    announce(text);
  }
}

function announcementOf(before: Before, event: ConnectionEvent): string | undefined {
  const t = firstTexts().announce;
  switch (event.kind) {
    case 'state':
      return event.state.kind === before.state.kind ? undefined : t.state(event.state);
    case 'subscriptions': {
      const known = new Map(
        before.subscriptions.map((one) => [one.subscription.filter, one.state.kind]),
      );
      const news = event.subscriptions.find(
        ({ subscription, state }) =>
          (state.kind === 'granted' ||
            state.kind === 'refused' ||
            state.kind === 'not-sent' ||
            state.kind === 'held') &&
          known.get(subscription.filter) !== state.kind,
      );
      return news === undefined ? undefined : t.subscription(news);
    }
    case 'published': {
      const entry = before.sent.find((one) => one.id === event.id);
      // A repeat would never stop talking: its end is announced instead.
      return entry === undefined || entry.times > 1
        ? undefined
        : t.published(event.outcome, entry.message.topic);
    }
    case 'repeating':
      return event.done ? t.repeated(event.sent, event.times) : undefined;
    case 'fault':
      return t.fault(firstTexts().facts.connectionFact(event.why));
    case 'armed': {
      const { filter, recording } = event.status;
      // The first hit is what was waited for; a number for each of many would never end.
      if (filter === undefined || filter.hits === 0 || before.armed?.filter?.hits !== 0)
        return undefined;
      return t.hit(filter.last?.packet ?? 0, recording.isStopped);
    }
    case 'tap':
    case 'saving':
    case 'opening':
    case 'messages-surveyed':
    case 'passed-over':
    case 'pre-auth':
    case 'tick':
    case 'platform-messages':
    case 'ping':
    case 'filter':
    case 'answered':
      return undefined;
  }
}
