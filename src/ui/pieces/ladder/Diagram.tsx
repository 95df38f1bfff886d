import { type MouseEvent, useState } from 'react';
import { classes, useText, useWidth } from '#kit';
import type { ExchangeDetail } from '../../../engine/exchanges/exchange.ts';
import {
  AwaitedDrawing,
  EndDrawing,
  LossDrawing,
  MissingDrawing,
  TreatedDrawing,
} from './DiagramEvents.tsx';
import { DiagramStep } from './DiagramStep.tsx';
import { type DiagramLayout, diagramLayout, HEAD, LINE, type Placed } from './diagramLayout.ts';
import { FarStep } from './FarStep.tsx';
import type { Lane } from './farEnd.ts';
import { type Frame, TIME_GAP } from './frame.ts';
import { momentLines } from './momentLines.ts';
import { readable } from './readable.ts';
import { wrapped } from './wrapped.ts';

/** Pixels from the edges to the two lifelines, and those that the whole needs at least. */
const ROOMY = { left: 104, right: 48, least: 400 } as const;
const TIGHT = { left: 100, right: 24, least: 276 } as const;
/** Share of the room that is on this side of the broker. */
const OWN_SHARE = 0.58;

interface DiagramProps {
  readonly detail: ExchangeDetail;
  /** Lane of the other end of the message. */
  readonly lane?: Lane | undefined;
  readonly origin: number;
  readonly now: number;
  readonly selected: number | undefined;
  readonly onPacket: (packet: number) => void;
}

/**
 * The exchange as a ladder. Remount it for another exchange, so that only arrows of new packets are drawn
 * slowly. Hidden from assistive technology, because the list of steps has the same content.
 */
export function Diagram({ detail, lane, origin, now, selected, onPacket }: DiagramProps) {
  const texts = useText();
  const [measured, measure] = useWidth();
  const { left: client, right, least } = measured < ROOMY.least ? TIGHT : ROOMY;
  const width = Math.max(least, measured);
  const last = width - right;
  const hasFar = lane !== undefined;
  const broker = hasFar ? Math.round(client + (last - client) * OWN_SHARE) : last;
  const far = hasFar ? last : undefined;
  const [firstSteps] = useState(detail.steps.length);
  // Packets that were there when the other end was found are not drawn slowly.
  const farSteps = lane?.end?.steps.length;
  const [firstFar, setFirstFar] = useState(farSteps);
  if (firstFar === undefined && farSteps !== undefined) setFirstFar(farSteps);
  const frame: Frame = {
    detail,
    origin,
    now,
    client,
    broker,
    far,
    width,
    firstSteps,
    firstFar: firstFar ?? 0,
    selected,
  };
  const layout = diagramLayout(
    detail,
    lane?.end,
    (moment) => momentLines(moment, frame, texts).length,
  );
  const onClick = (event: MouseEvent): void => {
    const packet =
      event.target instanceof Element
        ? event.target.closest('[data-packet]')?.getAttribute('data-packet')
        : undefined;
    if (packet !== null && packet !== undefined) onPacket(Number(packet));
  };
  return (
    <div ref={measure} className="overflow-x-auto">
      {/* The keyboard has the links in the list of steps below. */}
      <svg
        width={width}
        height={layout.height}
        aria-hidden="true"
        onClick={onClick}
        className="block text-base select-none"
      >
        <defs>
          <pattern id="loss" width="6" height="6" patternUnits="userSpaceOnUse">
            <path d="M-1 7 7-1M5 7l2-2M-1 1l2-2" className="stroke-warn" strokeOpacity="0.25" />
          </pattern>
        </defs>
        {layout.placed.map(({ moment, top, height }) =>
          moment.kind === 'step' && moment.step.packet === selected ? (
            <rect key={top} y={top} width={width} height={height} className="fill-sel-2" />
          ) : null,
        )}
        <Lifelines frame={frame} lane={lane} height={layout.height} />
        {layout.waiting.map(({ top, bottom }) => (
          <rect
            key={top}
            x={client - 4}
            y={top}
            width={8}
            height={Math.max(0, bottom - top)}
            className="fill-dir-out"
          />
        ))}
        {layout.placed.map((placed, at) => (
          <Drawing key={`${placed.moment.kind} ${at}`} placed={placed} frame={frame} />
        ))}
        <WaitingWords layout={layout} client={client} />
      </svg>
    </div>
  );
}

function Drawing({ placed, frame }: { placed: Placed; frame: Frame }) {
  const { moment, top, height } = placed;
  switch (moment.kind) {
    case 'step':
      return <DiagramStep moment={moment} top={top} frame={frame} />;
    case 'far':
      return <FarStep moment={moment} top={top} frame={frame} />;
    case 'treated':
      return <TreatedDrawing moment={moment} top={top} frame={frame} />;
    case 'missing':
      return <MissingDrawing moment={moment} top={top} frame={frame} />;
    case 'loss':
      return <LossDrawing moment={moment} top={top} height={height} frame={frame} />;
    case 'awaited':
      return <AwaitedDrawing moment={moment} top={top} frame={frame} />;
    case 'end':
      return <EndDrawing moment={moment} top={top} frame={frame} />;
  }
}

interface LifelinesProps {
  readonly frame: Frame;
  readonly lane: Lane | undefined;
  readonly height: number;
}

interface Side {
  readonly x: number;
  readonly name: string;
  readonly isId: boolean;
  readonly anchor: 'start' | 'middle' | 'end';
  /** Role of the client. */
  readonly role?: string | undefined;
}

function Lifelines({ frame, lane, height }: LifelinesProps) {
  const { handshakes: t, bothEnds } = useText();
  const { client, broker, far, width, detail } = frame;
  const name = readable(detail.clientId);
  const end = lane?.end;
  const role = end?.isPublisher ? bothEnds.publisher : end && bothEnds.subscriberOf(end.ends);
  const farName = readable(end?.client ?? '');
  const hasFar = far !== undefined;
  const sides: readonly Side[] = [
    {
      x: client < 100 ? 8 : client,
      name: name === '' ? t.client : name,
      isId: name !== '',
      anchor: client < 100 ? 'start' : 'middle',
    },
    {
      x: hasFar ? broker : width - 12,
      name: t.broker,
      isId: false,
      anchor: hasFar ? 'middle' : 'end',
    },
    ...(hasFar && end !== undefined
      ? [
          {
            x: width - 12,
            name: farName === '' ? t.client : farName,
            isId: farName !== '',
            anchor: 'end',
            role,
          } as const,
        ]
      : []),
  ];
  return (
    <>
      {sides.map((side, at) => (
        // Lanes have no identity but their place.
        <g key={at} textAnchor={side.anchor}>
          <text
            x={side.x}
            y={side.role === undefined ? 22 : 17}
            className={classes('fill-fg text-base font-semibold', side.isId && 'font-mono')}
          >
            {shortened(side.name, at === 2 ? (width - broker) / CHARACTER - 6 : LONGEST_NAME)}
            <title>{side.name}</title>
          </text>
          {side.role !== undefined && (
            <text x={side.x} y={31} className="fill-fg-2 text-xs">
              {side.role}
            </text>
          )}
        </g>
      ))}
      <path
        // The place of the third is kept free, but a line without a name would say nothing.
        d={[client, broker, ...(hasFar && end !== undefined ? [far] : [])]
          .map((x) => `M${x} ${HEAD - 8}V${height}`)
          .join('')}
        className="stroke-ctl"
      />
    </>
  );
}

const LONGEST_NAME = 24;
/** px that a character of a name takes. */
const CHARACTER = 7.3;
function shortened(name: string, most: number): string {
  const length = Math.max(4, Math.floor(Math.min(most, LONGEST_NAME)));
  return name.length > length ? `${name.slice(0, length - 1)}…` : name;
}

function WaitingWords({ layout, client }: { layout: DiagramLayout; client: number }) {
  const t = useText().handshakes;
  return layout.waiting.map(({ top, words, packetTypes }) =>
    words === undefined ? null : (
      <text key={top} textAnchor="end" className="fill-fg-2 text-xs">
        {wrapped(t.awaits(packetTypes), client - TIME_GAP).map((line, at) => (
          <tspan key={line} x={client - TIME_GAP} y={words + at * LINE}>
            {line}
          </tspan>
        ))}
      </text>
    ),
  );
}
