import { useEffect } from 'react';
import { useWidth } from '#kit';
import { ListAndDetail } from '../../pieces/lists/ListAndDetail.tsx';
import { useOrigin, useWindowPart } from '../../session/connection/useWindowPart.ts';
import { useHasPane } from '../../session/view/useHasPane.ts';
import { AnnouncedList } from './AnnouncedList.tsx';
import { DeviceDetail } from './DeviceDetail.tsx';
import { DeviceList } from './DeviceList.tsx';
import { keyOfDevice, setDevicesPlace, useDevicesPlace } from './place.ts';

/** Least width in pixels for list and detail beside each other. In less, the detail is below the list. */
const BESIDE = 900;

/** Devices recognised by conventions, with states, values and links to their messages. */
export function DevicesView({ connectionId }: { connectionId: string }) {
  const [width, measure] = useWidth();
  const origin = useOrigin(connectionId) ?? 0;
  const { list, chosen } = useDevicesPlace(connectionId);
  const isKnown = useWindowPart(connectionId, 'device', undefined) !== null;
  const hasPane = useHasPane();
  const [first] = useWindowPart(connectionId, 'devices', undefined)?.rows ?? [];
  const isDetailAlone = hasPane && list === 'devices';
  useEffect(() => {
    if (isDetailAlone && chosen === undefined && first !== undefined)
      setDevicesPlace(connectionId, { chosen: { convention: first.convention, id: first.id } });
  }, [connectionId, isDetailAlone, chosen, first]);
  const detail =
    list !== 'devices' || chosen === undefined || !isKnown ? undefined : (
      <DeviceDetail
        key={keyOfDevice(chosen)}
        connectionId={connectionId}
        device={chosen}
        origin={origin}
      />
    );
  // The pane at the left has the list.
  if (isDetailAlone) return detail ?? null;
  return (
    <div ref={measure} className="flex h-full min-h-0 flex-1">
      <ListAndDetail
        list={
          list === 'devices' ? (
            <DeviceList connectionId={connectionId} origin={origin} />
          ) : (
            <AnnouncedList connectionId={connectionId} origin={origin} />
          )
        }
        detail={detail}
        isBeside={width >= BESIDE}
      />
    </div>
  );
}
