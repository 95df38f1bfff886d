/** Message to publish for restoring a retained message from our copy. */
import type { PublishRequest } from '../../../connection/protocol/protocol.ts';
import type { RetainedCopy } from '../../../engine/capture/retainedCopies.ts';
import type { QoS } from '../../../mqtt/tables/packet.ts';
import type { Property } from '../../../mqtt/tables/properties.ts';

interface Where {
  /** Seconds since it came. */
  readonly age: number;
  /** The broker takes no more. */
  readonly maximumQoS: QoS;
  /** MQTT 5. */
  readonly hasProperties: boolean;
}

/** Undefined if it would have expired by now. */
export function restoredMessage(
  topic: string,
  { payload, qos, properties }: RetainedCopy,
  { age, maximumQoS, hasProperties }: Where,
): Omit<PublishRequest, 'id'> | undefined {
  const kept: Property[] = [];
  for (const property of hasProperties ? properties : []) {
    if (property.name !== 'messageExpiryInterval') {
      kept.push(property);
      continue;
    }
    // It was what was left of it when it came (3.3.2.3.3).
    const value = property.value - Math.floor(age);
    if (value <= 0) return undefined;
    kept.push({ ...property, value });
  }
  const most = qos > maximumQoS ? maximumQoS : qos;
  return { topic, payload, qos: most, retain: true, properties: kept };
}
