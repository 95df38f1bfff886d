/** Fills in the topic of a form to publish. */
import { perConnection } from '../connection/perConnection.ts';
import { selectionOf } from '../connection/selection.ts';
import { changeForm, formFor } from './forms.ts';

/** Topic that was filled in from the selection. */
const offered = perConnection('');

/** Fills in the selected topic unless the user has entered another one or a payload. */
export function offerTopic(connectionId: string): void {
  const form = formFor(connectionId);
  const { topic } = selectionOf(connectionId);
  const isUsed = form.payload !== '' || form.large !== undefined;
  if (topic === undefined || isUsed) return;
  if (form.topic !== '' && form.topic !== offered.of(connectionId)) return;
  changeForm(connectionId, { topic });
  offered.set(connectionId, topic);
}

/** True until the user changes the topic. */
export function isOffered(connectionId: string): boolean {
  const { topic } = formFor(connectionId);
  return topic !== '' && topic === offered.of(connectionId);
}
