import { ArrowDown, ArrowRight, Clock } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { DirectionMark, TopicName, useText } from '#kit';
import type { LoggedMessage, PacketDetail } from '../../../engine/window/window.ts';
import { duration } from '../../../i18n/durations.ts';
import { ReplySection } from '../../pieces/pairs/ReplySection.tsx';
import { useNow, useWindowPart } from '../../session/connection/useWindowPart.ts';
import { showPacket } from '../../session/packets/actions.ts';
import type { Pair } from './usePair.ts';

type Found = NonNullable<LoggedMessage['found']>;

/** Draws the payload of a message, with its changes since the previous message on its topic. */
export type PayloadOf = (props: Found & { readonly connectionId: string }) => ReactNode;

interface PairPaneProps {
  readonly connectionId: string;
  readonly pair: Pair;
  readonly Payload: PayloadOf;
}

/** A request at the left and its reply at the right, or below each other, with the time between them. */
export function PairPane({ connectionId, pair, Payload }: PairPaneProps) {
  const { replies: t } = useText();
  const { request, reply } = pair;
  const side = (name: string, packet: number | undefined, missing: string) => (
    <Side key={packet} {...{ connectionId, name, packet, missing, Payload }} />
  );
  return (
    <div className="@container flex h-full min-h-0 flex-col bg-pane">
      <Notes connectionId={connectionId} packet={request ?? reply} />
      <div className="flex min-h-0 flex-1 flex-col overflow-y-auto @2xl:flex-row @2xl:overflow-hidden">
        {side(t.request, request, t.noOther.reply)}
        <Between connectionId={connectionId} pair={pair} />
        {side(t.reply, reply, t.noOther.request)}
      </div>
    </div>
  );
}

/** Latency, or how long the reply has been awaited. */
function Between({ connectionId, pair }: { connectionId: string; pair: Pair }) {
  const { replies: t, pairs } = useText();
  const { latency, state, time, reply } = pair;
  const isAwaited = reply === undefined && (state === 'waiting' || state === 'unanswered');
  const now = useNow(connectionId, isAwaited) ?? time;
  return (
    <p className="flex shrink-0 items-center justify-center gap-1 border-line px-2 py-1 text-center @max-2xl:border-b @2xl:w-28 @2xl:flex-col @2xl:border-x">
      {isAwaited ? (
        <>
          <Clock size={14} aria-hidden className="shrink-0 text-warn" />
          <span className="text-warn">{t.noReplyFor(Math.max(0, now - time))}</span>
        </>
      ) : (
        <>
          <ArrowRight size={14} aria-hidden className="text-fg-3 @max-2xl:hidden" />
          <ArrowDown size={14} aria-hidden className="text-fg-3 @2xl:hidden" />
          {latency === undefined ? (
            <span className="text-fg-2">
              {state === 'alone' ? t.states.alone : pairs.states[state]}
            </span>
          ) : (
            <span className="font-mono">{duration(latency)}</span>
          )}
        </>
      )}
    </p>
  );
}

interface SideProps {
  readonly connectionId: string;
  readonly name: string;
  readonly packet: number | undefined;
  /** Text if there is no packet. */
  readonly missing: string;
  readonly Payload: PayloadOf;
}

/** One of the two messages. It is loaded once. */
function Side({ connectionId, name, packet, missing, Payload }: SideProps) {
  const { replies: t, detail } = useText();
  const [held, setHeld] = useState<LoggedMessage>();
  const message = useWindowPart(connectionId, 'message', held === undefined ? packet : undefined);
  if (held === undefined && message !== undefined && message.packet === packet) setHeld(message);
  const found = held?.found;
  return (
    <section aria-label={name} className="flex min-h-40 min-w-0 flex-1 flex-col @2xl:min-h-0">
      <div className="flex h-(--h-tabs) shrink-0 items-center gap-2 border-b border-line bg-bar px-3">
        <h2 className="font-semibold">{name}</h2>
        {found && <DirectionMark direction={found.message.sent ? 'out' : 'in'} />}
        {packet !== undefined && (
          <button
            type="button"
            title={detail.exchange.show(packet)}
            onClick={() => showPacket(connectionId, packet)}
            className="min-h-(--h-link) shrink-0 rounded-sm font-mono text-action"
          >
            {t.number(packet)}
          </button>
        )}
        <span className="ml-auto min-w-0">{found && <TopicName topic={found.topic} />}</span>
      </div>
      {packet === undefined ? (
        <p className="p-3 text-fg-2">{missing}</p>
      ) : found === undefined ? (
        held && <p className="p-3 text-fg-2">{detail.gone.text}</p>
      ) : (
        <Payload connectionId={connectionId} {...found} />
      )}
    </section>
  );
}

/** Facts about the pairing, and a button to reply. The packet is loaded once, because it may be large. */
function Notes({ connectionId, packet }: { connectionId: string; packet: number | undefined }) {
  const [held, setHeld] = useState<PacketDetail>();
  const have = held !== undefined && held.row.number === packet;
  const reply = useWindowPart(connectionId, 'packet', have ? undefined : packet);
  if (!have && reply && reply.row.number === packet) setHeld(reply);
  return have ? <ReplySection connectionId={connectionId} detail={held} isBeside /> : null;
}
