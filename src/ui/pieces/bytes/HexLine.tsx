import { memo } from 'react';
import { classes } from '#kit';
import type { LineLight, PerLine } from './hexLines.ts';

interface HexLineProps {
  readonly bytes: Uint8Array;
  /** First byte of the line. */
  readonly offset: number;
  readonly digits: number;
  readonly perLine: PerLine;
  readonly light: LineLight;
}

export const HexLine = memo(
  function HexLine({ bytes, offset, digits, perLine, light }: HexLineProps) {
    const places = Array.from(
      { length: Math.min(perLine, bytes.length - offset) },
      (_, column) => column,
    );
    return (
      <div className="flex h-5 overflow-hidden whitespace-pre">
        <span className="mr-2 text-fg-3">{`${offset.toString(16).padStart(digits, '0')} `}</span>
        <span className={classes('flex shrink-0', hexWidth(perLine))}>
          {places.map((column) => (
            <span
              key={column}
              data-byte={offset + column}
              className={classes(
                column === 8 ? 'w-7 pl-2 text-center' : 'w-5 text-center',
                look(light, column, bytes[offset + column]),
              )}
            >
              {`${hexOf(light, column, bytes[offset + column])} `}
            </span>
          ))}
        </span>
        <span className="ml-3 flex">
          {places.map((column) => (
            <span
              key={column}
              data-byte={offset + column}
              className={classes(
                'w-[7px] text-center',
                look(light, column, bytes[offset + column]),
              )}
            >
              {characterOf(light, column, bytes[offset + column])}
            </span>
          ))}
        </span>
        {'\n'}
      </div>
    );
  },
  (before, after) =>
    before.bytes === after.bytes &&
    before.offset === after.offset &&
    before.digits === after.digits &&
    before.perLine === after.perLine &&
    sameLight(before.light, after.light),
);

/** The gap in the middle of sixteen bytes belongs to the ninth byte. */
export function hexWidth(perLine: PerLine): string {
  return perLine === 16 ? 'w-[328px]' : 'w-40';
}

function sameLight(a: LineLight, b: LineLight): boolean {
  return (
    a.ownFrom === b.ownFrom &&
    a.ownTo === b.ownTo &&
    a.aroundFrom === b.aroundFrom &&
    a.aroundTo === b.aroundTo &&
    a.hoverFrom === b.hoverFrom &&
    a.hoverTo === b.hoverTo &&
    a.cursor === b.cursor &&
    a.opens === b.opens &&
    a.closes === b.closes &&
    a.secret === b.secret
  );
}

/** The shared outline of a run of bytes is drawn by the bytes themselves, line by line. */
function look(light: LineLight, column: number, byte: number | undefined): string {
  const own = column >= light.ownFrom && column < light.ownTo;
  const around = column >= light.aroundFrom && column < light.aroundTo;
  const hover = column >= light.hoverFrom && column < light.hoverTo;
  return classes(
    own
      ? classes(
          'border-y border-accent bg-sel leading-[18px] text-fg',
          light.opens && column === light.ownFrom && 'border-l',
          light.closes && column === light.ownTo - 1 && 'border-r',
        )
      : around
        ? 'bg-sel-2'
        : byte === 0 && 'text-fg-3',
    hover && !own && 'shadow-[inset_0_1px_var(--line-ctl),inset_0_-1px_var(--line-ctl)]',
    column === light.cursor && 'outline-2 -outline-offset-2 outline-accent',
  );
}

function isSecret(light: LineLight, column: number): boolean {
  return (light.secret & (1 << column)) !== 0;
}

function hexOf(light: LineLight, column: number, byte = 0): string {
  return isSecret(light, column) ? '**' : byte.toString(16).padStart(2, '0');
}

function characterOf(light: LineLight, column: number, byte = 0): string {
  if (isSecret(light, column)) return '*';
  return byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '·';
}
