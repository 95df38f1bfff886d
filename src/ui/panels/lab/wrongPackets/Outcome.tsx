import type { ReactNode } from 'react';
import { useText } from '#kit';
import { visibleText } from '../../../../base/visibleText.ts';
import type { Answer } from '../../../../engine/workshop/reaction.ts';
import type { RequiredReaction } from '../../../../engine/workshop/requiredReaction.ts';
import type { ProtocolVersion } from '../../../../mqtt/tables/packet.ts';
import { packetName } from '../../../../mqtt/tables/packetNames.ts';
import { StatementNote } from '../../../pieces/marks/StatementNote.tsx';
import { showPacket } from '../../../session/packets/actions.ts';
import type { Tried } from '../../../session/workshop/workshop.ts';
import { VerdictMark } from './VerdictMark.tsx';

/** Answers that are listed. */
const MOST = 6;

interface OutcomeProps {
  readonly connectionId: string;
  readonly version: ProtocolVersion;
  readonly wanted: RequiredReaction;
  readonly isFirst: boolean;
  readonly statement: string | undefined;
  readonly tried: Tried | undefined;
  readonly isRunning: boolean;
}

/** Requirement of the standard next to the behaviour of the server. */
export function Outcome(props: OutcomeProps) {
  const { connectionId, version, wanted, isFirst, statement, tried, isRunning } = props;
  const t = useText().workshop;
  return (
    <section aria-label={t.result} className="grid gap-3 border-t border-line pt-3">
      <div className="grid gap-x-6 gap-y-3 lg:grid-cols-2">
        <Part title={t.wants}>
          <p>{t.wanted(wanted, version, isFirst)}</p>
          {statement !== undefined && (
            <p className="mt-1 flex flex-wrap">
              <StatementNote id={statement} version={version} />
            </p>
          )}
        </Part>
        <Part title={t.did}>
          <output aria-busy={isRunning} className="block">
            {isRunning ? (
              <p className="text-fg-2">{t.watching}</p>
            ) : tried === undefined ? (
              <p className="text-fg-2">{t.notYet}</p>
            ) : (
              <Did connectionId={connectionId} version={version} tried={tried} />
            )}
          </output>
        </Part>
      </div>
      {tried !== undefined && !isRunning && (
        <p className="flex flex-wrap items-baseline gap-2">
          <VerdictMark tried={tried} inWords />
          <span className="text-fg-2">
            {tried.kind === 'tried' ? t.why[tried.verdict.why] : t.nothingJudged}
          </span>
        </p>
      )}
    </section>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <h3 className="pb-1 text-xs font-semibold text-fg-2">{title}</h3>
      {children}
    </div>
  );
}

interface DidProps {
  readonly connectionId: string;
  readonly version: ProtocolVersion;
  readonly tried: Tried;
}

function Did({ connectionId, version, tried }: DidProps) {
  const { workshop: t, problems } = useText();
  if (tried.kind === 'failed') return <p className="text-err">{t.failed}</p>;
  if (tried.kind === 'not-tried') {
    return <p className="text-err">{t.whyNot(tried.why, tried.code, version)}</p>;
  }
  const { answers, closed, watched } = tried.reaction;
  const [sent] = tried.sent;
  return (
    <ul className="grid gap-1">
      {sent !== undefined && (
        <li className="flex items-baseline gap-2">
          <PacketNumber connectionId={connectionId} packet={sent} title={problems.showPacket(sent)}>
            {problems.number(sent)}
          </PacketNumber>
          <span>{t.sentOn[tried.on]}</span>
        </li>
      )}
      {answers.slice(0, MOST).map((answer, index) => (
        <li key={index} className="flex items-baseline gap-2">
          {answer.packet !== undefined && (
            <PacketNumber
              connectionId={connectionId}
              packet={answer.packet}
              title={problems.showPacket(answer.packet)}
            >
              {problems.number(answer.packet)}
            </PacketNumber>
          )}
          <AnswerText answer={answer} />
        </li>
      ))}
      {answers.length > MOST && <li className="text-fg-2">{t.more(answers.length - MOST)}</li>}
      {closed !== undefined && (
        <li>
          {t.closed(closed.code, visibleText(closed.reason))}{' '}
          <span className="text-fg-3">{t.after(closed.after)}</span>
        </li>
      )}
      {closed === undefined && <li className="text-fg-2">{t.stillOpen(watched)}</li>}
    </ul>
  );
}

function AnswerText({ answer }: { answer: Answer }) {
  const { workshop: t, packets } = useText();
  const name = answer.type === undefined ? t.noPacket : packetName(answer.type);
  const summary = packets.summary(answer.summary);
  return (
    <span className="min-w-0 [overflow-wrap:anywhere]">
      <span className="font-mono">{name}</span>
      {summary !== '' && ` ${visibleText(summary)}`}{' '}
      <span className="whitespace-nowrap text-fg-3">{t.after(answer.after)}</span>
    </span>
  );
}

interface PacketNumberProps {
  readonly connectionId: string;
  readonly packet: number;
  readonly title: string;
  readonly children: ReactNode;
}

function PacketNumber({ connectionId, packet, title, children }: PacketNumberProps) {
  return (
    <button
      type="button"
      title={title}
      onClick={() => showPacket(connectionId, packet)}
      className="shrink-0 rounded-sm font-mono text-action"
    >
      {children}
    </button>
  );
}
