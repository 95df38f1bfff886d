/** The shortcuts of the whole window. Panes handle their own keys first. */

import { cyclePanes } from '../kit/focus.ts';
import { activeConnection } from '../session/connections.ts';
import { useOverlay } from '../session/overlay.ts';
import { setFollowing, togglePaused } from '../session/packets/actions.ts';
import { allActions } from './allActions.ts';
import { WIDE } from './views.ts';

/** Typing goes there, or the key has a meaning of its own. */
function takesKeys(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable ||
      target instanceof HTMLTextAreaElement ||
      target instanceof HTMLSelectElement ||
      (target instanceof HTMLInputElement && target.type !== 'checkbox' && target.type !== 'radio'))
  );
}

function takesSpace(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    target.closest('button, a, summary, input, [role=treeitem], [role=tree], [role=separator]') !==
      null
  );
}

/** With Alt, by the place of the digit on the keyboard; ids of actions. */
const VIEW_KEYS: ReadonlyMap<string, string> = new Map(
  WIDE.flatMap(({ id, digit }) => (digit === undefined ? [] : [[`Digit${digit}`, id] as const])),
);

function runAction(id: string): boolean {
  if (allActions.found === undefined) {
    // Whether it can be done now is not known yet; the key is not lost.
    allActions.with(() => void runAction(id));
    return true;
  }
  const action = allActions.found().find((one) => one.id === id);
  action?.run();
  return action !== undefined;
}

function handle(event: KeyboardEvent): boolean {
  const control = event.ctrlKey || event.metaKey;
  if (control && !event.altKey && !event.shiftKey) {
    switch (event.key.toLowerCase()) {
      case 'k':
        useOverlay.setState({ open: 'palette' });
        return true;
      case 'f':
        // Without a list of packets the browser's own search is left to it.
        return runAction('filter');
      case 's':
        return runAction('save');
      default:
    }
  }
  if (event.key === 'F6') {
    cyclePanes(event.shiftKey ? -1 : 1);
    return true;
  }
  const view = event.altKey && !control ? VIEW_KEYS.get(event.code) : undefined;
  if (view !== undefined) {
    return runAction(view);
  }
  // Brackets are typed with AltGr on many keyboards, which says Ctrl and Alt too.
  const modified = (control || event.altKey) && !event.getModifierState('AltGraph');
  if (modified || takesKeys(event.target)) {
    return false;
  }
  const id = activeConnection()?.id;
  switch (event.key) {
    case '[':
      return runAction('exchange-previous');
    case ']':
      return runAction('exchange-next');
    case 'x':
    case 'X':
      return runAction('exchange');
    case '?':
      useOverlay.setState({ open: 'shortcuts' });
      return true;
    case '/':
      return runAction('find');
    case 'f':
    case 'F':
      if (id === undefined) {
        return false;
      }
      setFollowing(id, true);
      return true;
    case 'g':
    case 'G':
      return runAction('let-go');
    case 'n':
    case 'N':
      return runAction('next-problem');
    case 'm':
    case 'M':
      return runAction('mark');
    case ' ':
      if (id === undefined || takesSpace(event.target)) {
        return false;
      }
      togglePaused(id);
      return true;
    default:
      return false;
  }
}

/** Returns how to stop. */
export function startKeyboard(): () => void {
  const onKeyDown = (event: KeyboardEvent) => {
    if (
      !event.defaultPrevented &&
      document.querySelector('dialog[open]') === null &&
      handle(event)
    ) {
      event.preventDefault();
    }
  };
  document.addEventListener('keydown', onKeyDown);
  return () => document.removeEventListener('keydown', onKeyDown);
}
