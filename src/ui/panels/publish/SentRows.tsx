import { Check, CircleAlert, Clock, RotateCw, TriangleAlert } from 'lucide-react';
import { classes, IconButton, RowBoundary, TopicName, useFirstText, useText } from '#kit';
import { ENDLESS, type HeldChoice } from '../../../connection/protocol/protocol.ts';
import { propertyValue } from '../../../mqtt/tables/properties.ts';
import { connectionById, useConnection } from '../../session/connection/connections.ts';
import type { SentEntry } from '../../session/connection/sent.ts';
import { showPacket } from '../../session/packets/actions.ts';
import { sizeOf } from '../../session/publish/form.ts';
import { loadMessage } from '../../session/publish/forms.ts';
import { outcomeWords, packetOf } from '../../session/publish/outcomeWords.ts';
import { send } from '../../session/publish/send.ts';
import { useReadOnly } from '../../session/readOnly.ts';
import { shownName } from '../../session/shownName.ts';
import { shownServer } from '../../session/shownServer.ts';

const TONES = {
  quiet: { text: 'text-fg-2', Icon: Check },
  ok: { text: 'text-ok', Icon: Check },
  warn: { text: 'text-warn', Icon: TriangleAlert },
  err: { text: 'text-err', Icon: CircleAlert },
} as const;

const SHOWN = 100;

interface SentRowsProps {
  readonly connectionId: string;
  readonly sent: readonly SentEntry[];
}

/** Sent messages, newest first, with their outcomes. */
export function SentRows({ connectionId, sent }: SentRowsProps) {
  return (
    <ul className="py-1">
      {sent.slice(0, SHOWN).map((entry) => (
        <RowBoundary key={entry.id} of={entry} role="listitem">
          <SentRow connectionId={connectionId} entry={entry} />
        </RowBoundary>
      ))}
    </ul>
  );
}

function clock(at: number): string {
  return new Date(at).toTimeString().slice(0, 8);
}

/** Smallest and largest payload that was sent. Undefined while no message of a repeat is made. */
function sizesOf({ every, message, progress }: SentEntry): readonly [number, number] | undefined {
  if (every > 0) return progress?.sizes;
  const size = sizeOf(message.file ?? message.payload);
  return [size, size];
}

interface SentRowProps extends Pick<SentRowsProps, 'connectionId'> {
  readonly entry: SentEntry;
}

function SentRow({ connectionId, entry }: SentRowProps) {
  const texts = useFirstText();
  const t = texts.publish;
  const { message, outcome } = entry;
  const isReadOnly = useReadOnly(connectionId);
  const alias = message.topic === '' && propertyValue(message.properties, 'topicAlias');
  const topic = alias ? `${t.topicAlias} ${alias}` : shownName(message.topic);
  const words = outcomeWords(outcome, message.qos, t.outcomes);
  const packet = packetOf(outcome);
  const sizes = sizesOf(entry);
  const { text, Icon } = TONES[words.tone];
  const Mark = outcome.kind === 'in-flight' || outcome.kind === 'queued' ? Clock : Icon;
  const written = Object.entries(entry.tally).reduce(
    (sum, [kind, count]) => (kind === 'queued' || kind === 'not-sent' ? sum : sum + count),
    0,
  );
  return (
    <li className="px-3 py-1 hover:bg-hover">
      <div className="flex items-center gap-2">
        <span className="shrink-0 font-mono text-xs text-fg-2">{clock(entry.at)}</span>
        <button
          type="button"
          aria-label={t.load(topic)}
          title={`${topic} ${t.toUrl(shownServer(entry.url, texts))}`}
          onClick={() => loadMessage(connectionId, message)}
          className="min-h-(--h-link) min-w-0 flex-1 text-left hover:text-accent"
        >
          {alias ? topic : <TopicName topic={message.topic} />}
        </button>
        <span className="shrink-0 text-xs text-fg-2">
          QoS {message.qos}
          {message.retain ? ' · R' : ''}
          {sizes !== undefined && ` · ${t.sizes(...sizes)}`}
        </span>
        <IconButton
          small
          label={t.resend(topic)}
          disabled={isReadOnly}
          onClick={() => send(connectionId, message)}
        >
          <RotateCw size={12} aria-hidden />
        </IconButton>
      </div>
      <div className="flex flex-wrap items-center gap-x-2 text-xs">
        <span
          title={words.title}
          className={classes('flex min-w-0 items-center gap-1 break-words', text)}
        >
          <Mark size={12} aria-hidden className="shrink-0" />
          {words.text}
        </span>
        {entry.every > 0 && <RepeatProgress {...{ connectionId, entry, written }} />}
        {packet !== undefined && (
          <button
            type="button"
            onClick={() => showPacket(connectionId, packet)}
            className="ml-auto shrink-0 text-action"
          >
            {t.packet(packet)}
          </button>
        )}
      </div>
      {outcome.kind === 'held' && <HeldChoices connectionId={connectionId} entry={entry} />}
    </li>
  );
}

interface RepeatProgressProps extends SentRowProps {
  readonly written: number;
}

/** Progress and real rate of a repeat. */
function RepeatProgress({ connectionId, entry, written }: RepeatProgressProps) {
  const { publish: t, repeats } = useText();
  const { silence, ended } = useConnection(connectionId, 'silence', 'ended') ?? {};
  const { times, every, others, progress, done } = entry;
  const wanted = ((others + 1) * 1000) / every;
  const latest = silence === undefined ? progress?.rate : 0;
  const rate = done || ended !== undefined ? undefined : latest;
  const isSlow = rate !== undefined && rate < 0.9 * wanted;
  return (
    <span className="text-fg-2">
      {times === ENDLESS
        ? repeats.ended(progress?.sent ?? written)
        : t.outcomes.tally(written, times, entry.tally.queued ?? 0)}
      {others > 0 && ` ${repeats.others(others)}`}
      {rate !== undefined && (
        <span className={isSlow ? 'text-warn' : ''}>
          {' · '}
          {repeats.rateNow(rate)}
          {isSlow && ` ${repeats.wanted(wanted)}`}
        </span>
      )}
    </span>
  );
}

/** The broker closes the connection because of this message, so the user has to choose. */
function HeldChoices({ connectionId, entry }: SentRowProps) {
  const t = useFirstText().publish.outcomes;
  const isReadOnly = useReadOnly(connectionId);
  const decide = (how: HeldChoice) => () =>
    connectionById(connectionId)?.handle.send({ kind: 'held-message', id: entry.id, how });
  return (
    // The choices disappear with the answer; the row stays.
    <span
      className="flex flex-wrap items-center gap-x-2 text-xs"
      onClickCapture={({ currentTarget, detail }) => {
        if (detail === 0) currentTarget.closest('li')?.querySelector('button')?.focus();
      }}
    >
      {entry.message.qos === 2 && !isReadOnly && (
        <LinkButton onClick={decide('send-qos-1')}>{t.heldLower}</LinkButton>
      )}
      {!isReadOnly && <LinkButton onClick={decide('send')}>{t.heldSend}</LinkButton>}
      <LinkButton onClick={decide('discard')}>{t.heldDiscard}</LinkButton>
    </span>
  );
}

function LinkButton({ children, onClick }: { children: string; onClick: () => void }) {
  return (
    <button type="button" onClick={onClick} className="text-action">
      {children}
    </button>
  );
}
