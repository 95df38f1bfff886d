import { type KeyboardEvent, type PointerEvent, useEffect, useRef } from 'react';
import { useRows, useText } from '#kit';
import { HexLine, hexWidth } from './HexLine.tsx';
import {
  HEAD,
  LINE,
  type Light,
  lineCount,
  lineLight,
  movedByte,
  offsetDigits,
  type PerLine,
} from './hexLines.ts';

const COLUMN_NAMES = Array.from('0123456789abcdef');

interface HexViewProps {
  readonly bytes: Uint8Array;
  readonly perLine: PerLine;
  readonly light: Light;
  /** Called with the chosen byte. */
  readonly onByte: (offset: number) => void;
  /** A run of bytes was selected with the mouse, or with Shift and arrows. `end` is the last position. */
  readonly onRange: (start: number, end: number) => void;
  /** The pointer is on a byte, or on none. */
  readonly onHover?: (offset: number | undefined) => void;
  /** Escape. */
  readonly onLeave?: () => void;
}

export function HexView(props: HexViewProps) {
  const { bytes, perLine, light, onByte, onRange, onHover, onLeave } = props;
  const t = useText().detail;
  const { attach, ...rows } = useRows({
    count: lineCount(bytes.length, perLine),
    rowHeight: LINE,
    head: HEAD,
  });
  const digits = offsetDigits(bytes.length);
  const dragged = useRef<number | undefined>(undefined);
  const shiftFrom = useRef<number | undefined>(undefined);
  const { show } = rows;
  const focusByte = light.cursor ?? light.own?.offset;

  useEffect(() => {
    if (focusByte !== undefined) show(Math.floor(focusByte / perLine));
  }, [focusByte, perLine, show]);

  const onKeyDown = (event: KeyboardEvent): void => {
    const isCommand = event.ctrlKey || event.metaKey;
    if (isCommand && event.key.toLowerCase() === 'a' && bytes.length > 0) {
      event.preventDefault();
      onRange(0, bytes.length - 1);
    }
    if (isCommand || event.altKey) return;
    if (event.key === 'Escape') onLeave?.();
    const to = movedByte(event.key, focusByte ?? -1, bytes.length, rows.page, perLine);
    if (to === undefined || bytes.length === 0) return;
    event.preventDefault();
    if (event.shiftKey) {
      shiftFrom.current ??= focusByte ?? 0;
      onRange(shiftFrom.current, to);
    } else {
      shiftFrom.current = undefined;
      onByte(to);
    }
  };
  const onPointerDown = (event: PointerEvent): void => {
    dragged.current = byteOf(event.target);
  };
  const onPointerUp = (event: PointerEvent): void => {
    const start = dragged.current;
    const end = byteOf(event.target);
    dragged.current = undefined;
    if (start === undefined || end === undefined) return;
    if (start === end) onByte(start);
    else onRange(start, end);
  };

  const lines = Array.from({ length: rows.to - rows.from }, (_, at) => rows.from + at);
  return (
    <div
      ref={attach}
      role="group"
      aria-label={t.dump}
      tabIndex={0}
      onKeyDown={onKeyDown}
      onPointerDown={onPointerDown}
      onPointerUp={onPointerUp}
      onPointerOver={(event) => onHover?.(byteOf(event.target))}
      onPointerLeave={() => onHover?.(undefined)}
      className="isolate min-h-0 flex-1 cursor-default overflow-x-auto overflow-y-auto bg-well pl-3 font-mono text-[11px]/5 focus-visible:-outline-offset-2"
    >
      <div
        aria-hidden="true"
        className="sticky top-0 -z-1 flex h-6 bg-well text-xs/6 whitespace-pre text-fg-3"
      >
        <span className="invisible mr-2">{`${'0'.repeat(digits)} `}</span>
        <span className={`flex ${hexWidth(perLine)}`}>
          {COLUMN_NAMES.slice(0, perLine).map((name, column) => (
            <span key={name} className={column === 8 ? 'w-7 pl-2 text-center' : 'w-5 text-center'}>
              {name}
            </span>
          ))}
        </span>
      </div>
      <div className="relative -z-2" style={{ height: rows.height }}>
        <div className="absolute left-0" style={{ top: rows.offset }}>
          {lines.map((line) => (
            <HexLine
              key={line}
              bytes={bytes}
              offset={line * perLine}
              digits={digits}
              perLine={perLine}
              light={lineLight(line, light, perLine)}
            />
          ))}
        </div>
      </div>
    </div>
  );
}

function byteOf(element: EventTarget): number | undefined {
  if (!(element instanceof Element)) return undefined;
  const byte = element.closest('[data-byte]')?.getAttribute('data-byte');
  return byte === null || byte === undefined ? undefined : Number(byte);
}
