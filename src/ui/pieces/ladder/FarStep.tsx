import { duration } from '../../../i18n/durations.ts';
import { useText } from '../../kit/language/useText.ts';
import { ARROW } from './diagramLayout.ts';
import type { FarMoment } from './farEnd.ts';
import type { Frame } from './frame.ts';
import { TracedArrow } from './TracedArrow.tsx';
import { faultWords, stepDetails } from './tracedWords.ts';

/** px between two lanes that the QoS needs beside an arrow. */
const ROOM_FOR_QOS = 170;

interface FarStepProps {
  readonly moment: FarMoment;
  readonly top: number;
  readonly frame: Frame;
}

/** A packet between the broker and the other end, with its time at the broker. */
export function FarStep({ moment, top, frame }: FarStepProps) {
  const texts = useText();
  const { handshakes: t, bothEnds } = texts;
  const { client, broker, far, firstFar } = frame;
  if (far === undefined) return null;
  const { step, since, end, index } = moment;
  // Nothing precedes the PUBLISH of another client.
  const isFirst = end.isPublisher && index === 0;
  const isToBroker = step.direction === 'in';
  const [from, to] = isToBroker ? [far, broker] : [broker, far];
  const seenAt = top + (isToBroker ? ARROW.end : ARROW.begin);
  const fault = step.fault && faultWords(texts, step.fault);
  return (
    <g className={isToBroker ? 'text-dir-out' : 'text-dir-in'}>
      <title>{t.sentences.far(step.packet.toUpperCase(), end.client, isToBroker)}</title>
      <text x={client - 16} y={seenAt + 4} textAnchor="end" className="fill-fg-3 font-mono">
        {isFirst ? t.start : since === 0 ? bothEnds.atOnce : `+${duration(since * 1000)}`}
      </text>
      <TracedArrow from={from} to={to} top={top} fault={step.fault} isNew={index >= firstFar} />
      <text x={broker + 10} y={top + 16}>
        <tspan className="fill-fg font-semibold">{step.packet.toUpperCase()}</tspan>
        <tspan className="fill-fg-2 text-xs">
          {' '}
          {far - broker < ROOM_FOR_QOS
            ? step.packetId !== undefined && `id ${step.packetId}`
            : stepDetails(step, end.qos)}
        </tspan>
      </text>
      {fault !== undefined && (
        <text x={broker + 10} y={top + 46} className="fill-warn text-xs">
          {fault}
        </text>
      )}
    </g>
  );
}
