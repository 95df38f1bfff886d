import type { TracedFault } from '../../../../broker/journal/tracedMessage.ts';
import { duration } from '../../../../i18n/durations.ts';
import type { QoS } from '../../../../mqtt/tables/packet.ts';
import { useText } from '../../../kit/language/useText.ts';
import { rowTime } from '../../../kit/page/clock.ts';
import type { EndMoment } from './endsLayout.ts';
import { faultWords, stepDetails } from './stepWords.ts';

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

/** From a step's upper edge. */
const ARROW = { begin: 24, end: 34 } as const;

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
  // The last stretch before the client is its own: no other lifeline crosses what stands there.
  const label = moment.end === 'publisher' ? client + 8 : client - frame.gap + 8;
  return (
    <g className={isToBroker ? 'text-dir-out' : 'text-dir-in'}>
      <text x={8} y={seenAt} className="fill-fg font-mono">
        {rowTime(origin, step.time * 1000)}
      </text>
      <text x={8} y={seenAt + 13} className="fill-fg-2 font-mono text-xs">
        {since === undefined ? t.start : since === 0 ? t.atOnce : `+${duration(since * 1000)}`}
      </text>
      <Arrow from={from} to={to} top={top} fault={step.fault} />
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

interface ArrowProps {
  readonly from: number;
  readonly to: number;
  readonly top: number;
  readonly fault: TracedFault | undefined;
}

function Arrow({ from, to, top, fault }: ArrowProps) {
  const isLost = fault?.isLost === true;
  const isShort = isLost || fault?.isWaiting === true;
  const sign = Math.sign(to - from);
  const begin = top + ARROW.begin;
  // The arrow of a packet that a rule made starts midway.
  const start = fault?.action === 'made' ? from + (to - from) * 0.3 : from + 3 * sign;
  // The arrow of a lost or waiting packet ends midway.
  const tip = isShort ? from + (to - from) * 0.7 : to - 3 * sign;
  const end = isShort ? top + ARROW.begin + 7 : top + ARROW.end;
  return (
    <>
      <path
        d={`M${start} ${begin}L${tip} ${end}`}
        stroke="currentColor"
        strokeWidth="1.5"
        strokeDasharray={isShort ? '5 4' : undefined}
      />
      {isLost ? (
        <path
          d={`M${tip - 5} ${end - 5}l10 10m0 -10l-10 10`}
          className="stroke-warn"
          strokeWidth="2"
        />
      ) : isShort ? (
        <path
          d={`M${tip} ${end - 6}v12m${5 * sign} -12v12`}
          className="stroke-warn"
          strokeWidth="2"
        />
      ) : (
        <path
          d={`M${tip - 8 * sign} ${end - 5}l${8 * sign} 5l${-9 * sign} 3z`}
          fill="currentColor"
        />
      )}
    </>
  );
}
