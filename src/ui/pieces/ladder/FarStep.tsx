import { useText } from '#kit';
import { duration } from '../../../i18n/durations.ts';
import { ARROW, LINE, TIME_BASELINE, WORDS_LINE } from './diagramLayout.ts';
import type { FarMoment } from './farEnd.ts';
import { type Frame, LABEL, TIME_GAP } from './frame.ts';
import { FAR_GAP, momentLines } from './momentLines.ts';
import { TracedArrow } from './TracedArrow.tsx';
import { widthOf } from './textWidth.ts';
import { stepDetails } from './tracedWords.ts';

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
  const fault = momentLines(moment, frame, texts);
  const name = step.packet.toUpperCase();
  const details = stepDetails(step, end.qos);
  const room = far - broker - FAR_GAP;
  return (
    <g className={isToBroker ? 'text-dir-out' : 'text-dir-in'}>
      <title>{t.sentences.far(name, end.client, isToBroker)}</title>
      <text
        x={client - TIME_GAP}
        y={seenAt + TIME_BASELINE}
        textAnchor="end"
        className="fill-fg-3 font-mono text-xs"
      >
        {isFirst ? t.start : since === 0 ? bothEnds.atOnce : `+${duration(since * 1000)}`}
      </text>
      <TracedArrow from={from} to={to} top={top} fault={step.fault} isNew={index >= firstFar} />
      <text x={broker + FAR_GAP} y={top + LABEL}>
        <tspan className="fill-fg font-semibold">{name}</tspan>
        <tspan className="fill-fg-2 text-xs">
          {' '}
          {widthOf(`${name} ${details}`) <= room
            ? details
            : step.packetId !== undefined && `id ${step.packetId}`}
        </tspan>
      </text>
      {fault.map((line, at) => (
        // Lines have no identity but their place.
        <text
          key={at}
          x={broker + FAR_GAP}
          y={top + ARROW.end + LINE + at * WORDS_LINE}
          className="fill-warn text-xs"
        >
          {line}
        </text>
      ))}
    </g>
  );
}
