import { NarrowCapture } from './NarrowCapture.tsx';
import { NARROW, useMedia } from './useMedia.ts';
import { WideCapture } from './WideCapture.tsx';

/** Topics, packets and publishing of one connection. */
export function Capture({ connectionId }: { connectionId: string }) {
  return useMedia(NARROW) ? (
    <NarrowCapture connectionId={connectionId} />
  ) : (
    <WideCapture connectionId={connectionId} />
  );
}
