import { NARROW, useMedia } from '#kit';
import { OwnDevice } from '../../session/alink/OwnDevice.tsx';
import { Columns } from './Columns.tsx';

/** Topics, packets and publishing of a connection. */
export function Capture({ connectionId }: { connectionId: string }) {
  const isNarrow = useMedia(NARROW);
  return (
    <OwnDevice connectionId={connectionId}>
      <Columns connectionId={connectionId} isNarrow={isNarrow} />
    </OwnDevice>
  );
}
