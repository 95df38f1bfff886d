import type { ReactNode } from 'react';
import { CountedChips, SearchBox, Segments, useText } from '#kit';
import { useConnection } from '../../session/connection/connections.ts';
import { setDevicesPlace, useDevicesPlace } from './place.ts';

interface DeviceBarProps<S extends string> {
  readonly connectionId: string;
  readonly words: {
    readonly show: string;
    readonly shows: Readonly<Record<S, string>>;
    readonly search: string;
  };
  readonly shows: readonly S[];
  readonly show: S;
  readonly search: string;
  readonly counts: Readonly<Record<S, number>> | undefined;
  readonly onShow: (show: S) => void;
  readonly onSearch: (search: string) => void;
  /** Actions on the list. */
  readonly children?: ReactNode;
}

/** Switch between the lists, with filters and search. */
export function DeviceBar<S extends string>({
  connectionId,
  words,
  shows,
  show,
  search,
  counts,
  onShow,
  onSearch,
  children,
}: DeviceBarProps<S>) {
  const { clearSearch } = useText().devices;
  return (
    <div className="flex shrink-0 flex-wrap items-center gap-x-3 gap-y-2 border-b border-line px-2 py-1.5">
      <ListSwitch connectionId={connectionId} />
      <CountedChips
        label={words.show}
        value={show}
        values={shows}
        labels={words.shows}
        counts={counts}
        onChange={onShow}
      />
      <div className="min-w-36 flex-1">
        <SearchBox
          label={words.search}
          clearLabel={clearSearch}
          value={search}
          onChange={onSearch}
        />
      </div>
      {children}
    </div>
  );
}

/** Switch between devices and their announcements, if there are any. */
function ListSwitch({ connectionId }: { connectionId: string }) {
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
