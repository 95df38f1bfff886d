import { useEffect, useState } from 'react';
import { Segments, useText } from '#kit';
import type { SnRows } from '../../../mqttsn/reading/snRecord.ts';
import { SensorList, type SensorRange } from '../../pieces/sensors/SensorList.tsx';
import type { TopicNames } from '../../pieces/sensors/SensorTopics.tsx';
import { sensorTopicNames } from '../../session/captures/fileTabs.ts';
import { useConnection } from '../../session/connection/connections.ts';
import { poll } from '../../session/connection/polling.ts';
import { useOrigin } from '../../session/connection/useWindowPart.ts';
import { askWorker, useAnswer } from '../../session/connection/workerQuestions.ts';
import { showPacket } from '../../session/packets/actions.ts';
import { StreamsView } from './StreamsView.tsx';

type List = 'connections' | 'sensors';

/** Connections and, if the file contains MQTT-SN, its messages, which have no connection. */
export function Streams({ connectionId }: { connectionId: string }) {
  const { sn: t } = useText();
  const [chosenList, setList] = useState<List>();
  const [range, setRange] = useState<SensorRange>({ first: 0, count: 50 });
  const [chosen, setChosen] = useState<number>();
  const origin = useOrigin(connectionId) ?? 0;
  const isFile = useConnection(connectionId, 'state')?.state.kind === 'file';
  const held = useConnection(connectionId, 'loop')?.loop.part('streams');
  const [filter, setFilter] = useState('');
  const page = useSensors(isFile ? connectionId : undefined, range, filter);
  const detail = useAnswer(
    connectionId,
    chosen === undefined ? undefined : { kind: 'sensor', no: chosen },
  );
  if (page === undefined || (page.total === 0 && page.of === undefined))
    return <StreamsView connectionId={connectionId} />;
  // Without connections, the sensors are the likely target.
  const list = chosenList ?? (held?.total === 0 ? 'sensors' : 'connections');
  const lists = (
    <Segments
      label={t.lists}
      value={list}
      options={[
        { value: 'connections', label: t.connections },
        { value: 'sensors', label: t.sensors },
      ]}
      onChange={setList}
    />
  );
  if (list === 'connections') {
    return (
      <div className="flex h-full min-h-0 flex-col">
        <div className="flex min-h-(--h-tool) shrink-0 items-center border-b border-line px-3">
          {lists}
        </div>
        <div className="min-h-0 flex-1">
          <StreamsView connectionId={connectionId} />
        </div>
      </div>
    );
  }
  return (
    <SensorList
      focus="sensors"
      page={page}
      onRange={setRange}
      chosen={chosen}
      detail={detail}
      onChoose={setChosen}
      origin={origin}
      onPacket={(packet) => showPacket(connectionId, packet)}
      onFilter={setFilter}
      names={namesIn(connectionId)}
    >
      {lists}
    </SensorList>
  );
}

/** Asked again: a file may still be read. */
function useSensors(
  connectionId: string | undefined,
  { first, count }: SensorRange,
  filter: string,
): SnRows | undefined {
  const [page, setPage] = useState<SnRows>();
  useEffect(() => {
    if (connectionId === undefined) return undefined;
    return poll({
      ask: () =>
        askWorker(connectionId, {
          kind: 'sensors',
          first,
          count,
          ...(filter !== '' && { filter }),
        }),
      tell: (answer) => setPage((before) => answer?.said ?? before),
      everyMs: 1_000,
    });
  }, [connectionId, first, count, filter]);
  return page;
}

/** Exists while the file's tab is open, also after a reload of the page. */
const namesIn = (connectionId: string): TopicNames => ({
  load: async () => (await askWorker(connectionId, { kind: 'sensor-topics' }))?.said ?? '',
  save: async (topics) => {
    const isTaken =
      (await askWorker(connectionId, { kind: 'sensor-topics', topics }))?.said !== undefined;
    if (isTaken) sensorTopicNames.set(connectionId, topics);
    return isTaken;
  },
});
