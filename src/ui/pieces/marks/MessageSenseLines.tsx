import { Route, Zap } from 'lucide-react';
import { Fragment, type ReactNode } from 'react';
import { say } from '../../../base/message.ts';
import { visibleText } from '../../../base/visibleText.ts';
import type { CloudEvent } from '../../../conventions/events/cloudEvent.ts';
import type { MessageSense } from '../../../conventions/events/messageSense.ts';
import { useText } from '../../kit/language/useText.ts';
import { filterPackets } from '../../session/filter/filterPackets.ts';

interface MessageSenseLinesProps {
  readonly connectionId: string;
  readonly sense: MessageSense;
}

/** Meaning of a message by itself, such as an event or a part of a trace. */
export function MessageSenseLines({ connectionId, sense }: MessageSenseLinesProps) {
  const t = useText().messageSense;
  return (
    <section aria-label={t.title} className="shrink-0 border-b border-line px-2 py-1 leading-5">
      {sense.event && <Event event={sense.event} />}
      {sense.trace && <Trace connectionId={connectionId} {...sense} trace={sense.trace} />}
    </section>
  );
}

/** Characters of a value that are drawn. */
const LONGEST = 300;

function Value({ children }: { children: string }) {
  return <bdi className="font-mono wrap-anywhere">{visibleText(children.slice(0, LONGEST))}</bdi>;
}

interface LineProps {
  readonly icon: ReactNode;
  readonly kind: string;
  readonly errors: readonly string[];
  readonly children: ReactNode;
}

/** Line with its kind in front and its errors below. */
function Line({ icon, kind, errors, children }: LineProps) {
  return (
    <div className="flex min-w-0 items-start gap-1.5">
      <span className="mt-1 shrink-0 text-fg-3">{icon}</span>
      <p className="min-w-0 break-words">
        <span className="font-semibold">{kind}</span> {children}
        {errors.map((error) => (
          <span key={error} className="block text-warn">
            {visibleText(error)}
          </span>
        ))}
      </p>
    </div>
  );
}

function Event({ event }: { event: CloudEvent }) {
  const t = useText().messageSense;
  const { type, source, mode, more, errors } = event;
  const named = (['subject', 'id', 'time'] as const).flatMap((name) => {
    const value = event[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  const said = errors.map((error) => say(t.eventErrors, error));
  return (
    <Line icon={<Zap size={12} aria-hidden />} kind={t.event} errors={said}>
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

function Trace({ connectionId, trace: { trace, states, errors }, traceIn }: TraceProps) {
  const t = useText().messageSense;
  const said = errors.map((error) => say(t.traceErrors, error));
  const place = traceIn === 'user' ? 'user["traceparent"]' : 'payload.traceparent';
  return (
    <Line icon={<Route size={12} aria-hidden />} kind={t.trace} errors={said}>
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
