/** Messages whose topic and payload are filled in when they are sent. */
import { confirm } from '../../kit/language/announcements.ts';
import { loadTexts } from '../../kit/language/language.ts';
import { asked } from '../asked.ts';
import { publish } from '../connections.ts';
import { fillFaultWords } from './fillFaultWords.ts';
import type { Message } from './form.ts';
import type { Repeated } from './send.ts';

/** A repeat is filled in for each message anew, and only begins where the first could be sent. */
export async function sendFilledIn(
  connectionId: string,
  { template, ...message }: Message,
  repeat: Repeated | undefined,
): Promise<void> {
  if (template === undefined) return;
  const again = () => void sendFilledIn(connectionId, { template, ...message }, repeat);
  const answer = await asked(connectionId, { kind: 'fill-in', template }, again);
  if (answer === undefined) return;
  const { said } = answer;
  if (!said.ok) {
    await loadTexts();
    confirm(fillFaultWords(said, template));
  } else if (repeat === undefined) {
    const { topic, payload } = said;
    publish(connectionId, { ...message, topic, payload });
  } else publish(connectionId, { ...message, template }, repeat);
}
