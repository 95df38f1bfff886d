/** Tests whether a device may use a topic, with the platform's own rules. */
import type { DeviceName } from '../../../../alibaba/alink/deviceName.ts';
import type { ProductFacts } from '../../../../broker/platform/devices/commands.ts';
import { Permissions } from '../../../../broker/platform/devices/permissions.ts';
import { topicFilterError, topicNameError } from '../../../../mqtt/tables/topics.ts';

interface MayUse {
  /** True for a topic name. A filter with wildcards can only be subscribed to. */
  readonly isName: boolean;
  readonly publish: boolean;
  readonly subscribe: boolean;
}

/** Undefined if it is neither a topic name nor a topic filter of MQTT 3.1.1. */
export function mayUse(
  device: DeviceName,
  product: ProductFacts | undefined,
  topic: string,
): MayUse | undefined {
  if (topicFilterError(topic, 4) !== undefined) return undefined;
  const permissions = new Permissions(
    device,
    product && { productKey: product.productKey, name: product.name, topics: product.topics },
  );
  const isName = topicNameError(topic) === undefined;
  return {
    isName,
    publish: isName && permissions.mayPublish(topic),
    subscribe: permissions.maySubscribe(topic),
  };
}
