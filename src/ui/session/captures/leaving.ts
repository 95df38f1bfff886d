/** Ends connections, with a confirmation if something would be lost, and restores them. */

import { firstTexts } from '../../kit/language/firstText.ts';
import { connect, connectionById, type OpenConnection } from '../connection/connections.ts';
import { stillLacksSecret } from '../connection/restoredTabs.ts';
import { setAside } from '../connectionTabs.ts';
import { askToConfirm, offerUndo, type Question } from '../dialogs/confirm.ts';
import { askForSecret } from '../profiles/askForSecret.ts';
import { connectByForm } from '../profiles/connectByForm.ts';
import { isChanged } from '../profiles/drafts.ts';
import { needsSecret } from '../profiles/lackingSecret.ts';
import { tabName } from '../tabName.ts';
import { saveAtOnce } from './saves.ts';
import { isUnsaved } from './unsaved.ts';

/** Messages that were written or wait, and have no answer yet. */
function unanswered(connection: OpenConnection): number {
  return connection.sent.reduce((sum, entry) => sum + entry.open.size, 0);
}

/** The session outlives the connection, and the next Connect resumes it with its handshakes. */
function sessionIsKept({ settings }: OpenConnection): boolean {
  return (
    settings !== undefined &&
    !settings.cleanStart &&
    (settings.version < 5 || settings.sessionExpiry > 0)
  );
}

/** Asks for confirmation if messages would stay unanswered. */
export function disconnect(id: string): void {
  const connection = connectionById(id);
  if (connection === undefined) {
    return;
  }
  const t = firstTexts().shell.ask;
  const waiting = unanswered(connection);
  const go = () => connection.handle.send({ kind: 'disconnect' });
  if (waiting === 0 || sessionIsKept(connection)) {
    go();
    return;
  }
  askToConfirm({
    title: t.disconnect,
    text: t.unanswered(waiting),
    action: firstTexts().shell.disconnect,
    run: go,
  });
}

/** Reconnects as before, or with the changed form, and with later subscriptions. */
export function reconnect(id: string): void {
  const connection = connectionById(id);
  if (connection?.settings === undefined) return;
  const subscriptions = connection.subscriptions.map((status) => status.subscription);
  if (needsSecret(id)) {
    askForSecret(id);
  } else if (stillLacksSecret(id)) {
    connectByForm(id, subscriptions);
  } else if (isChanged(id)) {
    connectByForm(id, connection.wasConnected ? subscriptions : undefined);
  } else {
    connect(id, { ...connection.settings, subscriptions });
  }
}

/** Retries at once. A running attempt continues unless the form was changed. */
export function retryNow(id: string): void {
  const connection = connectionById(id);
  if (connection?.state.kind === 'closed' || isChanged(id)) {
    reconnect(id);
  } else if (connection?.state.kind === 'waiting') {
    connection.handle.send({ kind: 'retry-now' });
  }
}

/** Asks for confirmation if a capture would be lost. */
export function closeTab(id: string): void {
  const connection = connectionById(id);
  if (connection === undefined || connection.file !== undefined) {
    closeFile(id, connection);
    return;
  }
  const packets = connection.loop.counters()?.packets ?? 0;
  const isLost = isUnsaved(connection);
  if (!isLost && (packets > 0 || !connection.wasConnected)) {
    closeNow(id);
    return;
  }
  const t = firstTexts().shell.ask;
  askToConfirm({
    title: t.close(tabName(connection)),
    text: t.closeLoses(packets),
    action: t.closeAction,
    run: () => closeNow(id),
    instead: isLost ? savedFirst(id) : undefined,
  });
}

/** Ends the connection at once. Its capture stays for some seconds, so that closing can be undone. */
function closeNow(id: string): void {
  const connection = connectionById(id);
  const tab = setAside(id);
  if (connection === undefined || tab === undefined) return;
  const { settings, file, tap, state } = connection;
  if (settings === undefined && file === undefined && tap === undefined) {
    tab.forget();
    return;
  }
  const isLive = state.kind !== 'closed' && state.kind !== 'file';
  offerUndo(
    firstTexts().shell.closedTab(tabName(connection)),
    () => {
      tab.putBack();
      if (isLive) reconnect(id);
    },
    tab.forget,
  );
}

function savedFirst(id: string): Question['instead'] {
  const run = () => saveAtOnce(id, () => closeNow(id));
  return { action: firstTexts().captures.closeSaves, run };
}

function closeFile(id: string, file: OpenConnection | undefined): void {
  if (file === undefined || !isUnsaved(file)) {
    closeNow(id);
    return;
  }
  const t = firstTexts().captures;
  askToConfirm({
    title: t.closeFile(tabName(file)),
    text: t.closeFileLoses,
    action: t.closeFileAction,
    run: () => closeNow(id),
    instead: savedFirst(id),
  });
}
