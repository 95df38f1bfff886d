/** Actions on the connection of the front tab, in the order of the palette. */

import { texts } from '../../kit/language/useText.ts';
import { focusTarget } from '../../kit/page/focus.ts';
import { filterActions } from '../../panels/packets/filter/filterActions.ts';
import { treeActions } from '../../panels/topics/treeActions.ts';
import type { Action } from '../../session/action.ts';
import { closeTab, disconnect, reconnect, retryNow } from '../../session/captures/leave.ts';
import { nextMark, toggleSelectedMark } from '../../session/captures/marks.ts';
import { askToSave, hasPackets, saveAtOnce } from '../../session/captures/saves.ts';
import { showBoard } from '../../session/charts/board.ts';
import { hasDesks, type OpenConnection } from '../../session/connection/connections.ts';
import { selectionOf } from '../../session/connection/selection.ts';
import { openOverlay } from '../../session/dialogs/overlay.ts';
import { breakAt, topicBreak } from '../../session/faults/breakAt.ts';
import {
  GROUPINGS,
  showGrouping,
  toggleGrouping,
  toggleWire,
} from '../../session/filter/grouping.ts';
import { stepInExchange, toggleExchange } from '../../session/handshakes/actions.ts';
import { ladderOf } from '../../session/packet/ladderView.ts';
import { copyActions } from '../../session/packet/shownPacket.ts';
import { publishSelectedAgain, stepOnTopic } from '../../session/packet/topicSteps.ts';
import { setFollowing, togglePaused } from '../../session/packets/actions.ts';
import { clearCapture } from '../../session/packets/clearing.ts';
import { aboutNow } from '../../session/panel.ts';
import { askForRules } from '../../session/payloadRules/asked.ts';
import { nextProblem } from '../../session/problems/nextProblem.ts';
import { openPublish } from '../../session/publish/openPublish.ts';
import { isReadOnly } from '../../session/readOnly.ts';
import { askToReplay } from '../../session/replay/replays.ts';
import { answerSelected, goAcross } from '../../session/replies/actions.ts';
import { askToClear } from '../../session/retained/asked.ts';
import { shownName } from '../../session/shownName.ts';
import { focusInPane } from '../../session/view/focusInPane.ts';
import { setLayout, useLayout } from '../../session/view/layout.ts';
import { setView, showPanel, viewOf } from '../../session/view/tabView.ts';
import { desksThere, goToDesk, keysOf, PANELS, showView } from '../desk/panels.ts';

export function connectionActions(connection: OpenConnection): readonly Action[] {
  const { id, state, file } = connection;
  const isLive = state.kind !== 'file';
  const isCapture = hasDesks(connection) && viewOf(id).screen === 'capture';
  const close =
    file !== undefined ? texts().captures.closeFileAction : texts().commands.actions.closeTab;
  const onTab: readonly Action[] = [
    ...linkActions(connection),
    ...viewActions(id),
    ...fileActions(connection),
    {
      id: 'payload-rules',
      label: texts().payloadRules.title,
      run: () => askForRules(id, selectionOf(id).topic),
    },
    ...(isCapture ? captureActions(connection) : []),
    ...(isCapture && isLive ? paneActions(id) : []),
    ...(isCapture && selectionOf(id).packet !== undefined ? exchangeActions(id) : []),
    ...(isCapture ? breakActions(id) : []),
    { id: 'close', label: close, run: () => closeTab(id) },
  ];
  return onTab.map((action) => ({ group: 'tab', ...action }));
}

function linkActions({ id, state, settings, handle }: OpenConnection): readonly Action[] {
  const t = texts().commands.actions;
  const actions: Action[] = [];
  if (state.kind === 'connected' || state.kind === 'connecting') {
    actions.push({ id: 'disconnect', label: t.disconnect, run: () => disconnect(id) });
    if (state.kind === 'connected' && settings?.version === 5) {
      const run = () => openOverlay('farewell');
      actions.push({ id: 'farewell', label: texts().mqtt5Form.farewell, run });
    }
  } else if (settings !== undefined) {
    actions.push({ id: 'connect', label: t.connect, run: () => reconnect(id) });
  }
  const isScram = settings?.signIn.kind === 'password' && settings.signIn.scram !== undefined;
  if (state.kind === 'connected' && isScram && settings.version === 5) {
    const run = () => handle.send({ kind: 'reauthenticate' });
    actions.push({ id: 'reauthenticate', label: t.reauthenticate, run });
  }
  if (state.kind === 'waiting') {
    actions.push(
      { id: 'retry', label: t.retryNow, run: () => retryNow(id) },
      { id: 'stop', label: t.stopRetrying, run: () => handle.send({ kind: 'stop-retrying' }) },
    );
  }
  return actions;
}

/** Panels that are lists of Inspect, which the choice of its rows names. */
const IN_GROUPINGS: readonly string[] = ['packets', 'requests', 'streams'];

/** Each desk, list and panel by the name that it has on screen, with its actions. */
function viewActions(id: string): readonly Action[] {
  const { commands, packets, shell } = texts();
  const t = commands.actions;
  const about = aboutNow(id);
  const desks = desksThere(about).map((desk) => ({
    id: `desk-${desk.id}`,
    label: t.goTo(shell.desks[desk.id]),
    keys: keysOf(desk),
    group: 'go' as const,
    run: () => void goToDesk(id, desk.id),
  }));
  const views = PANELS.filter(
    ({ id, isThere }) => !IN_GROUPINGS.includes(id) && isThere?.(about) !== false,
  );
  const lists = GROUPINGS.map((grouping) => ({
    id: grouping,
    label: packets.grouping[grouping],
    group: 'go' as const,
    run: () => showGrouping(id, grouping),
  }));
  const form = {
    id: 'connection',
    label: t.editConnection,
    run: () => setView(id, { screen: 'editor' }),
  };
  return [
    ...desks,
    ...(about.isFile ? [] : [form]),
    ...lists,
    ...views.flatMap((view) => [
      {
        id: view.id,
        label: shell[view.id],
        group: 'go' as const,
        run: () => showView(id, view),
      },
      ...(view.actions?.found?.(id) ?? []),
    ]),
  ];
}

function fileActions(connection: OpenConnection): readonly Action[] {
  if (!hasPackets(connection)) return [];
  const { id } = connection;
  const t = texts().captures;
  return [
    { id: 'save', label: t.save, keys: 'Ctrl S', run: () => saveAtOnce(id) },
    { id: 'save-as', label: t.saveAs, run: () => askToSave(id) },
    { id: 'replay', label: t.replay, run: () => askToReplay(id) },
  ];
}

function captureActions({ id, state }: OpenConnection): readonly Action[] {
  const t = texts().commands.actions;
  const { marks } = texts().captures;
  return [
    {
      id: 'find',
      label: t.findTopic,
      keys: '/',
      run: () => focusInPane(id, 'topics', 'find-topic'),
    },
    {
      id: 'filter',
      label: t.filter,
      keys: 'Ctrl F',
      run: () => {
        showPanel(id, 'packets');
        requestAnimationFrame(() => focusTarget('display-filter'));
      },
    },
    {
      id: 'pause',
      label: viewOf(id).paused ? t.resume : t.pause,
      keys: 'Space',
      run: () => togglePaused(id),
    },
    { id: 'grouping', label: t.grouping, keys: 'A', run: () => toggleGrouping(id) },
    {
      id: 'wire',
      label: useLayout.getState().wire ? texts().packets.menu.wireOff : texts().packets.menu.wire,
      keys: 'W',
      run: () => toggleWire(id),
    },
    { id: 'follow', label: t.follow, keys: 'F', run: () => setFollowing(id, true) },
    { id: 'clear', label: t.clear, deletes: true, run: () => clearCapture(id) },
    ...(state.kind === 'connected' && !isReadOnly(id) ? retainedActions(id) : []),
    { id: 'mark', label: marks.mark, keys: 'M', run: () => toggleSelectedMark(id) },
    { id: 'next-mark', label: marks.next, run: () => void nextMark(id) },
    ...filterActions(id),
    ...copyActions(id),
    {
      id: 'next-problem',
      label: texts().problems.next,
      keys: '.',
      run: () => void nextProblem(id),
    },
    ...treeActions(id),
    {
      id: 'collapse-topics',
      label: t.toggleTopics,
      run: () => setLayout({ topicsCollapsed: !useLayout.getState().topicsCollapsed }),
    },
    { id: 'charts', label: texts().shell.charts, run: () => showBoard(id) },
  ];
}

/** Actions on the retained messages of the selected topic or level, or on all. */
function retainedActions(connectionId: string): readonly Action[] {
  const t = texts().retained;
  const { topic } = selectionOf(connectionId);
  const clear = (id: string, path: string, isBelow: boolean): Action => ({
    id,
    label: isBelow ? t.below(shownName(path)) : t.one(shownName(path)),
    deletes: true,
    run: () => askToClear({ connectionId, path, isBelow, isSearched: isBelow }),
  });
  const below = clear('clear-retained-below', topic ?? '', true);
  return topic === undefined ? [below] : [clear('clear-retained', topic, false), below];
}

/** Subscribing and publishing. */
function paneActions(id: string): readonly Action[] {
  const t = texts().commands.actions;
  return [
    {
      id: 'subscribe',
      label: t.subscribe,
      keys: 'S',
      run: () => focusInPane(id, 'topics', 'topic-filter'),
    },
    {
      id: 'publish',
      label: isReadOnly(id) ? t.publishOff : t.goToPublish,
      keys: 'P',
      run: () => openPublish(id),
    },
  ];
}

/** For the selected topic. */
function breakActions(id: string): readonly Action[] {
  const filter = topicBreak(id, selectionOf(id).topic);
  if (filter === undefined) return [];
  const { breakHere } = texts().breakpoints;
  return [{ id: 'break', label: breakHere, keys: 'B', run: () => void breakAt(id, filter) }];
}

/** For the selected packet. */
function exchangeActions(id: string): readonly Action[] {
  const t = texts().commands.actions;
  const { replies, detail } = texts();
  return [
    {
      id: 'topic-previous',
      label: detail.neighbours.before,
      keys: '<',
      run: () => stepOnTopic(id, -1),
    },
    {
      id: 'topic-next',
      label: detail.neighbours.after,
      keys: '>',
      run: () => stepOnTopic(id, 1),
    },
    {
      id: 'publish-again',
      label: detail.again.action,
      keys: 'E',
      ...(isReadOnly(id) && { disabled: texts().publish.readOnly }),
      run: () => void publishSelectedAgain(id),
    },
    {
      id: 'exchange',
      label: ladderOf(id).isWhole ? t.packetOfExchange : t.exchangeOfPacket,
      keys: 'X',
      run: () => toggleExchange(id),
    },
    {
      id: 'exchange-previous',
      label: t.exchangePrevious,
      keys: '[',
      run: () => stepInExchange(id, -1),
    },
    { id: 'exchange-next', label: t.exchangeNext, keys: ']', run: () => stepInExchange(id, 1) },
    { id: 'across', label: replies.across, keys: 'R', run: () => void goAcross(id) },
    {
      id: 'answer',
      label: replies.answerAction,
      ...(isReadOnly(id) && { disabled: texts().publish.readOnly }),
      run: () => void answerSelected(id),
    },
  ];
}
