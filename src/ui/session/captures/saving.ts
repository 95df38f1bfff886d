/** Writes a capture to a file. */

import { errorText } from '../../../base/errorText.ts';
import { NotLoaded } from '../../../base/lazy.ts';
import type { FileEvent, SaveChoices } from '../../../connection/files/fileProtocol.ts';
import type { ConnectionEvent } from '../../../connection/protocol/protocol.ts';
import { exportFormat } from '../../../engine/files/captureFormats.ts';
import { roundSize } from '../../../i18n/sizes.ts';
import { announce } from '../../kit/language/announcements.ts';
import { firstTexts } from '../../kit/language/firstText.ts';
import { reportNotLoaded } from '../../kit/language/notLoaded.ts';
import { change, connectionById, type OpenConnection } from '../connection/connections.ts';
import { whenClosed } from '../connectionTabs.ts';
import { tabName } from '../tabName.ts';
import { dropSaveDialog, type SaveOutcome, useSaves } from './saves.ts';
import { fileNameOf, openTarget, type SaveTarget } from './saveTarget.ts';

type Saving = Extract<FileEvent, { readonly kind: 'saving' }>;

let lastSave = 0;
let stopCurrent: () => void = () => undefined;

export function stopSaving(): void {
  stopCurrent();
}

/** Must be called within a user click. */
export async function save(
  connectionId: string,
  choices: SaveChoices,
  then?: () => void,
): Promise<void> {
  const connection = connectionById(connectionId);
  dropSaveDialog();
  if (connection === undefined || useSaves.getState().underWay !== undefined) return;
  const of = [tabName(connection), choices.topic].filter(Boolean).join(' ');
  const { extension, mediaType, holds } = exportFormat(choices.format);
  const kind = { name: fileNameOf(of, Date.now()), extension, mediaType };
  const name = `${kind.name}${kind.extension}`;
  const counters = connection.loop.counters();
  useSaves.setState({
    outcome: undefined,
    underWay: { connectionId, name, examined: 0, packets: counters?.packets ?? 0 },
  });
  try {
    const target = await openTarget(kind, counters?.logBytes ?? 0);
    const written = target && (await write(connection, choices, name, target));
    if (written === undefined)
      finish(target && { failed: false, text: firstTexts().captures.saving.stopped });
    else {
      // A part of it, or it without its contents, is not the capture.
      const isWhole = !choices.filtered && !choices.withStandIns && choices.topic === undefined;
      if (isWhole) noteSaved(connectionId, written.newest, holds !== 'packets');
      const t = firstTexts().captures.saving;
      const done = t.done(written.packets, roundSize(written.bytes), name);
      const text = written.leftOut === 0 ? done : `${done} · ${t.leftOut(written.leftOut)}`;
      finish({ failed: false, text });
      if (isWhole) then?.();
    }
  } catch (error) {
    if (error instanceof NotLoaded) {
      finish(undefined);
      const { message } = error;
      const again = () => void save(connectionId, choices, then);
      reportNotLoaded({ of: `${connectionId} save`, message, part: 'save', again });
      return;
    }
    const why = errorText(error);
    finish({ failed: true, text: firstTexts().captures.saving.failed(name, why) });
  }
}

function finish(outcome: SaveOutcome | undefined): void {
  stopCurrent = () => undefined;
  useSaves.setState({ underWay: undefined, outcome });
  if (outcome !== undefined) announce(outcome.text);
}

interface Written {
  readonly packets: number;
  readonly bytes: number;
  readonly leftOut: number;
  readonly newest: number;
}

const isNotLoaded = (
  event: ConnectionEvent,
  save: number,
): event is Extract<ConnectionEvent, { readonly kind: 'not-loaded' }> =>
  event.kind === 'not-loaded' && event.command?.kind === 'save' && event.command.save === save;

/** undefined: it was stopped. */
function write(
  { id: connectionId, handle }: OpenConnection,
  choices: SaveChoices,
  name: string,
  target: SaveTarget,
): Promise<Written | undefined> {
  lastSave += 1;
  const save = lastSave;
  return new Promise((resolve, reject) => {
    let bytes = 0;
    let order = Promise.resolve();
    const end = (): void => {
      stopListening();
      stopClosing();
    };
    const stop = (): void => {
      end();
      handle.send({ kind: 'stop-saving', save });
      order = order.then(target.discard);
      order.then(() => resolve(undefined), reject);
    };
    const take = async ({ chunk, done, written, leftOut, newest }: Saving): Promise<void> => {
      if (chunk !== undefined) {
        bytes += chunk.byteLength;
        await target.write(chunk);
      }
      if (done) {
        end();
        await target.finish();
        resolve({ packets: written, bytes, leftOut, newest });
      } else if (chunk !== undefined) handle.send({ kind: 'save-more', save });
    };
    const fail = (error: unknown): void => {
      end();
      handle.send({ kind: 'stop-saving', save });
      // After a failed write, removing the file often fails too. Only the first error is reported.
      target.discard().catch(() => undefined);
      reject(error);
    };
    const stopListening = handle.listen((event) => {
      if (isNotLoaded(event, save)) fail(new NotLoaded(event.message));
      if (event.kind !== 'saving' || event.save !== save) return;
      const { examined, packets } = event;
      useSaves.setState({ underWay: { connectionId, name, examined, packets } });
      order = order.then(() => take(event));
      order.catch(fail);
    });
    const stopClosing = whenClosed((closed) => {
      if (closed === connectionId) stop();
    });
    stopCurrent = stop;
    handle.send({ kind: 'save', save, choices });
  });
}

/** Notes that packets up to this one are saved, with or without marks. */
function noteSaved(id: string, packet: number, withMarks: boolean): void {
  change(id, ({ savedTo, unsavedMarks }) => ({
    savedTo: Math.max(savedTo, packet),
    unsavedMarks: unsavedMarks && !withMarks,
  }));
}
