import { requestTopic } from '../../../alibaba/alink/alinkTopic.ts';
import { isObject } from '../../../alibaba/alink/checkValue.ts';
import type { DeviceName } from '../../../alibaba/alink/deviceName.ts';
import { readEnvelope } from '../../../alibaba/alink/envelope.ts';
import { askWindow } from '../connection/askWindow.ts';

/** Parameters of the last property set that arrived for the topic's device: the device reports them next. */
export async function lastSetValues(
  connectionId: string,
  { productKey, deviceName }: Partial<DeviceName>,
): Promise<Readonly<Record<string, unknown>>> {
  if (productKey === undefined || deviceName === undefined) return {};
  const name = requestTopic({ productKey, deviceName }, 'property-set');
  const request = { topic: { name, history: { first: 0, count: 0 } } };
  const last = (await askWindow(connectionId, request))?.topic?.last;
  const message = last && readEnvelope(last.payload);
  return message !== undefined && 'params' in message && isObject(message.params)
    ? message.params
    : {};
}
