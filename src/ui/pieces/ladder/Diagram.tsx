import { type MouseEvent, useState } from 'react';
import type { ExchangeDetail } from '../../../engine/exchanges/exchange.ts';
import { useText } from '../../kit/language/useText.ts';
import { classes } from '../../kit/page/classes.ts';
import { useWidth } from '../../kit/page/useWidth.ts';
import {
  AwaitedDrawing,
  EndDrawing,
  LossDrawing,
  MissingDrawing,
  TreatedDrawing,
} from './DiagramEvents.tsx';
import { DiagramStep } from './DiagramStep.tsx';
import { type DiagramLayout, HEAD, type Placed } from './diagramLayout.ts';
import type { Frame } from './frame.ts';
import { readable } from './readable.ts';

/** Pixels from the edges to the two lifelines, and those that the whole needs at least. */
const ROOMY = { left: 112, right: 48, least: 400 } as const;
const TIGHT = { left: 106, right: 24, least: 276 } as const;

interface DiagramProps {
  readonly detail: ExchangeDetail;
  readonly layout: DiagramLayout;
  readonly origin: number;
  readonly now: number;
  readonly selected: number | undefined;
  readonly onPacket: (packet: number) => void;
}

/**
 * The exchange as a ladder. Remount it for another exchange, so that only arrows of new packets are drawn
 * slowly. Hidden from assistive technology, because the list of steps has the same content.
 */
export function Diagram({ detail, layout, origin, now, selected, onPacket }: DiagramProps) {
  const [measured, measure] = useWidth();
  const { left: client, right, least } = measured < ROOMY.least ? TIGHT : ROOMY;
  const width = Math.max(least, measured);
  const broker = width - right;
  const [firstSteps] = useState(detail.steps.length);
  const frame: Frame = { detail, origin, now, client, broker, width, firstSteps, selected };
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
            <rect key={top} y={top + 2} width={width} height={height - 4} className="fill-sel-2" />
          ) : null,
        )}
        <Lifelines frame={frame} height={layout.height} />
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

function Lifelines({ frame, height }: { frame: Frame; height: number }) {
  const t = useText().handshakes;
  const { client, broker, width, detail } = frame;
  const name = readable(detail.clientId);
  const sides = [
    {
      x: client,
      name: name === '' ? t.client : name,
      isId: name !== '',
      anchor: client < 100 ? 'start' : 'middle',
    },
    { x: width - 12, name: t.broker, isId: false, anchor: 'end' },
  ] as const;
  return (
    <>
      {sides.map((side) => (
        <text
          key={side.anchor}
          x={side.anchor === 'start' ? 8 : side.x}
          y={24}
          textAnchor={side.anchor}
          className={classes('fill-fg text-base font-semibold', side.isId && 'font-mono')}
        >
          {shortened(side.name)}
          <title>{side.name}</title>
        </text>
      ))}
      <path
        d={`M${client} ${HEAD - 8}V${height}M${broker} ${HEAD - 8}V${height}`}
        className="stroke-ctl"
      />
    </>
  );
}

const LONGEST_NAME = 24;

function shortened(name: string): string {
  return name.length > LONGEST_NAME ? `${name.slice(0, LONGEST_NAME - 1)}…` : name;
}

function WaitingWords({ layout, client }: { layout: DiagramLayout; client: number }) {
  const t = useText().handshakes;
  return layout.waiting.map(({ top, bottom, packetTypes }) =>
    bottom - top < 40 ? null : (
      <text
        key={top}
        x={client - 12}
        y={(top + bottom) / 2 + 10}
        textAnchor="end"
        className="fill-fg-2 text-xs"
      >
        {t.awaits(packetTypes)}
      </text>
    ),
  );
}
