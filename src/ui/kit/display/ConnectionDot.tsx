import type { ConnectionState } from '../../../connection/protocol/protocol.ts';
import { classes } from '../page/classes.ts';

interface ConnectionDotProps {
  readonly state: ConnectionState;
  /** Its worker does not answer, so the state may be out of date. */
  readonly isSilent?: boolean;
}

/** Full: connected. Half: busy. Ring: closed. Square: a file. Always next to a word. */
export function ConnectionDot({ state, isSilent = false }: ConnectionDotProps) {
  return (
    <span
      aria-hidden="true"
      className={classes(
        'inline-block size-2 shrink-0',
        state.kind !== 'file' && 'rounded-full',
        isSilent ? BUSY : lookOf(state),
      )}
    />
  );
}

const BUSY =
  'border-[1.5px] border-warn bg-[linear-gradient(90deg,var(--warn)_50%,transparent_50%)]';

function lookOf(state: ConnectionState): string {
  switch (state.kind) {
    case 'file':
      return 'border-[1.5px] border-accent';
    case 'connected':
      return 'bg-ok';
    case 'connecting':
    case 'waiting':
      return BUSY;
    case 'closed':
      return `border-[1.5px] ${state.failure === undefined ? 'border-fg-3' : 'border-err'}`;
  }
}
