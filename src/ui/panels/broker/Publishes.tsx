import { TopicName, useText } from '#kit';
import { grouped } from '../../../i18n/numbers.ts';
import { type JournalMessages, useJournal } from '../../session/bothEnds/useJournal.ts';
import { Part } from './ClientFacts.tsx';

/** Messages to look at, newest first. */
const MESSAGES = 200;
/** Topics to list. */
const TOPICS = 12;

interface PublishesProps {
  readonly connectionId: string;
  readonly client: string;
}

/** Topics of a client's last messages with their number of messages, the most frequent first. */
export function Publishes({ connectionId, client }: PublishesProps) {
  const t = useText().brokerClients.publishes;
  const reply = useJournal(connectionId, { kind: 'messages', publisher: client, count: MESSAGES });
  if (reply === undefined) return null;
  const topics = topicsOf(reply);
  const rest = topics.length - TOPICS;
  return (
    <Part
      title={
        <>
          {t.title}{' '}
          {topics.length > 0 && (
            <span className="font-normal text-fg-2">
              {t.topics(topics.length, reply.rows.length)}
            </span>
          )}
        </>
      }
    >
      {topics.length === 0 && <p className="text-fg-2">{t.none}</p>}
      <ul>
        {topics.slice(0, TOPICS).map(([topic, count]) => (
          <li key={topic} className="flex min-h-(--h-ctl) min-w-0 items-center gap-2">
            <span className="min-w-0 flex-1">
              <TopicName topic={topic} />
            </span>
            <span className="font-mono text-fg-2">{grouped(count)}</span>
          </li>
        ))}
      </ul>
      {rest > 0 && <p className="text-fg-2">{t.more(rest)}</p>}
    </Part>
  );
}

function topicsOf({ rows }: JournalMessages): readonly (readonly [topic: string, count: number])[] {
  const counts = new Map<string, number>();
  for (const { topic } of rows) counts.set(topic, (counts.get(topic) ?? 0) + 1);
  return [...counts].toSorted(([, a], [, b]) => b - a);
}
