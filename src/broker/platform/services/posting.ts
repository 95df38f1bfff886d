/** What devices report: properties and events, held against their product's thing model. */
import { isObject } from '../../../alibaba/alink/checkValue.ts';
import { membersOf, valueAt } from '../../../alibaba/alink/envelope.ts';
import { type Misfit, misfitOf, misfitOfData } from '../../../alibaba/alink/misfit.ts';
import type { PropertyFacts } from '../devices/commands.ts';
import { type AlinkOutcome, type AlinkRequest, type Known, WRONG_PARAMS } from './request.ts';

const NO_METHOD = { kind: 'refused', code: 6300, why: 'no-method' } as const;
/** Names in one note. */
const MOST_NAMES = 20;

function nameList(names: readonly string[]): string {
  const more = names.length - MOST_NAMES;
  return more > 0 ? `${names.slice(0, MOST_NAMES).join(', ')} … +${more}` : names.join(', ');
}

/** `{"value": …, "time": ms}` around a value; these two names are nobody's own. */
function isTimed(members: ReadonlyMap<string, number>): boolean {
  return members.has('value') && [...members.keys()].every((name) => /^(value|time)$/.test(name));
}

function timeOf(value: unknown, wallClock: number): number {
  const time = typeof value === 'string' && /^\d{1,16}$/.test(value) ? Number(value) : value;
  return typeof time === 'number' && Number.isSafeInteger(time) && time >= 0 ? time : wallClock;
}

/** Properties that do not fit are left out without a word to the device. */
export function propertyPost(request: AlinkRequest, { values }: Known): AlinkOutcome {
  const { cloud, device, tree, message } = request;
  const row = membersOf(tree, 0).get('params');
  if (!message.method) return NO_METHOD;
  if (row === undefined || !isObject(message.params)) return WRONG_PARAMS;
  const posted = membersOf(tree, row);
  if (posted.size === 0) return WRONG_PARAMS;
  if (posted.size > cloud.settings.propertiesPerPost) {
    return { kind: 'refused', code: 6106, why: 'too-many-properties' };
  }
  const model = cloud.productOf(device)?.model;
  const taken: PropertyFacts[] = [];
  const filtered: string[] = [];
  const misfits: Misfit[] = [];
  for (const [identifier, at] of posted) {
    const members = membersOf(tree, at);
    const timed = isTimed(members);
    const valueRow = (timed ? members.get('value') : undefined) ?? at;
    const known = model?.properties.find((one) => one.identifier === identifier);
    const misfit =
      model && misfitOf(known, identifier, valueAt(tree, valueRow), tree.source(valueRow));
    if (misfit !== undefined) {
      filtered.push(identifier);
      if (misfits.length < MOST_NAMES) misfits.push(misfit);
      continue;
    }
    const time = timeOf(
      timed ? valueAt(tree, members.get('time')) : undefined,
      Math.floor(cloud.wallClock),
    );
    taken.push({ identifier, value: tree.source(valueRow), time, isModelled: true });
  }
  values.record(device, taken);
  return {
    kind: 'property',
    code: 200,
    ...(filtered.length > 0 && { why: 'filtered', about: nameList(filtered), misfits }),
  };
}

/** With `value` around the data, or without, as the vendor's package for JavaScript sends it. */
function eventData(params: Readonly<Record<string, unknown>>): unknown {
  const isWrapped = Object.keys(params).every((name) => /^(value|time)$/.test(name));
  return isWrapped && Object.hasOwn(params, 'value') ? params['value'] : params;
}

/** An event that does not fit is answered as properties are: the device does not hear of it. */
export function eventPost({ cloud, device, meaning, message }: AlinkRequest): AlinkOutcome {
  if (!message.method) return NO_METHOD;
  if (!isObject(message.params)) return WRONG_PARAMS;
  const taken = { kind: 'event', code: 200, about: meaning.identifier ?? '' } as const;
  const model = cloud.productOf(device)?.model;
  if (model === undefined) return taken;
  const event = model.events.find(({ identifier }) => identifier === meaning.identifier);
  if (event === undefined) return { ...taken, why: 'unknown-event' };
  const data = eventData(message.params);
  const misfit = misfitOfData(event.output, data, JSON.stringify(data));
  return misfit === undefined ? taken : { ...taken, why: 'event-data', misfits: [misfit] };
}
