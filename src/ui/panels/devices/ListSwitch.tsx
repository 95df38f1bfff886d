import { Segments } from '../../kit/controls/Segments.tsx';
import { useText } from '../../kit/language/useText.ts';
import { useConnection } from '../../session/connection/connections.ts';
import { setDevicesPlace, useDevicesPlace } from './place.ts';

/** Switch between devices and their announcements, if there are any. */
export function ListSwitch({ connectionId }: { connectionId: string }) {
  const t = useText().devices;
  const { list } = useDevicesPlace(connectionId);
  const known = useConnection(connectionId, 'loop')?.loop.part('devices')?.announced ?? 0;
  if (known === 0 && list === 'devices') return null;
  return (
    <Segments
      label={t.lists}
      value={list}
      options={[
        { value: 'devices', label: t.grid },
        { value: 'announced', label: t.announced.title },
      ]}
      onChange={(chosen) => setDevicesPlace(connectionId, { list: chosen })}
    />
  );
}
