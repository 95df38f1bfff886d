/** Desired values of properties: set by the cloud's side, stored until the device deletes them. */
import { isObject } from '../../../alibaba/alink/checkValue.ts';
import { type DeviceName, sessionNameOf } from '../../../alibaba/alink/deviceName.ts';
import { membersOf } from '../../../alibaba/alink/envelope.ts';
import { misfitOf } from '../../../alibaba/alink/misfit.ts';
import type { JsonTree } from '../../../payload/json/jsonTree.ts';
import type { RefusalFact } from '../../core/commands/refusals.ts';
import type { Account } from '../../core/memory/ledger.ts';
import type { DesiredFacts } from '../devices/valueCommands.ts';
import { DeviceBytes } from './deviceBytes.ts';
import type { AlinkOutcome, AlinkRequest } from './request.ts';
import { wrongParams } from './wrongParams.ts';

/** Limit per device, including deleted values, and per request. */
const MOST = 200;
/** Total characters of a device's values. */
const MOST_CHARACTERS = 256 * 1024;
/** Estimated overhead of a value, in bytes. */
const DESIRED_BYTES = 150;
/** Names listed in a note. */
const MOST_NOTED = 20;
type UnknownNote = Pick<AlinkOutcome, 'why' | 'misfits'>;
const TOO_MANY = { kind: 'refused', code: 6104, why: 'too-many-properties' } as const;

interface Desired {
  readonly version: number;
  readonly time: number;
  /** JSON text; undefined: deleted. The version keeps increasing, so a late answer deletes nothing newer. */
  readonly value: string | undefined;
}

export class DesiredValues {
  readonly #devices = new Map<string, ReadonlyMap<string, Desired>>();
  readonly #bytes: DeviceBytes;

  constructor(account?: Account) {
    this.#bytes = new DeviceBytes(account);
  }

  /** By identifier. */
  of(device: DeviceName): readonly DesiredFacts[] {
    const known = this.#devices.get(sessionNameOf(device)) ?? new Map<string, Desired>();
    return [...known]
      .flatMap(([identifier, { value, version, time }]): readonly DesiredFacts[] =>
        value === undefined ? [] : [{ identifier, value, version, time }],
      )
      .sort((a, b) => (a.identifier < b.identifier ? -1 : 1));
  }

  /** Sets the members of an object; null deletes. */
  set(device: DeviceName, tree: JsonTree, time: number): RefusalFact | undefined {
    const next = new Map(this.#devices.get(sessionNameOf(device)));
    for (const [identifier, row] of membersOf(tree, 0)) {
      const version = (next.get(identifier)?.version ?? 0) + 1;
      const isDeleted = tree.tape.kind(row) === 'null';
      next.set(identifier, { version, time, value: isDeleted ? undefined : tree.source(row) });
    }
    let size = 0;
    for (const [identifier, { value = '' }] of next) size += identifier.length + value.length;
    const bytes = 2 * size + DESIRED_BYTES * next.size;
    const isLess = bytes <= this.#bytes.of(device);
    const hasRoom = isLess || this.#bytes.fits(device, bytes);
    if (next.size > MOST || size > MOST_CHARACTERS || !hasRoom) {
      return { key: 'full-desired', args: { most: MOST } };
    }
    this.#bytes.set(device, bytes);
    this.#devices.set(sessionNameOf(device), next);
    return undefined;
  }

  /** @param version deletes only this version; undefined: any */
  delete(device: DeviceName, identifier: string, version: number | undefined): void {
    const known = this.#devices.get(sessionNameOf(device));
    const before = known?.get(identifier);
    if (known === undefined || before === undefined) return;
    if (version !== undefined && version !== before.version) return;
    this.#bytes.add(device, -2 * (before.value?.length ?? 0));
    const next = new Map(known).set(identifier, { ...before, value: undefined });
    this.#devices.set(sessionNameOf(device), next);
  }

  forget(device: DeviceName): void {
    this.#bytes.set(device, 0);
    this.#devices.delete(sessionNameOf(device));
  }
}

/** Unknown names are answered like those without a desired value, and noted. */
function unknownNote({ cloud, device }: AlinkRequest, names: readonly string[]): UnknownNote {
  const model = cloud.productOf(device)?.model;
  if (model === undefined) return {};
  const known = new Set(model.properties.map(({ identifier }) => identifier));
  const misfits = names
    .filter((name) => !known.has(name))
    .slice(0, MOST_NOTED)
    .map((name) => misfitOf(undefined, name, undefined, ''))
    .filter((misfit) => misfit !== undefined);
  return misfits.length === 0 ? {} : { why: 'not-in-model', misfits };
}

/** `params`: a list of identifiers. Those without a desired value are left out. */
export function desiredGet(
  request: AlinkRequest,
  { desired }: { readonly desired: DesiredValues },
): AlinkOutcome {
  const { device, message } = request;
  const { params } = message;
  if (!Array.isArray(params)) return wrongParams('params', params, '["temperature"]');
  if (params.length > MOST) return TOO_MANY;
  const names = params.filter((name) => typeof name === 'string');
  if (names.length < params.length) {
    const at = params.findIndex((name) => typeof name !== 'string');
    return wrongParams(`params[${at}]`, params[at], '"temperature"');
  }
  const asked = new Set<unknown>(params);
  const found = desired.of(device).filter(({ identifier }) => asked.has(identifier));
  const members = found.map(
    ({ identifier, value, version }) =>
      `${JSON.stringify(identifier)}:{"value":${value},"version":${version}}`,
  );
  const about = found.map(({ identifier }) => identifier).join(', ');
  return {
    kind: 'other',
    code: 200,
    data: `{${members.join(',')}}`,
    about: about.slice(0, 200),
    ...unknownNote(request, names),
  };
}

/** `params`: `{"identifier": {"version": 2}}`; other versions than the latest are ignored. */
export function desiredDelete(
  request: AlinkRequest,
  { desired }: { readonly desired: DesiredValues },
): AlinkOutcome {
  const { device, message } = request;
  if (!isObject(message.params)) {
    return wrongParams('params', message.params, '{"temperature": {"version": 1}}');
  }
  const asked = Object.entries(message.params);
  if (asked.length > MOST) return TOO_MANY;
  for (const [name, condition] of asked) {
    const version = isObject(condition) ? condition['version'] : undefined;
    desired.delete(device, name, typeof version === 'number' ? version : undefined);
  }
  return {
    kind: 'other',
    code: 200,
    about: asked
      .map(([name]) => name)
      .join(', ')
      .slice(0, 200),
    ...unknownNote(
      request,
      asked.map(([name]) => name),
    ),
  };
}
