/** Drawing of the events between the packets of an exchange, and of its end. */

import { rowTime, useText } from '#kit';
import type {
  AwaitedMoment,
  EndMoment,
  LossMoment,
  MissingMoment,
  TreatedMoment,
} from '../../../engine/timeline/timeline.ts';
import { grouped } from '../../../i18n/numbers.ts';
import { WORDS_LINE } from './diagramLayout.ts';
import type { Frame } from './frame.ts';
import { momentLines, WORDS_GAP } from './momentLines.ts';
import { readable } from './readable.ts';
import { widthOf } from './textWidth.ts';
import { backWords } from './words.ts';

/** Pixels of a withheld packet. */
const STUB = 48;

interface Place<M> {
  readonly moment: M;
  readonly top: number;
  readonly frame: Frame;
}

interface LinesProps {
  readonly lines: readonly string[];
  readonly x: number;
  /** Baseline of the first line. */
  readonly y: number;
}

function Lines({ lines, x, y }: LinesProps) {
  return lines.map((line, at) => (
    // Lines have no identity but their place.
    <tspan key={at} x={x} y={y + at * WORDS_LINE}>
      {line}
    </tspan>
  ));
}

export function MissingDrawing({ moment, top, frame }: Place<MissingMoment>) {
  const lines = momentLines(moment, frame, useText());
  return (
    <text className="fill-warn">
      <Lines lines={lines} x={frame.client + WORDS_GAP} y={top + 14} />
    </text>
  );
}

/** A packet that was never on the wire: the arrow starts and does not arrive. */
export function TreatedDrawing({ moment, top, frame }: Place<TreatedMoment>) {
  const texts = useText();
  const { handshakes: t } = texts;
  const { client, broker } = frame;
  const { packet, withheld, direction } = moment.treated;
  const lines = momentLines(moment, frame, texts);
  const arrow = top + 22 + Math.max(0, lines.length - 1) * WORDS_LINE;
  const out = direction === 'out';
  const from = out ? client + 4 : broker - 2;
  const to = out ? from + STUB : from - STUB;
  return (
    <g className="text-warn">
      {withheld && (
        <path
          d={`M${from} ${arrow}H${to}m-4 -4l8 8m0 -8l-8 8`}
          stroke="currentColor"
          strokeDasharray="4 3"
        />
      )}
      <text fill="currentColor">
        <Lines lines={lines} x={client + WORDS_GAP} y={top + 14} />
        <title>{readable(t.sentences.treated(moment.treated))}</title>
      </text>
      <text
        x={broker - 12}
        y={top + 14}
        textAnchor="end"
        data-packet={packet}
        className="cursor-pointer fill-accent font-mono hover:underline"
      >
        {grouped(packet)}
        <title>{t.showPacket(packet)}</title>
      </text>
    </g>
  );
}

export function LossDrawing(props: Place<LossMoment> & { readonly height: number }) {
  const { moment, top, height, frame } = props;
  const texts = useText();
  const t = texts.handshakes.sentences;
  const { loss } = moment;
  const { width, origin } = frame;
  const middle = frame.client + (frame.broker - frame.client) / 2;
  const back = backWords(moment, frame.detail, origin);
  const cause = momentLines(moment, frame, texts);
  const below = top + 48 + Math.max(0, cause.length - 1) * WORDS_LINE;
  const afterwardsLines =
    back === undefined
      ? [{ text: t.notBack, tone: 'fill-fg-2' }]
      : [
          { text: t.backShort(back), tone: 'fill-fg' },
          { text: afterwards(t, back.offline, loss.next?.sessionPresent), tone: 'fill-fg-2' },
        ];
  return (
    <g>
      <rect x={0} y={top + 4} width={width} height={height - 12} className="fill-warn-bg" />
      <rect x={0} y={top + 4} width={width} height={height - 12} fill="url(#loss)" />
      <path
        d={`M0 ${top + 4}H${width}M0 ${top + height - 8}H${width}`}
        className="stroke-warn"
        strokeOpacity="0.6"
      />
      {loss.lostAt !== undefined && (
        <text x={8} y={top + 22} className="fill-fg-2 font-mono">
          {rowTime(origin, loss.lostAt)}
        </text>
      )}
      {loss.next !== undefined && (
        <text x={8} y={top + height - 16} className="fill-fg-2 font-mono">
          {rowTime(origin, loss.next.connectedAt)}
        </text>
      )}
      <text textAnchor="middle" className="fill-warn font-semibold">
        <Lines lines={cause} x={middle} y={top + 26} />
      </text>
      {afterwardsLines.map(({ text, tone }, at) => (
        <text key={text} x={middle} y={below + at * 22} textAnchor="middle" className={tone}>
          {text}
        </text>
      ))}
    </g>
  );
}

type Sentences = ReturnType<typeof useText>['handshakes']['sentences'];

function afterwards(
  t: Sentences,
  offline: number | undefined,
  sessionPresent: boolean | undefined,
): string {
  const kept = sessionPresent === undefined ? '' : sessionPresent ? t.sessionKept : t.sessionGone;
  return [offline === undefined ? '' : t.offline(offline), kept].filter(Boolean).join(' · ');
}

export function AwaitedDrawing({ moment, top, frame }: Place<AwaitedMoment>) {
  const lines = momentLines(moment, frame, useText());
  return (
    <text className="fill-accent font-semibold">
      <Lines lines={lines} x={frame.client + WORDS_GAP} y={top + 18} />
    </text>
  );
}

const END_TONES = {
  complete: 'ok',
  retried: 'ok',
  refused: 'err',
  abandoned: 'warn',
} as const;

const BOXES = {
  ok: { box: 'fill-ok-bg stroke-ok', text: 'fill-ok' },
  err: { box: 'fill-err-bg stroke-err', text: 'fill-err' },
  warn: { box: 'fill-warn-bg stroke-warn', text: 'fill-warn' },
} as const;

/** px of the box at least, and from the left edge. */
const END_WIDTH = 148;
const END_EDGE = 4;

export function EndDrawing({ moment, top, frame }: Place<EndMoment>) {
  const t = useText().handshakes;
  const { box, text } = BOXES[END_TONES[moment.state]];
  const { packetId } = frame.detail.row;
  const words =
    moment.state === 'abandoned' || moment.state === 'refused'
      ? t.states[moment.state]
      : t.done(packetId);
  const width = Math.max(END_WIDTH, widthOf(words) + 16);
  // A wide box begins at the edge, so its middle is beside the lifeline.
  const x = Math.max(END_EDGE, frame.client - width / 2);
  return (
    <g>
      <rect x={x} y={top + 4} width={width} height={24} rx={4} className={box} />
      <text x={x + width / 2} y={top + 20} textAnchor="middle" className={text}>
        {words}
      </text>
    </g>
  );
}
