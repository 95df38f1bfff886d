import { TYPE } from '../../../engine/timeline/sides.ts';
import type { StepMoment } from '../../../engine/timeline/timeline.ts';
import { violations } from '../../../engine/timeline/verdict.ts';
import { typeName } from '../../../engine/window/packetTypes.ts';
import { duration } from '../../../i18n/durations.ts';
import { grouped } from '../../../i18n/numbers.ts';
import { hexByte } from '../../../mqtt/tables/reasonCodes.ts';
import { useText } from '../../kit/language/useText.ts';
import { rowTime } from '../../kit/page/clock.ts';
import { ARROW } from './diagramLayout.ts';
import type { Frame } from './frame.ts';
import { momentSentences, plain } from './momentSentences.ts';
import { hasIdentifier } from './words.ts';

/** px between two lanes that the QoS and all codes need beside an arrow. */
const ROOM_FOR_ALL = 240;
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
  return (
    <g className={tone} data-step={step.packet}>
      <title>{words}</title>
      <text
        x={client - 16}
        y={seenAt + 4}
        textAnchor="end"
        className="fill-fg-2 font-mono text-base"
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
      <rect x={client} y={top} width={broker - client} height={ARROW.end + 6} fill="transparent" />
      <text x={client + 16} y={top + 16} className="pointer-events-none">
        <tspan className="fill-fg font-semibold">{typeName(step.packetType)}</tspan>
        <tspan className="fill-fg-2">{about(moment, frame)}</tspan>
      </text>
      <text
        x={broker - 12}
        y={top + 16}
        textAnchor="end"
        data-packet={step.held ? step.packet : undefined}
        className={
          step.held
            ? 'cursor-pointer fill-accent font-mono hover:underline'
            : 'fill-fg-3 font-mono line-through'
        }
      >
        {grouped(step.packet)}
        <title>{step.held ? t.showPacket(step.packet) : t.packetGone}</title>
      </text>
      {violations(detail).some(({ packet }) => packet === step.packet) && (
        <text x={8} y={seenAt + 27} className="fill-err text-xs font-semibold">
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

/** ` id 41 · QoS 2 · DUP · 0x00` */
function about({ step }: StepMoment, { detail, client, broker }: Frame): string {
  const { packetId, qos } = detail.row;
  const isTight = broker - client < ROOM_FOR_ALL;
  // A tight arrow names only codes of failures.
  const codes = step.reasonCodes.filter((code) => !isTight || code >= 0x80).map(hexByte);
  const parts = [
    packetId !== undefined && hasIdentifier(step.packetType) && `id ${packetId}`,
    !isTight && step.packetType === TYPE.publish && qos !== undefined && `QoS ${qos}`,
    step.dup && 'DUP',
    codes.length > 0 &&
      codes.slice(0, CODES_DRAWN).join(' ') + (codes.length > CODES_DRAWN ? ' …' : ''),
  ].filter((part) => part !== false);
  return parts.length === 0 ? '' : ` ${parts.join(' · ')}`;
}
