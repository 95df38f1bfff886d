import { NARROW, useMedia } from '../kit/useMedia.ts';
import { OwnDevice } from '../session/alink/OwnDevice.tsx';
import { NarrowCapture } from './NarrowCapture.tsx';
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
