/** Sends the form. The connection's worker fills in templates. */
import { loadedLater } from '../../kit/loading/loadedLater.ts';
import type { Repeated } from '../connection/sent.ts';
import type { Message } from './form.ts';
import { publish } from './publish.ts';

const filledIn = loadedLater(async () => (await import('./sendFilledIn.ts')).sendFilledIn);

interface Sending {
  readonly repeat?: Repeated | undefined;
  /** The form shows this message, and with it the error of its template. */
  readonly isInForm?: boolean;
  /** Called with the id of the first message. */
  readonly begun?: (id: number) => void;
}

export function send(
  connectionId: string,
  message: Message,
  { repeat, isInForm = false, begun = () => undefined }: Sending = {},
): void {
  if (message.template === undefined) begun(publish(connectionId, message, repeat));
  else filledIn.with((run) => void run(connectionId, message, repeat, isInForm, begun));
}
