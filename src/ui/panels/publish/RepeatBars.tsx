import { RefreshCw, Square } from 'lucide-react';
import { Button, useText } from '#kit';
import { ENDLESS } from '../../../connection/protocol/protocol.ts';
import type { SentEntry } from '../../session/connection/sent.ts';
import { stopRepeat, useRunning } from '../../session/publish/publish.ts';
import { shownName } from '../../session/shownName.ts';

interface RepeatBarsProps {
  readonly connectionId: string;
}

/** A bar for each running repeat, with its progress and a button that stops it. */
export function RepeatBars({ connectionId }: RepeatBarsProps) {
  return useRunning(connectionId).map((entry) => (
    <RepeatBar key={entry.id} connectionId={connectionId} entry={entry} />
  ));
}

interface RepeatBarProps extends RepeatBarsProps {
  readonly entry: SentEntry;
}

function RepeatBar({ connectionId, entry }: RepeatBarProps) {
  const { publish: t, repeats } = useText();
  const { message, every, times, others, tally, progress } = entry;
  const topic = shownName(message.topic);
  const sent = progress?.sent ?? 0;
  return (
    <div
      data-part="repeat"
      className="flex h-[calc(var(--h-ctl)+12px)] shrink-0 items-center gap-2 border-b border-line bg-sel-2 pr-2 pl-3"
    >
      <RefreshCw size={14} aria-hidden className="shrink-0 text-accent" />
      <p className="min-w-0 flex-1 truncate text-fg-2" title={topic}>
        <span className="font-semibold text-fg">{repeats.rhythm(every)}</span>{' '}
        {times === ENDLESS ? repeats.ended(sent) : t.outcomes.tally(sent, times, tally.queued ?? 0)}
        {others > 0 && ` ${repeats.others(others)}`}
        {message.qos > 0 && repeats.acknowledged(tally.acknowledged ?? 0)}
        {others === 0 && (
          <>
            {' · '}
            <bdi className="font-mono">{topic}</bdi>
          </>
        )}
      </p>
      <Button
        icon={<Square size={12} aria-hidden />}
        title={t.stopRepeat(topic)}
        onClick={() => stopRepeat(connectionId, entry)}
      >
        {t.stop}
      </Button>
    </div>
  );
}
