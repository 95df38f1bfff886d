/** The chart as a picture, and its points as a table. */
import type { Span } from '../../../engine/series/chartedValue.ts';
import { confirm } from '../../kit/language/announcements.ts';
import { texts } from '../../kit/language/useText.ts';
import { download, fileNameOf } from '../../session/captures/saveTarget.ts';
import { connectionById } from '../../session/connection/connections.ts';
import { tabName } from '../../session/tabName.ts';
import { chartPicture } from './chartPicture.ts';

function saved(blob: Blob, connectionId: string, extension: string): void {
  const name = `${fileNameOf(`${nameOf(connectionId)}-chart`, Date.now())}${extension}`;
  download(blob, name);
  confirm(texts().charts.saved(name));
}

function nameOf(connectionId: string): string {
  const connection = connectionById(connectionId);
  return connection === undefined ? 'mqttscope' : tabName(connection);
}

/** Saves each point in the visible time. */
export async function saveCsv(connectionId: string, span: Span | undefined): Promise<void> {
  const handle = connectionById(connectionId)?.handle;
  const pieces = await handle?.ask({ kind: 'series-table', span }).catch(() => undefined);
  if (pieces === undefined) {
    confirm(texts().charts.notSaved);
    return;
  }
  saved(new Blob([...pieces], { type: 'text/csv;charset=utf-8' }), connectionId, '.csv');
}

/** Saves the chart as drawn, with its legend. @param within an element of the board */
export async function savePng(connectionId: string, within: Element): Promise<void> {
  const place = within.closest('[data-board]')?.querySelector('[role=application]') ?? null;
  const blob = place === null ? undefined : await chartPicture(place, connectionId);
  if (blob === undefined) confirm(texts().charts.notSaved);
  else saved(blob, connectionId, '.png');
}
