/** Warnings about a typed payload of a device that the platform would not accept as a whole. */
import { alinkTopic } from '../../../alibaba/alink/alinkTopic.ts';
import { isObject } from '../../../alibaba/alink/checkValue.ts';
import { misfitOfData } from '../../../alibaba/alink/misfit.ts';
import type { ThingModel, ThingProperty } from '../../../alibaba/alink/thingModel.ts';
import { say } from '../../../base/message.ts';
import { visibleText } from '../../../base/visibleText.ts';
import type { Texts } from '../../../i18n/en/texts.ts';
import { parseJson } from '../../../payload/json/parseJson.ts';

/** The platform's limit of one post. */
const MOST = 200;

/** Undefined if nothing is known against it. Errors of JSON are reported by the payload's format. */
export function payloadDoubt(
  topic: string,
  payload: string,
  model: ThingModel | undefined,
  t: Texts['alink'],
): string | undefined {
  const { kind, isReply, identifier } = alinkTopic(topic) ?? { isReply: true };
  if (isReply) return undefined;
  const message = parseJson(payload);
  const params = isObject(message) ? message['params'] : undefined;
  if (!isObject(params)) return undefined;
  if (kind === 'property-post') {
    const count = Object.keys(params).length;
    return count > MOST ? t.tooMany(count) : model && doubtIn(model.properties, plain(params), t);
  }
  const event = model?.events.find((one) => one.identifier === identifier);
  return kind === 'event-post' && event !== undefined
    ? doubtIn(event.output, params['value'], t)
    : undefined;
}

/** A property's value may have its time of measurement beside it. */
function plain(params: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(params).map(([name, value]) => [
      name,
      isObject(value) && Object.hasOwn(value, 'value') && Object.hasOwn(value, 'time')
        ? value['value']
        : value,
    ]),
  );
}

function doubtIn(
  known: readonly Pick<ThingProperty, 'identifier' | 'name' | 'type'>[],
  data: unknown,
  t: Texts['alink'],
): string | undefined {
  const misfit = data === undefined ? undefined : misfitOfData(known, data, JSON.stringify(data));
  if (misfit === undefined) return undefined;
  const { path, why } = misfit;
  return t.doubtAt(visibleText(path), t.doubt(say(t.valueFaults, why)));
}
