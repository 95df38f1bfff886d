import { rowTime, useText } from '#kit';
import { duration } from '../../../../i18n/durations.ts';
import type { QoS } from '../../../../mqtt/tables/packet.ts';
import { ARROW } from '../../../pieces/ladder/diagramLayout.ts';
import { TracedArrow } from '../../../pieces/ladder/TracedArrow.tsx';
import { faultWords, stepDetails } from '../../../pieces/ladder/tracedWords.ts';
import type { EndMoment } from './endsLayout.ts';

export interface Frame {
  /** ms since 1970 at which the broker's clock was 0. */
  readonly origin: number;
  readonly publisher: number;
  readonly broker: number;
  /** Subscribers of the drawn deliveries. */
  readonly subscribers: readonly number[];
  /** Pixels between two lifelines. */
  readonly gap: number;
}

interface DrawnStepProps {
  readonly moment: EndMoment;
  readonly top: number;
  readonly frame: Frame;
  /** QoS of the PUBLISH packets at this end. */
  readonly qos: QoS;
}

/** A packet as an arrow between the broker and an end, with the time at the broker on the left. */
export function DrawnStep({ moment, top, frame, qos }: DrawnStepProps) {
  const texts = useText();
  const t = texts.bothEnds;
  const client =
    moment.end === 'publisher' ? frame.publisher : (frame.subscribers[moment.end] ?? 0);
  if (moment.kind === 'reconnect') {
    return (
      <g>
        <path
          d={`M${client - 60} ${top + 13}h120`}
          className="stroke-warn"
          strokeDasharray="3 3"
          strokeOpacity="0.7"
        />
        <text x={client} y={top + 10} textAnchor="middle" className="fill-warn text-xs">
          {t.reconnected(moment.connection)}
        </text>
      </g>
    );
  }
  const { step, since } = moment;
  const { broker, origin } = frame;
  const isToBroker = step.direction === 'in';
  const [from, to] = isToBroker ? [client, broker] : [broker, client];
  const fault = step.fault && faultWords(texts, step.fault);
  // The broker's end of the arrow is the moment that was seen.
  const seenAt = top + (isToBroker ? ARROW.end : ARROW.begin);
  // No other lifeline crosses the last stretch before the client, so the label is drawn there.
  const label = moment.end === 'publisher' ? client + 8 : client - frame.gap + 8;
  return (
    <g className={isToBroker ? 'text-dir-out' : 'text-dir-in'}>
      <text x={8} y={seenAt} className="fill-fg font-mono">
        {rowTime(origin, step.time * 1000)}
      </text>
      <text x={8} y={seenAt + 13} className="fill-fg-2 font-mono text-xs">
        {since === undefined ? t.start : since === 0 ? t.atOnce : `+${duration(since * 1000)}`}
      </text>
      <TracedArrow from={from} to={to} top={top} fault={step.fault} />
      <text x={label} y={top + 18} fill="currentColor">
        {isToBroker ? '▲ ' : '▼ '}
        <tspan className="fill-fg font-semibold">{step.packet.toUpperCase()}</tspan>
        <tspan className="fill-fg-2 text-xs"> {stepDetails(step, qos)}</tspan>
      </text>
      {fault !== undefined && (
        <text x={label} y={top + 45} className="fill-warn text-xs">
          {fault}
        </text>
      )}
    </g>
  );
}
