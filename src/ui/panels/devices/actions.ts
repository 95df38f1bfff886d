/** Global actions on the selected device, or on the device of the selected topic. */

import { visibleText } from '../../../base/visibleText.ts';
import { SPARKPLUG } from '../../../conventions/sparkplug/id.ts';
import { sparkplugTopic } from '../../../conventions/sparkplug/topics.ts';
import { texts } from '../../kit/language/useText.ts';
import type { Action } from '../../session/action.ts';
import { connectionById } from '../../session/connection/connections.ts';
import { selectionOf } from '../../session/connection/selection.ts';
import { isReadOnly } from '../../session/readOnly.ts';
import { showPanel, viewOf } from '../../session/view/tabView.ts';
import { devicesPlaceOf, setDevicesPlace } from './place.ts';
import { askForRebirth, type EdgeNode, nameOf } from './rebirth.ts';

export function deviceActions(connectionId: string): readonly Action[] {
  const kind = connectionById(connectionId)?.state.kind;
  const edge = edgeAt(connectionId);
  if (edge === undefined || kind === undefined || kind === 'file') return [];
  const { devices, publish } = texts();
  const t = devices.rebirth;
  const why = isReadOnly(connectionId)
    ? publish.readOnlyText
    : kind === 'connected'
      ? undefined
      : t.notConnected;
  return [
    {
      id: 'rebirth',
      label: t.askOf(visibleText(nameOf(edge))),
      ...(why !== undefined && { disabled: why }),
      run: () => {
        const chosen = { convention: SPARKPLUG, id: nameOf(edge) };
        setDevicesPlace(connectionId, { list: 'devices', chosen });
        showPanel(connectionId, 'devices');
        askForRebirth(connectionId, edge);
      },
    },
  ];
}

/** In the Devices view, the edge node of the selected device takes precedence. */
function edgeAt(connectionId: string): EdgeNode | undefined {
  const ofDevice = chosenEdge(connectionId);
  const ofTopic = selectedEdge(connectionId);
  return viewOf(connectionId).panel === 'devices' ? (ofDevice ?? ofTopic) : (ofTopic ?? ofDevice);
}

function chosenEdge(connectionId: string): EdgeNode | undefined {
  const { chosen } = devicesPlaceOf(connectionId);
  if (chosen?.convention !== SPARKPLUG) return undefined;
  // Topic levels contain no slash, so the id splits exactly.
  const [group = '', node = ''] = chosen.id.split('/');
  return group === 'STATE' || node === '' ? undefined : { group, node };
}

function selectedEdge(connectionId: string): EdgeNode | undefined {
  const { topic } = selectionOf(connectionId);
  const known = topic === undefined ? undefined : sparkplugTopic(topic);
  return known?.of === 'node' ? known : undefined;
}
