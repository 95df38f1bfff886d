import type { ConnectionState } from '../../../connection/protocol/protocol.ts';
import { classes } from '../page/classes.ts';

/** Full: connected. Half: busy. Ring: closed. Square: a file. Always next to a word. */
export function ConnectionDot({ state }: { state: ConnectionState }) {
  return (
    <span
      aria-hidden="true"
      className={classes(
        'inline-block size-2 shrink-0',
        state.kind === 'file' ? 'border-[1.5px] border-accent' : 'rounded-full',
        state.kind === 'connected' && 'bg-ok',
        (state.kind === 'connecting' || state.kind === 'waiting') &&
          'border-[1.5px] border-warn bg-[linear-gradient(90deg,var(--warn)_50%,transparent_50%)]',
        state.kind === 'closed' &&
          (state.failure === undefined
            ? 'border-[1.5px] border-fg-3'
            : 'border-[1.5px] border-err'),
      )}
    />
  );
}
