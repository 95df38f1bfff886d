import { Route, Zap } from 'lucide-react';
import { Fragment, type ReactNode, useMemo } from 'react';
import type { CloudEvent } from '../../../conventions/events/cloudEvent.ts';
import { type MessageSense, senseOfMessage } from '../../../conventions/events/messageSense.ts';
import { saidBy } from '../../../conventions/events/saidByMessage.ts';
import type { PacketDetail } from '../../../engine/capture/window.ts';
import { decode } from '../../../mqtt/decode.ts';
import { say } from '../../../mqtt/fact.ts';
import { PUBLISH } from '../../../mqtt/typeNumbers.ts';
import { visibleText } from '../../../payload/visibleText.ts';
import { useText } from '../../kit/language/useText.ts';
import { filterPackets } from '../../session/filter/filterPackets.ts';

interface MessageSenseProps {
  readonly connectionId: string;
  readonly detail: PacketDetail;
  /** As they may be shown. */
  readonly bytes: Uint8Array;
}

/** What a message means by itself: an event, a part of a trace. */
export function MessageSenseSection({ connectionId, detail, bytes }: MessageSenseProps) {
  const t = useText().messageSense;
  const { row, version } = detail;
  const isMessage = row.packetType === PUBLISH && row.unframed !== true && row.lost !== true;
  const sense = useMemo(
    () => (isMessage ? senseOf(bytes, version) : undefined),
    [isMessage, bytes, version],
  );
  if (sense === undefined) return null;
  return (
    <section aria-label={t.title} className="border-b border-line px-2 py-1 leading-5">
      {sense.event && <Event event={sense.event} />}
      {sense.trace && <Trace connectionId={connectionId} {...sense} trace={sense.trace} />}
    </section>
  );
}

function senseOf(bytes: Uint8Array, version: PacketDetail['version']): MessageSense | undefined {
  const decoded = decode(bytes, version);
  if (!decoded.ok || decoded.packet.type !== 'publish') return undefined;
  const { properties, payload } = decoded.packet;
  return senseOfMessage(saidBy(properties, payload));
}

/** Characters of a value that are drawn. */
const LONGEST = 300;

function Value({ children }: { children: string }) {
  return <bdi className="font-mono wrap-anywhere">{visibleText(children.slice(0, LONGEST))}</bdi>;
}

interface LineProps {
  readonly icon: ReactNode;
  readonly kind: string;
  readonly faults: readonly string[];
  readonly children: ReactNode;
}

/** With its kind in front, and what is wrong below it. */
function Line({ icon, kind, faults, children }: LineProps) {
  return (
    <div className="flex min-w-0 items-start gap-1.5">
      <span className="mt-1 shrink-0 text-fg-3">{icon}</span>
      <p className="min-w-0 break-words">
        <span className="font-semibold">{kind}</span> {children}
        {faults.map((fault) => (
          <span key={fault} className="block text-warn">
            {visibleText(fault)}
          </span>
        ))}
      </p>
    </div>
  );
}

function Event({ event }: { event: CloudEvent }) {
  const t = useText().messageSense;
  const { type, source, mode, more, faults } = event;
  const named = (['subject', 'id', 'time'] as const).flatMap((name) => {
    const value = event[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  const said = faults.map((fault) => say(t.eventFaults, fault));
  return (
    <Line icon={<Zap size={12} aria-hidden />} kind={t.event} faults={said}>
      {type !== undefined && <Value>{type}</Value>}{' '}
      {source !== undefined && <bdi>{visibleText(t.from(source.slice(0, LONGEST)))}</bdi>}
      <Pairs pairs={[...named, ...more]} />
      <span className="text-fg-3"> · {t.modes[mode]}</span>
    </Line>
  );
}

function Pairs({ pairs }: { pairs: readonly (readonly [name: string, value: string])[] }) {
  return pairs.map(([name, value]) => (
    <Fragment key={name}>
      {' · '}
      <span className="text-fg-3">{visibleText(name)}</span> <Value>{value}</Value>
    </Fragment>
  ));
}

interface TraceProps extends Pick<MessageSense, 'traceIn'> {
  readonly connectionId: string;
  readonly trace: NonNullable<MessageSense['trace']>;
}

function Trace({ connectionId, trace: { trace, states, faults }, traceIn }: TraceProps) {
  const t = useText().messageSense;
  const said = faults.map((fault) => say(t.traceFaults, fault));
  const place = traceIn === 'user' ? 'user["traceparent"]' : 'payload.traceparent';
  return (
    <Line icon={<Route size={12} aria-hidden />} kind={t.trace} faults={said}>
      {trace && (
        <>
          <Value>{trace.id}</Value> · <span className="text-fg-3">{t.span}</span>{' '}
          <Value>{trace.span}</Value> · {trace.isSampled ? t.sampled : t.notSampled}
          <Pairs pairs={states} />{' '}
          <button
            type="button"
            className="text-action"
            title={t.followTitle}
            onClick={() =>
              filterPackets(connectionId, (quote) => `${place} contains ${quote(trace.id)}`)
            }
          >
            {t.follow}
          </button>
        </>
      )}
    </Line>
  );
}
