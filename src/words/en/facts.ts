/** What the rooms below find while somebody connects or sends. */
import type { PlatformNote } from '../../alibaba/platformNotes.ts';
import type { ConnectionFact } from '../../connection/connectionFacts.ts';
import { say } from '../../mqtt/fact.ts';
import type { TopicFault } from '../../mqtt/topicFaults.ts';
import { connectionFacts } from './connectionFacts.ts';
import { platformNotes } from './platformNotes.ts';
import { topicFaults } from './topicFaults.ts';

export const facts = {
  platformNote: (note: PlatformNote): string => say(platformNotes, note),
  topicFault: (fault: TopicFault): string => say(topicFaults, fault),
  connectionFact: (fact: ConnectionFact): string => say(connectionFacts, fact),
  /** Of the broker's control interface; undefined: in this tab. */
  noAnswer: (address: string | undefined): string =>
    address === undefined
      ? 'The broker in this tab does not respond. Reload the page.'
      : `No answer from ${address}. Check that the companion is running and has a control interface.`,
};
