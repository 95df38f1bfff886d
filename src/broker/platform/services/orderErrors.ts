/** Checks orders to a device, and its answers, against the thing model. */
import { isObject } from '../../../alibaba/alink/checkValue.ts';
import type { DeviceName } from '../../../alibaba/alink/deviceName.ts';
import { membersOf, valueAt } from '../../../alibaba/alink/envelope.ts';
import { type Misfit, misfitOf, misfitOfData } from '../../../alibaba/alink/misfit.ts';
import type { ThingService } from '../../../alibaba/alink/thingModel.ts';
import type { JsonTree } from '../../../payload/json/jsonTree.ts';
import type { RefusalFact } from '../../core/commands/refusals.ts';
import type { Cloud } from '../devices/cloud.ts';
import type { CallFacts } from '../devices/commands.ts';
import type { DeviceMessage } from './request.ts';

/** Returns the first error. @param tree an object of properties */
export function errorOfOrder(
  cloud: Cloud,
  device: DeviceName,
  tree: JsonTree,
): RefusalFact | undefined {
  const model = cloud.productOf(device)?.model;
  if (model === undefined) return undefined;
  for (const [identifier, row] of membersOf(tree, 0)) {
    const known = model.properties.find((one) => one.identifier === identifier);
    const misfit = misfitOf(known, identifier, valueAt(tree, row), tree.source(row));
    if (misfit !== undefined) {
      const { path, expected, came } = misfit;
      return expected === undefined
        ? { key: 'not-in-model', args: { name: path } }
        : { key: 'not-fitting', args: { name: path, expected, came } };
    }
    if (known?.access === 'r') return { key: 'read-only-property', args: { name: identifier } };
  }
  return undefined;
}

export function serviceOf(
  cloud: Cloud,
  device: DeviceName,
  service: string,
): ThingService | undefined {
  const known = cloud.productOf(device)?.model?.services;
  return known?.find(({ identifier }) => identifier === service);
}

/** Returns the first error of a service call. @param tree an object of its parameters; each may be absent */
export function errorOfCall(
  cloud: Cloud,
  device: DeviceName,
  service: string,
  tree: JsonTree,
): RefusalFact | undefined {
  if (cloud.productOf(device)?.model === undefined) return undefined;
  const known = serviceOf(cloud, device, service);
  if (known === undefined) return { key: 'service-not-in-model', args: { name: service } };
  const misfit = misfitOfData(known.input, valueAt(tree, 0), tree.source(0));
  if (misfit === undefined) return undefined;
  const { path: name, expected, came } = misfit;
  return expected === undefined
    ? { key: 'parameter-not-in-model', args: { name, service } }
    : { key: 'not-fitting', args: { name, expected, came } };
}

/** Error in a device's successful answer to a service call; the caller gets the answer anyway. */
export function misfitOfAnswer(
  { cloud, device }: DeviceMessage,
  { what, identifier, code }: CallFacts,
  data: unknown,
): Misfit | undefined {
  const known = what === 'service' ? serviceOf(cloud, device, identifier) : undefined;
  if (known === undefined || code !== 200 || !isObject(data)) return undefined;
  return misfitOfData(known.output, data, JSON.stringify(data));
}
