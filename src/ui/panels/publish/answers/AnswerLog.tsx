import { classes, TopicName, useText } from '#kit';
import type { Answered } from '../../../../connection/protocol/answerProtocol.ts';
import type { AnswerRule } from '../../../../profiles/settings/answerRule.ts';
import { showPacket } from '../../../session/packets/actions.ts';
import { fillErrorWords } from '../../../session/publish/fillErrorWords.ts';
import { outcomeWords, packetOf } from '../../../session/publish/outcomeWords.ts';

interface AnswerLogProps {
  readonly connectionId: string;
  readonly rules: readonly AnswerRule[];
  readonly log: readonly Answered[];
}

const TONES = { quiet: 'text-fg-2', ok: 'text-ok', warn: 'text-warn', err: 'text-err' } as const;

const clock = (at: number): string => new Date(at).toTimeString().slice(0, 8);

/** Latest answers with their outcomes. */
export function AnswerLog({ connectionId, rules, log }: AnswerLogProps) {
  const { answers: t } = useText();
  return (
    <div>
      <h3 className="text-xs font-semibold text-fg-2">{t.log}</h3>
      {log.length === 0 && <p className="text-fg-2">{t.logNone}</p>}
      <ol className="max-h-60 overflow-auto" aria-label={t.log}>
        {log.map((entry, place) => (
          // Entries have no identity but their place.
          <LogRow key={place} connectionId={connectionId} rules={rules} entry={entry} />
        ))}
      </ol>
    </div>
  );
}

interface LogRowProps extends Omit<AnswerLogProps, 'log'> {
  readonly entry: Answered;
}

function LogRow({ connectionId, rules, entry }: LogRowProps) {
  const { answers: t, publish } = useText();
  const { outcome, packet } = entry;
  const rule = rules.find(({ id }) => id === entry.rule);
  const words =
    outcome.kind === 'not-made'
      ? { text: t.notMade(rule ? fillErrorWords(outcome.why, rule) : ''), tone: 'err' as const }
      : outcomeWords(outcome, rule?.qos ?? 0, publish.outcomes);
  const answer = outcome.kind === 'not-made' ? undefined : packetOf(outcome);
  return (
    <li className="py-0.5 text-xs">
      <div className="flex items-center gap-2">
        <span className="shrink-0 font-mono text-fg-2">{clock(entry.at)}</span>
        <span className="min-w-0 flex-1 font-mono">
          <TopicName topic={entry.topic} />
        </span>
        <Link connectionId={connectionId} packet={packet} text={t.to(packet)} />
      </div>
      <div className={classes('flex flex-wrap items-center gap-x-2', TONES[words.tone])}>
        <span className="min-w-0 break-words">{words.text}</span>
        {answer !== undefined && (
          <span className="ml-auto">
            <Link connectionId={connectionId} packet={answer} text={publish.packet(answer)} />
          </span>
        )}
      </div>
    </li>
  );
}

interface LinkProps {
  readonly connectionId: string;
  readonly packet: number;
  readonly text: string;
}

function Link({ connectionId, packet, text }: LinkProps) {
  return (
    <button
      type="button"
      className="shrink-0 text-action"
      onClick={() => showPacket(connectionId, packet)}
    >
      {text}
    </button>
  );
}
