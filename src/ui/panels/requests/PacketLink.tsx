import type { ReactNode } from 'react';
import { classes } from '#kit';
import { grouped } from '../../../i18n/numbers.ts';

interface PacketLinkProps {
  readonly packet: number | undefined;
  /** Accessible name. */
  readonly name: (packet: string) => string;
  /** Content if there is none. */
  readonly none: ReactNode;
  /** Another link is beside it. */
  readonly isOfTwo?: boolean;
}

/** Link to a request or reply. A click bubbles to the grid, which selects the packet. */
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

/** Placeholder for a missing part of a pair. @param text read aloud instead */
export function None({ text }: { readonly text: string }) {
  return (
    <span className="text-fg-3">
      <span aria-hidden="true">·</span>
      <span className="sr-only">{text}</span>
    </span>
  );
}
