/** Everything that can be done, once: it feeds buttons, the palette and the shortcuts. */
import { chooseCapture } from '../captures/openCapture.ts';
import { LANGUAGE_NAMES, LANGUAGES, setLanguage, useLanguage } from '../kit/language/language.ts';
import { texts } from '../kit/language/useText.ts';
import {
  activateConnection,
  connectionById,
  type OpenConnection,
  openConnection,
  useConnections,
} from '../state/connections.ts';
import { leaveTour, startTour, useTour } from '../tour/tour.ts';
import { openThisTab } from '../welcome/thisTab.ts';
import { connectionActions } from './connectionActions.ts';
import { cyclePanes } from './focus.ts';
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

export function newConnection(): void {
  openConnection();
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
  if (connection !== undefined) {
    actions.push(...connectionActions(connection));
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
