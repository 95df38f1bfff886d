/** Targets of *Send to device*: topics, and the methods of the thing model. */
import { base64 } from '@scure/base';
import type { DeviceName } from '../../../../alibaba/alink/deviceName.ts';
import { generateValues } from '../../../../alibaba/alink/generateValue.ts';
import type { ThingModel, ThingService, ThingValue } from '../../../../alibaba/alink/thingModel.ts';
import { encodeUtf8 } from '../../../../base/utf8.ts';
import type { DeviceCommand, Permission } from '../../../../broker/platform/devices/commands.ts';
import { topicNameError } from '../../../../mqtt/tables/topics.ts';

export const PROPERTY_SET = 'thing.service.property.set';
const SERVICE = 'thing.service.';

export const isTopic = (target: string): boolean => target.startsWith('/');

export const methodOfService = ({ identifier }: ThingService): string => `${SERVICE}${identifier}`;

/** A typed target, which may also be the identifier of a service. */
export function typedTarget(text: string): string {
  const target = text.trim();
  const isWhole = target === '' || isTopic(target) || target.startsWith(SERVICE);
  return isWhole ? target : `${SERVICE}${target}`;
}

/** Topics of the product's classes that the device may receive on. */
export function customTopics(permissions: readonly Permission[]): readonly string[] {
  return permissions
    .filter(({ origin, operation }) => origin === 'custom' && operation !== 'PUB')
    .map(({ topic }) => topic)
    .filter((topic) => topicNameError(topic) === undefined);
}

/** Parameters by the thing model. */
export function parametersOf(target: string, model: ThingModel | undefined): readonly ThingValue[] {
  if (target === PROPERTY_SET) {
    return model?.properties.filter(({ access }) => access === 'rw') ?? [];
  }
  return model?.services.find((service) => methodOfService(service) === target)?.input ?? [];
}

/** The lowest values of the model, as JSON. Empty for a topic, whose payload is not defined. */
export function templateFor(target: string, model: ThingModel | undefined): string {
  if (isTopic(target)) return '';
  return JSON.stringify(
    generateValues(parametersOf(target, model), () => 0),
    undefined,
    2,
  );
}

/** @param text JSON for a method, anything for a topic */
export function commandTo(
  { productKey, deviceName }: DeviceName,
  target: string,
  text: string,
  qos: 0 | 1,
): DeviceCommand {
  const device = { productKey, deviceName };
  if (isTopic(target)) {
    const payload = base64.encode(encodeUtf8(text));
    return { kind: 'cloud-publish', ...device, topic: target, payload, qos };
  }
  if (target === PROPERTY_SET) return { kind: 'set-property', ...device, params: text };
  const service = target.slice(SERVICE.length);
  return { kind: 'invoke-service', ...device, service, input: text };
}
