/** Chooses the format that a topic carries for a message that is not yet written. */
import type { TopicMessage } from '../../../engine/topics/tree/topicRow.ts';
import { certainFormatOf, loadFormat } from '../../../payload/formats/formats.ts';
import { FIRST_TYPED, WRITTEN } from '../../../payload/formats/written.ts';
import { isMissing } from '../../../payload/tree/format.ts';
import { askWindow } from '../connection/askWindow.ts';
import { perConnection } from '../connection/perConnection.ts';
import { chosenFor } from '../payloadRules/rules.ts';
import { chooseFormat, formToKeep } from './forms.ts';
import type { PublishForm } from './publishForm.ts';

/** Format that was offered last. Any other is the user's own choice, and stays. */
const offered = perConnection<string>(FIRST_TYPED.id);

/**
 * Offers the format of the last message on the form's topic, or the default format if it has none that can be
 * written.
 */
export async function offerFormat(connectionId: string): Promise<void> {
  const { topic } = formToKeep(connectionId);
  if (topic === '' || !isOpen(connectionId, topic)) return;
  const format = await formatOn(connectionId, topic);
  // The user may have gone on meanwhile.
  if (!isOpen(connectionId, topic) || format === formToKeep(connectionId).format) return;
  offered.set(connectionId, format);
  chooseFormat(connectionId, format);
}

function isOpen(connectionId: string, topic: string): boolean {
  const form = formToKeep(connectionId);
  return form.topic === topic && isUnwritten(form) && form.format === offered.of(connectionId);
}

const isUnwritten = ({ payload, large }: PublishForm): boolean =>
  payload === '' && large === undefined;

async function formatOn(connectionId: string, topic: string): Promise<string> {
  const request = { topic: { name: topic, history: { first: 0, count: 0 } } };
  const last = (await askWindow(connectionId, request))?.topic?.last;
  // Without the code that could recognize it, the default is offered.
  const format = last && (await carried(connectionId, topic, last).catch(() => undefined));
  return WRITTEN.find(({ id }) => id === format)?.id ?? FIRST_TYPED.id;
}

async function carried(
  connectionId: string,
  topic: string,
  last: TopicMessage,
): Promise<string | undefined> {
  const about = { chosen: chosenFor(connectionId, topic, last), contentType: last.contentType };
  const format = certainFormatOf(last.payload, about);
  if (format === undefined || !isMissing(format)) return format?.id;
  await loadFormat(format.missing);
  return carried(connectionId, topic, last);
}
