/** Sends what the form says; what is to be filled in is filled in by the connection's worker. */
import { loadedLater } from '../../kit/loadedLater.ts';
import type { Repeated } from '../sent.ts';
import type { Message } from './form.ts';
import { publish } from './publish.ts';

const filledIn = loadedLater(async () => (await import('./sendFilledIn.ts')).sendFilledIn);

export function send(connectionId: string, message: Message, repeat?: Repeated): void {
  if (message.template === undefined) publish(connectionId, message, repeat);
  else filledIn.with((run) => void run(connectionId, message, repeat));
}
