import { ArrowLeftRight, Reply } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button, useText } from '#kit';
import { visibleName } from '../../../base/visibleText.ts';
import type { ReplyInfo, RequestInfo } from '../../../engine/requestResponse/reply.ts';
import type { PacketDetail } from '../../../engine/window/window.ts';
import { PUBLISH } from '../../../mqtt/tables/typeNumbers.ts';
import { useConnection } from '../../session/connection/connections.ts';
import { useNow, useWindowPart } from '../../session/connection/useWindowPart.ts';
import { showPacket } from '../../session/packets/actions.ts';
import { useReadOnly } from '../../session/readOnly.ts';
import { answerTo, fillAnswer } from '../../session/replies/actions.ts';
import { missesReplies } from './missesReplies.ts';

interface ReplySectionProps {
  readonly connectionId: string;
  readonly detail: PacketDetail;
  /** Both messages and the time between them are shown beside it. */
  readonly isBeside?: boolean;
}

/** Request with its replies, or a reply with its request and response time. */
export function ReplySection({ connectionId, detail, isBeside = false }: ReplySectionProps) {
  const { replies: t, publish } = useText();
  const { row } = detail;
  const isMessage = row.packetType === PUBLISH && row.unframed !== true;
  // Polled, because a reply may arrive at any time.
  const found = useWindowPart(connectionId, 'reply', isMessage ? row.number : undefined);
  const state = useConnection(connectionId, 'state')?.state;
  const isReadOnly = useReadOnly(connectionId);
  if (!isMessage || found?.packet !== row.number) return null;
  const { asks, answers } = found;
  if (asks === undefined && answers === undefined) return null;
  const answer = state === undefined || state.kind === 'file' ? undefined : answerTo(detail);
  return (
    <section aria-label={t.title} className="border-b border-line px-2 py-1 leading-5">
      {answers && <Replying connectionId={connectionId} answers={answers} />}
      {asks && (
        <div className="flex items-center gap-2">
          <Asking
            connectionId={connectionId}
            asks={asks}
            isOwn={row.direction === 'out'}
            isBeside={isBeside}
          />
          {answer && (
            <Button
              look="quiet"
              title={isReadOnly ? publish.readOnlyText : t.answerTitle}
              disabled={isReadOnly}
              className="ml-auto h-(--h-small)! shrink-0"
              icon={<Reply size={14} aria-hidden />}
              onClick={() => fillAnswer(connectionId, answer)}
            >
              {t.answer}
            </Button>
          )}
        </div>
      )}
    </section>
  );
}

/** A line with its kind in front. */
function Line({ kind, children }: { kind?: string | undefined; children: ReactNode }) {
  return (
    <div className="flex min-w-0 items-start gap-1.5">
      <ArrowLeftRight size={12} aria-hidden className="mt-1 shrink-0 text-fg-3" />
      <p className="min-w-0 break-words">
        {kind !== undefined && <span className="font-semibold">{kind} </span>}
        {children}
      </p>
    </div>
  );
}

interface AskingProps {
  readonly connectionId: string;
  readonly asks: RequestInfo;
  /** Sent, not received. */
  readonly isOwn: boolean;
  /** The first reply is shown beside it. */
  readonly isBeside: boolean;
}

function Asking({ connectionId: id, asks, isOwn, isBeside }: AskingProps) {
  const { replies: t, kit } = useText();
  const now = useNow(id, asks.count === 0 && !isBeside) ?? asks.time;
  const [first, ...others] = asks.replies;
  const connection = useConnection(id, 'subscriptions', 'state');
  const isMissed =
    isOwn &&
    !asks.wantsNone &&
    asks.replyTopic !== undefined &&
    connection !== undefined &&
    missesReplies(connection.subscriptions, connection.state, asks.replyTopic);
  return (
    <Line kind={isBeside ? undefined : t.request}>
      {isBeside && !asks.wantsNone ? null : first !== undefined ? (
        <>
          {t.answeredBy} <Link id={id} to={first.packet} /> {t.after(first.latency)}
        </>
      ) : (
        <span className={asks.wantsNone ? undefined : 'text-warn'}>
          {asks.wantsNone ? t.wantsNone : t.noReplyYet(now - asks.time)}
        </span>
      )}{' '}
      {asks.replyTopic !== undefined && (
        <span className="text-fg-2">
          {!isBeside && '· '}
          {t.repliesOn(visibleName(asks.replyTopic))}
        </span>
      )}
      {first === undefined && isMissed && <span className="text-warn"> {t.notSubscribed}</span>}
      {others.length > 0 && (
        <span className="block">
          {t.furtherReplies}
          {kit.gap}
          {others.map(({ packet, latency }) => (
            <span key={packet} className="mr-2 whitespace-nowrap">
              <Link id={id} to={packet} /> {t.after(latency)}
            </span>
          ))}
          {asks.count > asks.replies.length && t.notListed(asks.count - asks.replies.length)}
        </span>
      )}
      {first?.by === 'topic' && <span className="block text-warn">{t.byTopic}</span>}
      <SameAs id={id} request={asks.sameAs} />
      {asks.early !== undefined && (
        <span className="block text-warn">
          {t.early} <Link id={id} to={asks.early} />
        </span>
      )}
    </Line>
  );
}

function Replying({ connectionId: id, answers }: { connectionId: string; answers: ReplyInfo }) {
  const t = useText().replies;
  const { request, latency, place, count, candidates, later } = answers;
  return (
    <Line kind={t.reply}>
      {request === undefined ? (
        <span className="text-warn">{candidates > 0 ? t.candidates(candidates) : t.noRequest}</span>
      ) : (
        <>
          {t.to} <Link id={id} to={request} /> {latency !== undefined && t.after(latency)}
          {count > 1 && <span className="text-fg-2"> · {t.oneOf(place, count)}</span>}
        </>
      )}
      {answers.by === 'topic' && <span className="block text-warn">{t.byTopic}</span>}
      <SameAs id={id} request={answers.sameAs} />
      {later !== undefined && (
        <span className="block text-warn">
          {t.later} <Link id={id} to={later} />
        </span>
      )}
    </Line>
  );
}

function SameAs({ id, request }: { id: string; request: number | undefined }) {
  const t = useText().replies;
  if (request === undefined) return null;
  return (
    <span className="block text-warn">
      {t.sameAs} <Link id={id} to={request} />. {t.newest}
    </span>
  );
}

function Link({ id, to }: { id: string; to: number }) {
  const { detail } = useText();
  return (
    <button
      type="button"
      title={detail.exchange.show(to)}
      onClick={() => showPacket(id, to)}
      className="rounded-sm font-mono text-accent hover:underline"
    >
      {detail.number(to)}
    </button>
  );
}
