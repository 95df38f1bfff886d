/** Runs the page's broker as a scene's, over a real port. */
import { vi } from 'vitest';
import type { ControlledScene } from '../../../broker/control/control.testkit.ts';
import { settingsWith } from '../../../profiles/settings/settings.testkit.ts';
import { CONNECTED as ANYWHERE } from '../connection/handle.testkit.ts';
import { tabBroker, wantControl } from './tabBroker.ts';

/** Effective from now on. Test files share modules, so the object itself is changed. */
export function placeInTab(scene: ControlledScene): void {
  wantControl();
  vi.spyOn(tabBroker, 'control').mockImplementation(() => portTo(scene));
}

function portTo(scene: ControlledScene): MessagePort {
  const { port1, port2 } = new MessageChannel();
  const session = scene.broker.control({
    tell: (message) => port2.postMessage(message),
    packets: () => undefined,
    backlog: 0,
    close: () => port2.close(),
  });
  port2.onmessage = ({ data }: MessageEvent<unknown>) => {
    // Numbers say only that something was read.
    if (typeof data === 'number') return;
    session.receive(data, scene.now);
    scene.collect();
  };
  return port1;
}

export const TAB_SETTINGS = settingsWith({
  url: 'tab:broker',
  clientId: 'scope',
  keepAlive: 30,
});

/** State of a connection accepted with the client id `scope`. */
export const CONNECTED = { ...ANYWHERE, keepAlive: 30, clientId: 'scope' } as const;
