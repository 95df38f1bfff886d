/** The shortcuts of the whole window. Panes handle their own keys first. */

import { flushSync } from 'react-dom';
import { cyclePanes, focusTarget, keepFocus } from '../../kit/page/focus.ts';
import { selectAll } from '../../kit/page/selectAll.ts';
import { isModifier, startTrackingIntent, trackIntent } from '../../kit/page/userIntent.ts';
import { hasPackets, saveAtOnce } from '../../session/captures/saves.ts';
import { activeConnection, hasDesks } from '../../session/connection/connections.ts';
import { undoLast } from '../../session/dialogs/confirm.ts';
import { closeOverlay, openOverlay, useOverlay } from '../../session/dialogs/overlay.ts';
import { setFollowing, togglePaused } from '../../session/packets/actions.ts';
import { offerTopic } from '../../session/publish/openPublish.ts';
import { openPane } from '../../session/view/focusInPane.ts';
import { showPanel, viewOf } from '../../session/view/tabView.ts';
import { DESKS, goToDesk } from '../desk/panels.ts';
import { allActions } from './allActions.ts';
import { dialogs } from './dialogs.ts';

/** True if the element takes typed text, or the key has its own meaning there. */
function takesKeys(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable ||
      target instanceof HTMLTextAreaElement ||
      target instanceof HTMLSelectElement ||
      (target instanceof HTMLInputElement && target.type !== 'checkbox' && target.type !== 'radio'))
  );
}

/** Letters in a menu choose an entry, and a dialog has keys of its own. */
function isInMenuOrDialog(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest('[role=menu], [role=dialog]') !== null;
}

function takesSpace(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    target.closest('button, a, summary, input, [role=treeitem], [role=tree], [role=separator]') !==
      null
  );
}

/** With Alt, by the place of the digit on the keyboard. The focus moves to the desk's list. */
function showByKey(code: string): boolean {
  const desk = DESKS.find((_desk, at) => code === `Digit${at + 1}`);
  const id = activeConnection()?.id;
  return desk !== undefined && id !== undefined && goToDesk(id, desk.id, true);
}

function runAction(id: string): boolean {
  if (allActions.found === undefined) {
    // It is unknown yet whether the action is possible. The key takes effect later unless the user does something
    // else.
    const isWanted = trackIntent();
    allActions.with(() => {
      if (isWanted()) runAction(id);
    });
    return true;
  }
  const action = allActions.found().find((one) => one.id === id);
  action?.run();
  return action !== undefined;
}

/**
 * Focuses a field at once: the next keys are meant for it and would act as shortcuts anywhere else. The field's action
 * may have to be loaded first and waits for the next frame.
 */
function goToField(name: string, show: (id: string) => void): boolean {
  const connection = activeConnection();
  if (connection === undefined || !hasDesks(connection)) return false;
  const { id } = connection;
  if (viewOf(id).screen !== 'capture') return false;
  flushSync(() => show(id));
  focusTarget(name);
  return true;
}

function save(): boolean {
  const connection = activeConnection();
  if (connection === undefined || !hasPackets(connection)) return false;
  saveAtOnce(connection.id);
  return true;
}

/** True even after loading, until the dialog is drawn and has the focus. */
function isAwaited(open: keyof typeof dialogs): boolean {
  return (
    dialogs[open].isUnderWay || document.querySelector('dialog[open], [data-overlay]') === null
  );
}

/** A requested dialog is not open yet: keys are meant for it, or cancel it. */
function handleBeforeDialog(event: KeyboardEvent): boolean {
  const { open, typed } = useOverlay.getState();
  if (open === undefined || !isAwaited(open)) return false;
  const { key } = event;
  const control = event.ctrlKey || event.metaKey;
  const again = open === 'palette' ? control && key.toLowerCase() === 'k' : key === '?';
  if (key === 'Escape' || again) {
    closeOverlay();
    return true;
  }
  if (isModifier(key)) return false;
  const letters =
    open === 'palette' && !control && !event.altKey ? lettersAfter(typed, key) : undefined;
  if (letters === undefined) closeOverlay();
  else useOverlay.setState({ typed: letters });
  return letters !== undefined;
}

/** undefined: not a key for a field. */
function lettersAfter(typed: string, key: string): string | undefined {
  if (key === 'Backspace') return typed.slice(0, -1);
  if (key === 'Enter') return typed;
  return key.length === 1 ? typed + key : undefined;
}

function handle(event: KeyboardEvent): boolean {
  const control = event.ctrlKey || event.metaKey;
  if (control && !event.altKey && !event.shiftKey) {
    switch (event.key.toLowerCase()) {
      case 'k':
        openOverlay('palette');
        return true;
      case 'f':
        // Without a list of packets the browser's own search is left to it.
        return goToField('display-filter', (id) => showPanel(id, 'packets'));
      case 's':
        return save();
      case 'a':
        if (takesKeys(event.target)) return false;
        selectAll();
        return true;
      case 'z':
        // In a field, the key undoes typing.
        return !takesKeys(event.target) && undoLast();
      default:
    }
  }
  if (event.key === 'F6') {
    cyclePanes(event.shiftKey ? -1 : 1);
    return true;
  }
  if (event.altKey && !control && showByKey(event.code)) return true;
  // Brackets are typed with AltGr on many keyboards, which says Ctrl and Alt too.
  const modified = (control || event.altKey) && !event.getModifierState('AltGraph');
  if (modified || takesKeys(event.target)) {
    return false;
  }
  return handleSingle(event);
}

/** Keys that run an action. Letters in lower case. */
const ACTIONS: Readonly<Record<string, string>> = {
  '[': 'exchange-previous',
  ']': 'exchange-next',
  '<': 'topic-previous',
  '>': 'topic-next',
  '.': 'next-problem',
  n: 'next-problem',
  x: 'exchange',
  e: 'publish-again',
  b: 'break',
  a: 'grouping',
  w: 'wire',
  r: 'across',
  g: 'let-go',
  m: 'mark',
};

/** Keys without a modifier: they act unless a text field, a select, a menu or a dialog has the focus. */
function handleSingle(event: KeyboardEvent): boolean {
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  const connection = activeConnection();
  const id = connection?.id;
  const isFile = connection?.state.kind === 'file';
  if (key === ' ') {
    if (id === undefined || takesSpace(event.target)) return false;
    togglePaused(id);
    return true;
  }
  if (isInMenuOrDialog(event.target)) return false;
  const action = ACTIONS[key];
  if (action !== undefined) return runAction(action);
  switch (key) {
    case '?':
      openOverlay('shortcuts');
      return true;
    case '/':
      return goToField('find-topic', (shown) => openPane(shown, 'topics'));
    case 's':
      // A capture that was read has no subscriptions.
      if (isFile) return false;
      return goToField('topic-filter', (shown) => openPane(shown, 'topics'));
    case 'p':
      if (isFile) return false;
      return goToField('publish-topic', (shown) => {
        offerTopic(shown);
        openPane(shown, 'publish');
      });
    case 'f':
      if (id === undefined) return false;
      setFollowing(id, true);
      return true;
    default:
      return false;
  }
}

/** The user continued elsewhere and must not lose the focus there. */
function cancelPending(): void {
  const { open } = useOverlay.getState();
  if (open !== undefined && isAwaited(open)) closeOverlay();
}

/** Returns a function that stops it. */
export function startKeyboard(): () => void {
  const onKeyDown = (event: KeyboardEvent) => {
    if (
      !event.defaultPrevented &&
      document.querySelector('dialog[open]') === null &&
      keepFocus('capture', () => handle(event))
    ) {
      event.preventDefault();
    }
  };
  const beforeAll = (event: KeyboardEvent) => {
    if (!handleBeforeDialog(event)) return;
    event.preventDefault();
    event.stopPropagation();
  };
  const stopCounting = startTrackingIntent();
  document.addEventListener('keydown', beforeAll, { capture: true });
  document.addEventListener('keydown', onKeyDown);
  document.addEventListener('pointerdown', cancelPending, { capture: true });
  return () => {
    stopCounting();
    document.removeEventListener('keydown', beforeAll, { capture: true });
    document.removeEventListener('keydown', onKeyDown);
    document.removeEventListener('pointerdown', cancelPending, { capture: true });
  };
}
