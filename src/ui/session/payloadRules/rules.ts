/** Payload rules of a connection: the chains that the user chose for topics. */
import { create } from 'zustand';
import type { TopicMessage } from '../../../engine/topics/tree/topicRow.ts';
import { ChosenFormats } from '../../../payload/chains/chosenFormats.ts';
import { type DefaultChain, NO_RULES, type PayloadRules } from '../../../payload/chains/rules.ts';
import type { PayloadFormat } from '../../../payload/tree/format.ts';
import { rebasedRules } from '../../../profiles/settings/rebasedRules.ts';
import { loadedLater } from '../../kit/loading/loadedLater.ts';
import { change, connectionById, useConnection } from '../connection/connections.ts';
import { perConnection } from '../connection/perConnection.ts';
import { changeStored } from '../profiles/changeStored.ts';
import { draftOf, followConnection } from '../profiles/drafts.ts';
import { formatTold } from './told.ts';

/** A message with formats declared by other packets. */
type Told = Pick<TopicMessage, 'reads'>;

/** Loaded with the first displayed topic. */
const conventions = loadedLater(
  async () => (await import('../../../conventions/conventionsLater.ts')).CONVENTIONS_LATER,
);

/** Number of changes to the known defaults. */
const useKnown = create<{ readonly times: number }>()(() => ({ times: 0 }));

const learn = (): void => useKnown.setState(({ times }) => ({ times: times + 1 }));

/** Default format of a topic, as defined by conventions. Undefined if unknown so far. */
function defaultOf(topic: string): DefaultChain | undefined {
  const known = conventions.found;
  if (known === undefined) {
    // After a failed load, the next topic tries again. Until then, formats are detected.
    conventions.load().then(learn, () => undefined);
    return undefined;
  }
  const chain = known.chainOf(topic);
  const claim = chain === undefined ? known.claimOf(topic) : undefined;
  if (claim !== undefined) known.load([claim.id]).then(learn, () => undefined);
  return chain;
}

/** Rules of captures that have no connection. */
const ofCaptures = perConnection<PayloadRules>(NO_RULES);

/** Cache of the formats chosen by rules. */
const made = new WeakMap<PayloadRules, ChosenFormats>();

function chosenBy(rules: PayloadRules): ChosenFormats {
  const known = made.get(rules) ?? new ChosenFormats(rules, defaultOf);
  made.set(rules, known);
  return known;
}

/** Current rules. Before a connection is made, those of its form. */
export function rulesOf(connectionId: string): PayloadRules {
  const connection = connectionById(connectionId);
  if (connection?.settings !== undefined) return connection.settings.payloads ?? NO_RULES;
  if (connection?.file ?? connection?.tap) return ofCaptures.of(connectionId);
  return draftOf(connectionId)?.payloads ?? NO_RULES;
}

/** @param message its announced format applies if the user chose none */
export function chosenFor(
  connectionId: string,
  topic: string | undefined,
  message: Told | undefined,
): PayloadFormat | undefined {
  const chosen = chosenBy(rulesOf(connectionId));
  const isOwn = topic === undefined || chosen.ruleOf(topic) !== undefined;
  const told = isOwn ? undefined : message?.reads;
  return (told && formatTold(told)) ?? chosen.of(topic);
}

/** Formats for a message's payload. Redraws the component when they change. */
export function useChosen(
  connectionId: string,
  topic: string | undefined,
  message: Told | undefined,
): PayloadFormat | undefined {
  return useChosenOf(connectionId, topic)(message);
}

/** The same for several messages. */
export function useChosenOf(
  connectionId: string,
  topic: string | undefined,
): (message: Told | undefined) => PayloadFormat | undefined {
  useConnection(connectionId, 'settings');
  ofCaptures.use(connectionId);
  useKnown();
  return (message) => chosenFor(connectionId, topic, message);
}

/** Effective immediately, also for earlier messages, and stored in the profile if there is one. */
export async function setRules(connectionId: string, payloads: PayloadRules): Promise<void> {
  const connection = connectionById(connectionId);
  if (connection === undefined) return;
  const { handle, loop, settings, file, tap } = connection;
  const before = rulesOf(connectionId);
  if (file ?? tap) ofCaptures.set(connectionId, payloads);
  if (settings !== undefined) change(connectionId, () => ({ settings: { ...settings, payloads } }));
  if (settings ?? file ?? tap) handle.send({ kind: 'read-payloads', rules: payloads });
  loop.refresh();
  if (draftOf(connectionId) === undefined) return;
  followConnection(connectionId, { payloads });
  await changeStored(connectionId, ({ payloads: stored = NO_RULES, ...rest }) => ({
    ...rest,
    payloads: rebasedRules(stored, before, payloads),
  }));
}
