/** A rebirth that the user requests from a Sparkplug B edge node. */

import { SPARKPLUG } from '../../../conventions/sparkplug/id.ts';
import { rebirthRequest } from '../../../conventions/sparkplug/rebirth.ts';
import { type NodeTopic, sparkplugTopic } from '../../../conventions/sparkplug/topics.ts';
import type { DeviceRow } from '../../../engine/devices/deviceRows.ts';
import { publish } from '../../session/publish/publish.ts';
import { setDevicesPlace } from './place.ts';

export type EdgeNode = Pick<NodeTopic, 'group' | 'node'>;

/** The edge node whose BIRTHs contain a device. Undefined if there is none. */
export function edgeNodeOf({ convention, root }: DeviceRow): EdgeNode | undefined {
  const topic = convention === SPARKPLUG ? sparkplugTopic(root) : undefined;
  return topic?.of === 'node' ? topic : undefined;
}

export const nameOf = ({ group, node }: EdgeNode): string => `${group}/${node}`;

export function askForRebirth(connectionId: string, edge: EdgeNode): void {
  const { topic, payload } = rebirthRequest(edge.group, edge.node, Date.now());
  // Required of a host: QoS 0, not retained (tck-id-payloads-ncmd-qos).
  const message = { topic, payload, qos: 0, retain: false, properties: [] } as const;
  const id = publish(connectionId, message);
  setDevicesPlace(connectionId, { rebirth: { of: nameOf(edge), id } });
}
