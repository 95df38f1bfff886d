/** All actions, defined once for buttons, palette and shortcuts. */

import { setLanguage, useLanguage } from '../../kit/language/language.ts';
import { LANGUAGE_NAMES, LANGUAGES } from '../../kit/language/languages.ts';
import { texts } from '../../kit/language/useText.ts';
import { cyclePanes } from '../../kit/page/focus.ts';
import { setTheme, THEMES } from '../../kit/page/theme.ts';
import type { Action } from '../../session/action.ts';
import { pageCompanion } from '../../session/broker/companion.ts';
import { chooseCapture } from '../../session/captures/openCapture.ts';
import {
  activateConnection,
  activeConnection,
  useConnections,
} from '../../session/connection/connections.ts';
import { openConnection } from '../../session/connectionTabs.ts';
import { undoLast, useConfirm } from '../../session/dialogs/confirm.ts';
import { openOverlay } from '../../session/dialogs/overlay.ts';
import { openDeviceForm } from '../../session/profiles/openDeviceForm.ts';
import { openThisTab } from '../../session/profiles/thisTab.ts';
import { tabNameAmong } from '../../session/tabName.ts';
import { connectAll, demoAgain, waitingTabs } from '../../session/tabs/connectAll.ts';
import { useTour } from '../../session/tour/state.ts';
import { leaveTour, startTour } from '../../session/tour/tour.ts';
import { connectionActions } from './connectionActions.ts';

/** Available actions in the order of the palette. */
export function actionsNow(): readonly Action[] {
  const t = texts().commands.actions;
  const connection = activeConnection();
  const id = connection?.id;
  const actions: Action[] = [
    {
      id: 'palette',
      label: t.palette,
      keys: 'Ctrl K',
      run: () => openOverlay('palette'),
    },
    { id: 'new', label: t.newConnection, run: () => void openConnection() },
    {
      id: 'sign-in-device',
      label: t.signInDevice,
      aliases: 'sign-in debugger alibaba aliyun cloud iot device 阿里云 设备 登录',
      run: () => void openDeviceForm(),
    },
    {
      id: 'this-tab',
      label: t.thisTab,
      run: () => openThisTab(activeConnection()?.id),
    },
    {
      id: 'demo',
      label: texts().welcome.demo,
      run: () => void pageCompanion().then((companion) => demoAgain(companion ?? 'none')),
    },
    {
      id: 'tour',
      label: texts().welcome.tour,
      run: () => startTour(activeConnection()?.id),
    },
    { id: 'open', label: texts().captures.open, run: chooseCapture },
    {
      id: 'kept-packets',
      label: texts().packetLog.kept.action,
      run: () => openOverlay('keptPackets'),
    },
    { id: 'phone', label: texts().phone.action, run: () => openOverlay('phone') },
    {
      id: 'profiles',
      label: texts().start.allProfiles,
      run: () => openOverlay('profiles'),
    },
    {
      id: 'import-profiles',
      label: texts().profileFiles.import,
      run: () => openOverlay('importProfiles'),
    },
    {
      id: 'export-profiles',
      label: texts().profileFiles.export,
      run: () => openOverlay('exportProfiles'),
    },
  ];
  const undo = useConfirm.getState().undos.at(-1);
  if (undo !== undefined) {
    const label = texts().shell.undo + texts().kit.colon + undo.text;
    actions.push({ id: 'undo', label, keys: 'Ctrl Z', run: undoLast });
  }
  if (waitingTabs().length > 0) {
    actions.push({ id: 'connect-all', label: texts().restored.connectAll, run: connectAll });
  }
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
  const { list } = useConnections.getState();
  for (const other of list) {
    if (other.id !== id) {
      actions.push({
        id: `go-${other.id}`,
        label: t.goTo(tabNameAmong(other, list)),
        aliases: '',
        group: 'go',
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
      run: () => openOverlay('shortcuts'),
    },
  );
  return actions;
}
