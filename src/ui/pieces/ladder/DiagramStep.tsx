import { rowTime, useText } from '#kit';
import { TYPE } from '../../../engine/timeline/sides.ts';
import type { StepMoment } from '../../../engine/timeline/timeline.ts';
import { typeName } from '../../../engine/window/packetTypes.ts';
import { duration } from '../../../i18n/durations.ts';
import { grouped } from '../../../i18n/numbers.ts';
import { hexByte } from '../../../mqtt/tables/reasonCodes.ts';
import { ARROW, isViolation, LINE, TIME_BASELINE } from './diagramLayout.ts';
import { type Frame, LABEL, TIME_GAP } from './frame.ts';
import { momentSentences, plain } from './momentSentences.ts';
import { widthOf } from './textWidth.ts';
import { hasIdentifier } from './words.ts';

/** px from the lifelines to the words, and between two of them. */
const NAME_GAP = 16;
const NUMBER_GAP = 12;
const BETWEEN = 12;
/** Reason codes that fit beside an arrow. */
const CODES_DRAWN = 4;

interface DiagramStepProps {
  readonly moment: StepMoment;
  readonly top: number;
  readonly frame: Frame;
}

/** A packet as an arrow with its name, and its time on the left. */
export function DiagramStep({ moment, top, frame }: DiagramStepProps) {
  const t = useText().handshakes;
  const { step } = moment;
  const { client, broker, origin, detail } = frame;
  const out = step.direction === 'out';
  const tone = out ? 'text-dir-out' : 'text-dir-in';
  const [from, to] = out ? [client + 4, broker - 2] : [broker - 2, client + 4];
  const begin = top + ARROW.begin;
  const end = top + ARROW.end;
  // This client's end of the arrow is the moment that was seen.
  const seenAt = out ? begin : end;
  const head = out ? `M${to - 8} ${end - 5}l8 5l-9 3z` : `M${to + 8} ${end - 5}l-8 5l9 3z`;
  const isNew = moment.index >= frame.firstSteps;
  const isStopped = detail.treated.some(
    ({ packet, withheld }) => withheld && packet === step.packet,
  );
  const words = momentSentences(moment, t.sentences, frame).map(plain).join(' ');
  const label = labelOf(moment, frame);
  const number = numberPlace(label, moment, frame);
  return (
    <g className={tone} data-step={step.packet} data-packet={step.held ? step.packet : undefined}>
      <title>{words}</title>
      <text
        x={client - TIME_GAP}
        y={seenAt + TIME_BASELINE}
        textAnchor="end"
        className="fill-fg-2 font-mono text-xs"
      >
        {moment.sameFrame
          ? t.sameFrame
          : moment.index === 0
            ? rowTime(origin, step.time)
            : `+${duration(step.time - frame.detail.row.start)}`}
        <title>{moment.sameFrame ? t.sameFrameTitle : rowTime(origin, step.time)}</title>
      </text>
      {isStopped ? (
        <StoppedArrow from={from} to={to} top={top} />
      ) : (
        <>
          <path
            d={`M${from} ${begin}L${to} ${end}`}
            pathLength={1}
            stroke="currentColor"
            strokeWidth="1.5"
            className={isNew ? 'arrow-drawn' : undefined}
          />
          <path d={head} fill="currentColor" />
        </>
      )}
      {/* Hovering near the arrow shows its words. */}
      <rect
        x={client}
        y={top}
        width={broker - client}
        height={ARROW.end + 6}
        fill="transparent"
        className={step.held ? 'cursor-pointer' : undefined}
      />
      <text x={client + NAME_GAP} y={top + LABEL} className="pointer-events-none">
        <tspan className="fill-fg font-semibold">{typeName(step.packetType)}</tspan>
        <tspan className="fill-fg-2">{label.about}</tspan>
      </text>
      {number !== undefined && (
        <text
          {...number}
          y={top + LABEL}
          className={
            step.held
              ? 'cursor-pointer fill-accent font-mono hover:underline'
              : 'fill-fg-3 font-mono line-through'
          }
        >
          {grouped(step.packet)}
          <title>{step.held ? t.showPacket(step.packet) : t.packetGone}</title>
        </text>
      )}
      {isViolation(detail, step.packet) && (
        <text
          x={client - TIME_GAP}
          y={seenAt + TIME_BASELINE + LINE}
          textAnchor="end"
          className="fill-err text-xs font-semibold"
        >
          {t.problemMark}
        </text>
      )}
    </g>
  );
}

interface StoppedArrowProps {
  readonly from: number;
  readonly to: number;
  readonly top: number;
}

/** An arrow that ends midway at a cross: its packet never reached the receiver. */
function StoppedArrow({ from, to, top }: StoppedArrowProps) {
  const tip = from + (to - from) * 0.7;
  const end = top + ARROW.begin + 7;
  return (
    <>
      <path
        d={`M${from} ${top + ARROW.begin}L${tip} ${end}`}
        stroke="currentColor"
        strokeWidth="1.5"
        strokeDasharray="5 4"
      />
      <path
        d={`M${tip - 5} ${end - 5}l10 10m0 -10l-10 10`}
        className="stroke-warn"
        strokeWidth="2"
      />
    </>
  );
}

interface Label {
  /** ` id 41 · QoS 2 · DUP · 0x00` */
  readonly about: string;
  /** The number of the packet fits beside it. */
  readonly hasRoom: boolean;
}

/** With little room, only what tells two packets apart. */
function labelOf({ step }: StepMoment, { detail, client, broker }: Frame): Label {
  const { packetId, qos } = detail.row;
  const id = packetId !== undefined && hasIdentifier(step.packetType) && `id ${packetId}`;
  const dup = step.dup && 'DUP';
  const level = step.packetType === TYPE.publish && qos !== undefined && `QoS ${qos}`;
  const whole = aboutOf([id, level, dup, codesOf(step.reasonCodes)]);
  const short = aboutOf([id, dup, codesOf(step.reasonCodes.filter((code) => code >= 0x80))]);
  const name = typeName(step.packetType);
  const room = broker - client - NAME_GAP - NUMBER_GAP;
  const beside = room - BETWEEN - widthOf(grouped(step.packet));
  const fits = (about: string): boolean => widthOf(name + about) <= beside;
  if (fits(whole)) return { about: whole, hasRoom: true };
  const shortest = widthOf(name + short) <= room ? short : aboutOf([id]);
  return { about: shortest, hasRoom: fits(shortest) };
}

const aboutOf = (parts: readonly (string | false)[]): string => {
  const there = parts.filter((part) => part !== false);
  return there.length === 0 ? '' : ` ${there.join(' · ')}`;
};

const codesOf = (codes: readonly number[]): string | false =>
  codes.length > 0 &&
  codes.slice(0, CODES_DRAWN).map(hexByte).join(' ') + (codes.length > CODES_DRAWN ? ' …' : '');

/** Beside the name, or for the selected packet in the other lane, which is empty. undefined: there is no room. */
function numberPlace({ hasRoom }: Label, { step }: StepMoment, frame: Frame) {
  const { broker, far, selected } = frame;
  if (hasRoom) return { x: broker - NUMBER_GAP, textAnchor: 'end' } as const;
  if (far === undefined || selected !== step.packet) return undefined;
  return { x: broker + NUMBER_GAP, textAnchor: 'start' } as const;
}
