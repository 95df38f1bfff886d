import { drawnLater } from '../kit/later.tsx';
import { fetchedWhenIdle } from '../kit/loadedLater.ts';
import { NARROW, useMedia } from '../kit/useMedia.ts';
import { OwnDevice } from '../session/alink/OwnDevice.tsx';
import { WideCapture } from './WideCapture.tsx';

const NarrowCapture = drawnLater(
  fetchedWhenIdle(async () => (await import('./NarrowCapture.tsx')).NarrowCapture),
);

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
