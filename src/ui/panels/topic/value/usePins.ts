import { isMissing, type PayloadFormat } from '../../../../payload/tree/format.ts';
import { useRead } from '../../../session/reading/useRead.ts';
import { whenReadAside } from '../../../session/reading/whenReadAside.ts';
import { togglePinned, usePinned } from './pinnedPaths.ts';

interface Pins {
  /** Pinned values by the first byte of their member. */
  readonly pinned: ReadonlySet<number>;
  readonly toggle: (offset: number) => void;
}

interface PinsOptions {
  readonly connectionId: string;
  readonly topic: string;
  readonly format: PayloadFormat;
  readonly payload: Uint8Array;
  /** Columns can be pinned for this format. */
  readonly hasPins: boolean;
}

const NONE: ReadonlySet<number> = new Set();
const NO_PATHS: ReturnType<typeof usePinned> = [];
const NOTHING = new Uint8Array();

/** Values of a payload with columns in the history. */
export function usePins({ connectionId, topic, format, payload, hasPins }: PinsOptions): Pins {
  const paths = usePinned(connectionId, topic);
  const isAsked = hasPins && paths.length > 0;
  const read = useRead(
    {
      task: 'places',
      of: [{ payload: isAsked ? payload : NOTHING, chosen: format }],
      how: { paths: isAsked ? paths : NO_PATHS },
    },
    payload,
  );
  const pinned = read?.of === payload ? new Set(read.told) : NONE;
  const toggle = (offset: number): void =>
    whenReadAside({ task: 'path', of: [{ payload, chosen: format }], how: { offset } }, (path) => {
      if (path !== undefined && !isMissing(path)) togglePinned(connectionId, topic, path);
    });
  return { pinned, toggle };
}
