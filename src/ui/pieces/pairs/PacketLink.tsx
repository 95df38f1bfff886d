import type { ReactNode } from 'react';
import { grouped } from '../../../i18n/numbers.ts';
import { classes } from '../../kit/classes.ts';

interface PacketLinkProps {
  readonly packet: number | undefined;
  /** Accessible name. */
  readonly name: (packet: string) => string;
  /** Where there is none. */
  readonly none: ReactNode;
  /** Another stands beside it. */
  readonly isOfTwo?: boolean;
}

/** Of a request or a reply. A click on it bubbles to the grid, which goes to the packet. */
export function PacketLink({ packet, name, none, isOfTwo = false }: PacketLinkProps) {
  if (packet === undefined) return none;
  const number = grouped(packet);
  return (
    <span
      role="link"
      tabIndex={-1}
      data-packet={packet}
      aria-label={name(number)}
      title={name(number)}
      className={classes('row-link', isOfTwo && 'inline-block min-w-(--h-link) text-center')}
    >
      {number}
    </span>
  );
}

/** In the place of what a pair does not have. @param text read out for it */
export function None({ text }: { readonly text: string }) {
  return (
    <span className="text-fg-3">
      <span aria-hidden="true">·</span>
      <span className="sr-only">{text}</span>
    </span>
  );
}
