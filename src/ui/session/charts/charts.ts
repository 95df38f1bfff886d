/** Charted values of a connection, stored with its profile if it has one. */
import { useEffect } from 'react';
import type { ChartedValue } from '../../../engine/series/chartedValue.ts';
import {
  type ChartSettings,
  NO_CHARTS,
  rebasedCharts,
} from '../../../profiles/settings/chartSettings.ts';
import { change, connectionById, useConnection } from '../connection/connections.ts';
import { perConnection } from '../connection/perConnection.ts';
import { changeStored } from '../profiles/changeStored.ts';
import { draftOf, followConnection, useDraft } from '../profiles/drafts.ts';

/** Charts of captures that have no connection. */
const ofCaptures = perConnection<ChartSettings>(NO_CHARTS);
/** The value of the topic in view: its points are read although it is not a line of the board. */
const watched = perConnection<ChartedValue | undefined>(undefined);

export function chartsOf(connectionId: string): ChartSettings {
  const connection = connectionById(connectionId);
  if (connection?.settings !== undefined) return connection.settings.charts ?? NO_CHARTS;
  if (connection?.file ?? connection?.tap) return ofCaptures.of(connectionId);
  return draftOf(connectionId)?.charts ?? NO_CHARTS;
}

/** Redraws the component on changes. */
export function useCharts(connectionId: string): ChartSettings {
  useConnection(connectionId, 'settings');
  ofCaptures.use(connectionId);
  useDraft(connectionId);
  return chartsOf(connectionId);
}

/** Has the points of a value read while it is shown. */
export function useWatchedValue(connectionId: string, value: ChartedValue | undefined): void {
  // A new connection reads only the lines of the board.
  const state = useConnection(connectionId, 'state')?.state.kind;
  useEffect(() => {
    if (value === undefined) return undefined;
    watchValue(connectionId, value);
    return () => watchValue(connectionId, undefined);
  }, [connectionId, value, state]);
}

/** @param value undefined: only the lines of the board are read */
function watchValue(connectionId: string, value: ChartedValue | undefined): void {
  watched.set(connectionId, value);
  const values = valuesOf(connectionId, chartsOf(connectionId));
  connectionById(connectionId)?.handle.send({ kind: 'chart', values });
}

function valuesOf(connectionId: string, { lines }: ChartSettings): readonly ChartedValue[] {
  const own = watched.of(connectionId);
  const values = lines.map(({ topic, path }) => ({ topic, path }));
  return own === undefined ? values : [...values, own];
}

/** Effective immediately, and stored in the profile if there is one. */
export async function setCharts(connectionId: string, charts: ChartSettings): Promise<void> {
  const connection = connectionById(connectionId);
  if (connection === undefined) return;
  const { handle, loop, settings, file, tap } = connection;
  const before = chartsOf(connectionId);
  const isOther = charts.lines !== before.lines;
  if (file ?? tap) ofCaptures.set(connectionId, charts);
  if (settings !== undefined) change(connectionId, () => ({ settings: { ...settings, charts } }));
  if (isOther) handle.send({ kind: 'chart', values: valuesOf(connectionId, charts) });
  loop.refresh();
  if (draftOf(connectionId) === undefined) return;
  followConnection(connectionId, { charts });
  await changeStored(connectionId, ({ charts: stored = NO_CHARTS, ...rest }) => ({
    ...rest,
    charts: rebasedCharts(stored, before, charts),
  }));
}
