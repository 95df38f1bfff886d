/** Announces a connection's events to assistive technology. */
import {
  type ConnectionEvent,
  type ConnectionState,
  ENDLESS,
  type SubscriptionStatus,
} from '../../connection/protocol/protocol.ts';
import type { ArmedStatus } from '../../engine/filtering/armedStatus.ts';
import type { Texts } from '../../i18n/en/texts.ts';
import { announce } from '../kit/language/announcements.ts';
import { WHOLE } from '../kit/language/dictionaries.ts';
import { firstTexts } from '../kit/language/firstText.ts';
import { useLanguage } from '../kit/language/language.ts';
import type { OpenConnection } from './connection/connections.ts';
import type { SentEntry } from './connection/sent.ts';
import { tabName } from './tabName.ts';

/** Previous state of a connection, before an event. */
interface Before extends Pick<OpenConnection, 'name' | 'settings'> {
  readonly state: ConnectionState;
  readonly subscriptions: readonly SubscriptionStatus[];
  readonly sent: readonly SentEntry[];
  readonly armed: ArmedStatus | undefined;
}

/** Failures are rare: their texts may still have to be loaded. */
const allTexts = () => WHOLE[useLanguage.getState().language];

/** Announces the changes by an event, compared with the connection before it. */
export function announceEvent(before: Before, event: ConnectionEvent): void {
  if (event.kind === 'silence') {
    if (event.silence)
      allTexts().whenThere(({ silence }) => announce(silence.title(tabName(before))));
    return;
  }
  const text = announcementOf(before, event);
  if (text !== undefined) {
    announce(text);
    return;
  }
  const failure = failureOf(before, event);
  if (failure !== undefined) allTexts().whenThere(({ failures }) => announce(failure(failures)));
}

type FailureWords = Texts['failures'];

/** Returns a function, because the texts of failures are only loaded when needed. */
function failureOf(
  before: Before,
  event: ConnectionEvent,
): ((t: FailureWords) => string) | undefined {
  if (event.kind === 'subscriptions') {
    const { subscription, state } = newsOf(before, event.subscriptions) ?? {};
    if (subscription === undefined || state?.kind !== 'not-sent') return undefined;
    return (t) => t.announce.subscription(subscription.filter, t.why(state.why));
  }
  if (event.kind === 'published') {
    const entry = announcedEntry(before, event.id);
    const { outcome } = event;
    if (entry === undefined || outcome.kind !== 'not-sent') return undefined;
    return (t) => t.announce.published(entry.message.topic, t.why(outcome.why));
  }
  if (event.kind === 'stays-at-most-once') return (t) => t.atMostOnce;
  return event.kind === 'fault' ? (t) => t.announce.fault(t.why(event.why)) : undefined;
}

/** Outcome for a filter. */
function newsOf(
  { subscriptions: before }: Before,
  subscriptions: readonly SubscriptionStatus[],
): SubscriptionStatus | undefined {
  const known = new Map(before.map((one) => [one.subscription.filter, one.state.kind]));
  return subscriptions.find(
    ({ subscription, state }) =>
      (state.kind === 'granted' ||
        state.kind === 'refused' ||
        state.kind === 'not-sent' ||
        state.kind === 'held') &&
      known.get(subscription.filter) !== state.kind,
  );
}

/** A repeat would never stop talking: its end is announced instead. */
function announcedEntry({ sent }: Before, id: number): SentEntry | undefined {
  return sent.find((one) => one.id === id && one.times === 1);
}

function announcementOf(before: Before, event: ConnectionEvent): string | undefined {
  const t = firstTexts().announce;
  switch (event.kind) {
    case 'state':
      return event.state.kind === before.state.kind ? undefined : t.state(event.state);
    case 'subscriptions': {
      const news = newsOf(before, event.subscriptions);
      return news === undefined || news.state.kind === 'not-sent'
        ? undefined
        : t.subscription(news);
    }
    case 'published': {
      const entry = announcedEntry(before, event.id);
      return entry && t.published(event.outcome, entry.message.topic);
    }
    case 'alerts':
      return undefined;
    case 'repeating':
      return event.done
        ? t.repeated(event.sent, event.times === ENDLESS ? event.sent : event.times)
        : undefined;
    case 'armed': {
      const { filter, recording } = event.status;
      // Only the first hit is announced, because announcements of all hits would never end.
      if (filter === undefined || filter.hits === 0 || before.armed?.filter?.hits !== 0)
        return undefined;
      return t.hit(filter.last?.packet ?? 0, recording.isStopped);
    }
    case 'stirred':
    case 'stays-at-most-once':
    case 'awaits-acks':
    case 'keeping':
    case 'silence':
    case 'answering':
    case 'fault':
    case 'not-loaded':
    case 'tap':
    case 'saving':
    case 'opening':
    case 'messages-surveyed':
    case 'passed-over':
    case 'line':
    case 'pre-auth':
    case 'ping':
    case 'filter':
    case 'answered':
      return undefined;
  }
}
