import type { MouseEvent } from 'react';
import type { ExchangeDetail } from '../../../engine/exchanges/exchange.ts';
import { useText } from '../../kit/language/useText.ts';
import { useWidth } from '../../kit/useWidth.ts';
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
const ROOMY = { left: 150, right: 64, least: 500 } as const;
const TIGHT = { left: 106, right: 30, least: 340 } as const;

interface DiagramProps {
  readonly detail: ExchangeDetail;
  readonly layout: DiagramLayout;
  readonly origin: number;
  readonly now: number;
  readonly selected: number | undefined;
  readonly onPacket: (packet: number) => void;
}

/**
 * The exchange as a sequence diagram. Hidden from assistive technology, because the list of steps has the
 * same content.
 */
export function Diagram({ detail, layout, origin, now, selected, onPacket }: DiagramProps) {
  const [measured, measure] = useWidth();
  const { left: client, right, least } = measured < ROOMY.least ? TIGHT : ROOMY;
  const width = Math.max(least, measured);
  const broker = width - right;
  const frame: Frame = { detail, origin, now, client, broker, width, selected };
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
        className="block text-sm select-none"
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
            x={client - 3}
            y={top}
            width={6}
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
  const outgoing = detail.row.direction === 'out';
  const roles = [t.roles.sender, t.roles.receiver];
  const [clientRole, brokerRole] = outgoing ? roles : roles.toReversed();
  const isMessage = detail.row.kind === 'publish';
  const sides = [
    { x: client, name: t.client, about: readable(detail.clientId), role: clientRole },
    { x: Math.min(broker, width - 40), name: t.broker, about: '', role: brokerRole },
  ];
  return (
    <>
      {sides.map(({ x, name, about, role }) => (
        <g key={name} textAnchor="middle">
          <text x={x} y={18} className="fill-fg text-base font-semibold">
            {name}
          </text>
          <text x={x} y={34} className="fill-fg-2 text-xs">
            {[shortened(about), isMessage && role].filter(Boolean).join(' · ')}
          </text>
        </g>
      ))}
      <path
        d={`M${client} ${HEAD - 8}V${height}M${broker} ${HEAD - 8}V${height}`}
        className="stroke-ctl"
      />
    </>
  );
}

const LONGEST_NAME = 32;

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
