/** The format that a topic carries, which a message to it probably should have. */
import type { TopicMessage } from '../../../engine/topics/tree/topicRow.ts';
import { certainFormatOf, loadFormat } from '../../../payload/formats/formats.ts';
import { WRITTEN } from '../../../payload/formats/written.ts';
import { isMissing } from '../../../payload/tree/format.ts';
import { askWindow } from '../connection/askWindow.ts';
import { chosenFor } from '../payloadRules/rules.ts';
import type { PublishForm } from './publishForm.ts';
import { typedIn } from './typedPayload.ts';

type WrittenFormat = (typeof WRITTEN)[number];

/** Format of the last message on a topic. Undefined if it is uncertain, or if it cannot be written. */
export async function carriedFormat(
  connectionId: string,
  topic: string,
): Promise<WrittenFormat | undefined> {
  const request = { topic: { name: topic, history: { first: 0, count: 0 } } };
  const last = (await askWindow(connectionId, request))?.topic?.last;
  const format = last && (await formatOf(connectionId, topic, last).catch(() => undefined));
  return WRITTEN.find(({ id }) => id === format);
}

async function formatOf(
  connectionId: string,
  topic: string,
  last: TopicMessage,
): Promise<string | undefined> {
  const about = { chosen: chosenFor(connectionId, topic, last), contentType: last.contentType };
  const format = certainFormatOf(last.payload, about);
  if (format === undefined || !isMissing(format)) return format?.id;
  await loadFormat(format.missing);
  return formatOf(connectionId, topic, last);
}

/** True if the form writes another kind of payload than the topic carries. Typed bytes can be of any kind. */
export function writesOther(
  { format, loadedAsHex, large }: PublishForm,
  { id }: WrittenFormat,
): boolean {
  if (id === format || large !== undefined) return false;
  const carried = typedIn(id);
  const isText = carried.of === 'text' && carried.json !== 'needed';
  const { of, json } = typedIn(format);
  return of === 'bytes' ? loadedAsHex && !isText : json === 'needed' || !isText;
}
