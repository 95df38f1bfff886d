/** Name that a broker publishes below `$SYS`, if a connection receives it. */

import type { OpenConnection } from '../connection/connections.ts';
import { askWorker } from '../connection/workerQuestions.ts';

/** ms after the subscription was granted: what is retained comes right behind. */
const TOLD_AFTER = 1000;
/** Characters of it that are kept. */
const LONGEST = 80;

const decoder = new TextDecoder();

export function tellsOfItself({ subscriptions }: Pick<OpenConnection, 'subscriptions'>): boolean {
  return subscriptions.some(
    ({ subscription, state }) =>
      state.kind === 'granted' && /^\$SYS\/(#|broker|brokers)/.test(subscription.filter),
  );
}

/** Undefined if the broker published none. */
export async function brokerName(connectionId: string): Promise<string | undefined> {
  await new Promise((resolve) => setTimeout(resolve, TOLD_AFTER));
  const below = await askWorker(connectionId, { kind: 'latest-below', path: '$SYS' });
  for (const { topic, payload } of below?.said ?? []) {
    const name = nameIn(topic, decoder.decode(payload));
    if (name !== undefined) return name;
  }
  return undefined;
}

/**
 * `mosquitto version 2.0.21` of Mosquitto and those who speak like it; EMQX has its bare number below its node.
 */
function nameIn(topic: string, payload: string): string | undefined {
  const text = payload.slice(0, LONGEST).trim();
  if (text === '') return undefined;
  if (topic === '$SYS/broker/version') return text.replace(/ version /i, ' ');
  return /^\$SYS\/brokers\/[^/]+\/version$/.test(topic) ? `EMQX ${text}` : undefined;
}
