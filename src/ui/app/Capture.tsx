import { OwnDevice } from '../alink/OwnDevice.tsx';
import { NarrowCapture } from './NarrowCapture.tsx';
import { NARROW, useMedia } from './useMedia.ts';
import { WideCapture } from './WideCapture.tsx';

/** Topics, packets and publishing of one connection. */
export function Capture({ connectionId }: { connectionId: string }) {
  const isNarrow = useMedia(NARROW);
  return (
    <OwnDevice connectionId={connectionId}>
      {isNarrow ? (
        <NarrowCapture connectionId={connectionId} />
      ) : (
        <WideCapture connectionId={connectionId} />
      )}
    </OwnDevice>
  );
}
