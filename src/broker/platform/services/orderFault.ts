/** What the thing model says against values that the cloud's side would have a device take. */
import type { DeviceName } from '../../../alibaba/alink/deviceName.ts';
import { membersOf, valueAt } from '../../../alibaba/alink/envelope.ts';
import { misfitOf } from '../../../alibaba/alink/misfit.ts';
import type { JsonTree } from '../../../payload/jsonTree.ts';
import type { RefusalFact } from '../../core/refusals.ts';
import type { Cloud } from '../devices/cloud.ts';

/** The first fault. @param tree an object of properties. @param mayDelete null stands for no value any more */
export function faultOfOrder(
  cloud: Cloud,
  device: DeviceName,
  tree: JsonTree,
  mayDelete: boolean,
): RefusalFact | undefined {
  const model = cloud.productOf(device)?.model;
  if (model === undefined) return undefined;
  for (const [identifier, row] of membersOf(tree, 0)) {
    if (mayDelete && tree.tape.kind(row) === 'null') continue;
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
