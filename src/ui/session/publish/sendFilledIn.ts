/** Messages with a topic and payload that are filled in when sent. */
import { announce, confirm } from '../../kit/language/announcements.ts';
import { loadTexts } from '../../kit/language/language.ts';
import type { Repeated } from '../connection/sent.ts';
import { askWorker } from '../connection/workerQuestions.ts';
import { fillErrorWords } from './fillErrorWords.ts';
import type { Message } from './form.ts';
import { publish } from './publish.ts';

/** A repeat is filled in again for each message, and starts only if the first could be sent. */
export async function sendFilledIn(
  connectionId: string,
  { template, ...message }: Message,
  repeat: Repeated | undefined,
  isInForm: boolean,
  begun: (id: number) => void,
): Promise<void> {
  if (template === undefined) return;
  const again = () =>
    void sendFilledIn(connectionId, { template, ...message }, repeat, isInForm, begun);
  const [topic = template.topic] = repeat?.topics ?? [];
  const first = { ...template, topic };
  const isSent = repeat === undefined;
  const answer = await askWorker(connectionId, { kind: 'fill-in', template: first, isSent }, again);
  if (answer === undefined) return;
  const { said } = answer;
  if (!said.ok) {
    await loadTexts();
    const report = isInForm ? announce : confirm;
    report(fillErrorWords(said, first));
  } else if (repeat === undefined) {
    begun(publish(connectionId, { ...message, topic: said.topic, payload: said.payload }));
  } else begun(publish(connectionId, { ...message, template }, repeat));
}
