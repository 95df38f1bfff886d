/** Tabs of other clients' packets, before the broker is asked for anything. */
import type { ControlAccess } from '../../../connection/control/controlAccess.ts';
import { change, connectionById, type OpenedTap } from '../connection/connections.ts';
import { openConnection } from '../connectionTabs.ts';
import { setView } from '../view/tabView.ts';

/** Opens a tab for other clients' packets at the broker of a connection. Returns its id. */
export function expectTap(
  from: string,
  clients: OpenedTap['clients'],
  name: string,
  deviceTap?: number,
): string {
  const id = openConnection(name);
  const tap: OpenedTap = {
    clients,
    from,
    state: { kind: 'not-opened' },
    deviceTap,
  };
  change(id, () => ({ state: { kind: 'file' }, tap }));
  setView(id, { screen: 'capture', panel: 'packets', following: true });
  return id;
}

export function beginTap(id: string, access: ControlAccess): void {
  const { handle, tap } = connectionById(id) ?? {};
  if (handle === undefined || tap === undefined) return;
  change(id, () => ({ tap: { ...tap, state: { kind: 'opening' } } }));
  const { clients, deviceTap } = tap;
  handle.send({
    kind: 'open-tap',
    access,
    clients,
    deviceTap,
  });
}
