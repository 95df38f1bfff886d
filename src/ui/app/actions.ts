/** Everything that can be done, once: it feeds buttons, the palette and the shortcuts. */

import { hasAlink } from '../alink/device.ts';
import { nextMark, toggleSelectedMark } from '../captures/marks.ts';
import { chooseCapture } from '../captures/openCapture.ts';
import { askToSave, saveAtOnce } from '../captures/saves.ts';
import { isUnsaved } from '../captures/unsaved.ts';
import { copyActions } from '../detail/copyActions.ts';
import { faultActions } from '../faults/actions.ts';
import { filterActions } from '../filter/filterActions.ts';
import { stepInExchange, toggleExchange } from '../handshakes/actions.ts';
import { clearCapture, setFollowing, togglePaused } from '../packets/actions.ts';
import { hasPlatform } from '../platform/usePlatform.ts';
import { nextProblem, showProblems } from '../problems/actions.ts';
import { askToReplay } from '../replay/replays.ts';
import { ask, type Question } from '../state/asking.ts';
import {
  activateConnection,
  closeConnection,
  connect,
  connectionById,
  type OpenConnection,
  openConnection,
  useConnections,
} from '../state/connections.ts';
import { selectionOf } from '../state/selection.ts';
import { setView, showCentre, viewOf } from '../state/views.ts';
import { LANGUAGE_NAMES, LANGUAGES, setLanguage, useLanguage } from '../text/language.ts';
import { texts } from '../text/useText.ts';
import { leaveTour, startTour, useTour } from '../tour/tour.ts';
import { openThisTab } from '../welcome/thisTab.ts';
import { cyclePanes, focusTarget } from './focus.ts';
import { setLayout, useLayout } from './layout.ts';
import { useOverlay } from './overlay.ts';
import { tabName } from './tabName.ts';
import { setTheme, THEMES } from './theme.ts';

export interface Action {
  readonly id: string;
  readonly label: string;
  /** As shown, e.g. `Ctrl K`. */
  readonly keys?: string;
  readonly run: () => void;
}

export function active(): OpenConnection | undefined {
  const { active: id } = useConnections.getState();
  return id === undefined ? undefined : connectionById(id);
}

/** Messages that were written or wait, and have no answer yet. */
function unanswered(connection: OpenConnection): number {
  return connection.sent.reduce((sum, entry) => sum + entry.open.size, 0);
}

/** The session outlives the connection, and the next Connect takes it up: its handshakes go on then. */
function sessionIsKept({ settings }: OpenConnection): boolean {
  return (
    settings !== undefined &&
    !settings.cleanStart &&
    (settings.version < 5 || settings.sessionExpiry > 0)
  );
}

export function newConnection(): void {
  openConnection();
}

/** Asks first where messages would be left without an answer. */
export function disconnect(id: string): void {
  const connection = connectionById(id);
  if (connection === undefined) {
    return;
  }
  const t = texts().shell.ask;
  const waiting = unanswered(connection);
  const go = () => connection.handle.send({ kind: 'disconnect' });
  if (waiting === 0 || sessionIsKept(connection)) {
    go();
    return;
  }
  ask({
    title: t.disconnect,
    text: t.unanswered(waiting),
    action: texts().shell.disconnect,
    run: go,
  });
}

/** Connects again as before, with the subscriptions that were made since. */
export function reconnect(id: string): void {
  const connection = connectionById(id);
  if (connection?.settings !== undefined) {
    const subscriptions = connection.subscriptions.map((status) => status.subscription);
    connect(id, { ...connection.settings, subscriptions });
  }
}

/** Asks first where a capture would be lost. */
export function closeTab(id: string): void {
  const connection = connectionById(id);
  if (connection === undefined || connection.file !== undefined) {
    closeFile(id, connection);
    return;
  }
  const packets = connection.loop.counters()?.packets ?? 0;
  const isLost = isUnsaved(connection);
  if (!isLost && (packets > 0 || !connection.wasConnected)) {
    closeConnection(id);
    return;
  }
  const t = texts().shell.ask;
  ask({
    title: t.close(tabName(connection)),
    text: t.closeLoses(packets),
    action: t.closeAction,
    run: () => closeConnection(id),
    instead: isLost ? savedFirst(id) : undefined,
  });
}

function savedFirst(id: string): Question['instead'] {
  const run = () => saveAtOnce(id, () => closeConnection(id));
  return { action: texts().captures.closeSaves, run };
}

function closeFile(id: string, file: OpenConnection | undefined): void {
  if (file === undefined || !isUnsaved(file)) {
    closeConnection(id);
    return;
  }
  const t = texts().captures;
  ask({
    title: t.closeFile(tabName(file)),
    text: t.closeFileLoses,
    action: t.closeFileAction,
    run: () => closeConnection(id),
    instead: savedFirst(id),
  });
}

/** What can be done now, in the order of the palette. */
export function actionsNow(): readonly Action[] {
  const t = texts().shell.actions;
  const connection = active();
  const id = connection?.id;
  const actions: Action[] = [
    {
      id: 'palette',
      label: t.palette,
      keys: 'Ctrl K',
      run: () => useOverlay.setState({ open: 'palette' }),
    },
    { id: 'new', label: t.newConnection, run: newConnection },
    { id: 'this-tab', label: t.thisTab, run: () => openThisTab(active()?.id ?? openConnection()) },
    {
      id: 'tour',
      label: texts().tour.start,
      run: () => startTour(active()?.id ?? openConnection()),
    },
    { id: 'open', label: texts().captures.open, run: chooseCapture },
  ];
  if (useTour.getState().connection !== undefined) {
    actions.push({ id: 'leave-tour', label: texts().tour.leave, run: leaveTour });
  }
  if (connection !== undefined && id !== undefined) {
    actions.push(...connectionActions(connection, id));
  }
  for (const theme of THEMES) {
    actions.push({
      id: `theme-${theme}`,
      label: t.theme(texts().shell.theme[theme]),
      run: () => setTheme(theme),
    });
  }
  for (const language of LANGUAGES) {
    if (language !== useLanguage.getState().language) {
      actions.push({
        id: `language-${language}`,
        label: texts().shell.language(LANGUAGE_NAMES[language]),
        run: () => setLanguage(language),
      });
    }
  }
  for (const other of useConnections.getState().list) {
    if (other.id !== id) {
      actions.push({
        id: `go-${other.id}`,
        label: t.goTo(tabName(other)),
        run: () => activateConnection(other.id),
      });
    }
  }
  actions.push(
    { id: 'panes', label: t.cyclePanes, keys: 'F6', run: () => cyclePanes(1) },
    {
      id: 'shortcuts',
      label: t.shortcuts,
      keys: '?',
      run: () => useOverlay.setState({ open: 'shortcuts' }),
    },
  );
  return actions;
}

function connectionActions(connection: OpenConnection, id: string): readonly Action[] {
  const t = texts().shell.actions;
  const { state, settings, handle } = connection;
  const view = viewOf(id);
  const actions: Action[] = [];
  if (state.kind === 'connected' || state.kind === 'connecting') {
    actions.push({ id: 'disconnect', label: t.disconnect, run: () => disconnect(id) });
  } else if (settings !== undefined) {
    actions.push({ id: 'connect', label: t.connect, run: () => reconnect(id) });
  }
  if (state.kind === 'waiting') {
    actions.push(
      { id: 'retry', label: t.retryNow, run: () => handle.send({ kind: 'retry-now' }) },
      { id: 'stop', label: t.stopRetrying, run: () => handle.send({ kind: 'stop-retrying' }) },
    );
  }
  actions.push(
    { id: 'packets', label: t.showPackets, keys: 'Alt 1', run: () => showCentre(id, 'packets') },
    {
      id: 'handshakes',
      label: t.showHandshakes,
      keys: 'Alt 2',
      run: () => showCentre(id, 'handshakes'),
    },
    { id: 'topic', label: t.showTopic, keys: 'Alt 3', run: () => showCentre(id, 'topic') },
    { id: 'problems', label: t.showProblems, keys: 'Alt 4', run: () => showProblems(id) },
    { id: 'streams', label: t.showStreams, keys: 'Alt 5', run: () => showCentre(id, 'streams') },
  );
  if (hasAlink(id)) {
    actions.push({
      id: 'alink',
      label: t.showAlink,
      keys: 'Alt 8',
      run: () => showCentre(id, 'alink'),
    });
  }
  if (state.kind !== 'file') {
    actions.push({
      id: 'edit',
      label: t.edit,
      keys: 'Alt 6',
      run: () => setView(id, { screen: 'editor' }),
    });
    actions.push({
      id: 'broker',
      label: t.showBroker,
      keys: 'Alt 7',
      run: () => showCentre(id, 'broker'),
    });
    if (hasPlatform(id)) {
      actions.push({
        id: 'platform',
        label: t.showPlatform,
        keys: 'Alt 9',
        run: () => showCentre(id, 'platform'),
      });
    }
    actions.push(...faultActions(id));
  }
  if ((connection.loop.counters()?.packets ?? 0) > 0) {
    actions.push(
      {
        id: 'save',
        label: texts().captures.save,
        keys: 'Ctrl S',
        run: () => saveAtOnce(id),
      },
      { id: 'save-as', label: texts().captures.saveAs, run: () => askToSave(id) },
      { id: 'replay', label: texts().replay.action, run: () => askToReplay(id) },
    );
  }
  if (view.screen === 'capture') {
    actions.push(
      {
        id: 'find',
        label: t.findTopic,
        keys: '/',
        run: () => showAndFocus(id, 'topics', 'find-topic'),
      },
      {
        id: 'filter',
        label: t.filter,
        keys: 'Ctrl F',
        run: () => {
          showCentre(id, 'packets');
          requestAnimationFrame(() => focusTarget('display-filter'));
        },
      },
      {
        id: 'pause',
        label: view.paused ? t.resume : t.pause,
        keys: 'Space',
        run: () => togglePaused(id),
      },
      { id: 'follow', label: t.follow, keys: 'F', run: () => setFollowing(id, true) },
      { id: 'clear', label: t.clear, run: () => clearCapture(id) },
      {
        id: 'mark',
        label: texts().captures.marks.mark,
        keys: 'M',
        run: () => toggleSelectedMark(id),
      },
      { id: 'next-mark', label: texts().captures.marks.next, run: () => nextMark(id) },
      ...filterActions(id),
      ...copyActions(id),
      {
        id: 'next-problem',
        label: texts().problems.next,
        keys: 'N',
        run: () => void nextProblem(id),
      },
      {
        id: 'collapse-topics',
        label: t.toggleTopics,
        run: () => setLayout({ topicsCollapsed: !useLayout.getState().topicsCollapsed }),
      },
      {
        id: 'collapse-publish',
        label: t.togglePublish,
        run: () => setLayout({ dockCollapsed: useLayout.getState().dockCollapsed !== true }),
      },
    );
  }
  if (view.screen === 'capture' && state.kind !== 'file') {
    actions.push(
      {
        id: 'subscribe',
        label: t.subscribe,
        run: () => showAndFocus(id, 'topics', 'topic-filter'),
      },
      {
        id: 'publish',
        label: t.goToPublish,
        run: () => showAndFocus(id, 'publish', 'publish-topic'),
      },
    );
  }
  if (view.screen === 'capture' && selectionOf(id).packet !== undefined) {
    actions.push(
      {
        id: 'exchange',
        label: view.centre === 'handshakes' ? t.packetOfExchange : t.exchangeOfPacket,
        keys: 'X',
        run: () => toggleExchange(id),
      },
      {
        id: 'exchange-previous',
        label: t.exchangePrevious,
        keys: '[',
        run: () => stepInExchange(id, -1),
      },
      {
        id: 'exchange-next',
        label: t.exchangeNext,
        keys: ']',
        run: () => stepInExchange(id, 1),
      },
    );
  }
  const close = connection.file !== undefined ? texts().captures.closeFileAction : t.closeTab;
  actions.push({ id: 'close', label: close, run: () => closeTab(id) });
  return actions;
}

/** Opens the pane where it is hidden, then puts the focus there. */
function showAndFocus(id: string, pane: 'topics' | 'publish', target: string): void {
  setLayout(pane === 'topics' ? { topicsCollapsed: false } : { dockCollapsed: false });
  setView(id, { narrow: pane });
  requestAnimationFrame(() => focusTarget(target));
}
