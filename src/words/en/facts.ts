/** What the rooms below find while somebody connects, types or sends. */
import type { PlatformNote } from '../../alibaba/platformNotes.ts';
import type { ConnectionFact } from '../../connection/connectionFacts.ts';
import { type Fact, say } from '../../mqtt/fact.ts';
import type { TopicFault } from '../../mqtt/topicFaults.ts';
import type { BytesFaults } from '../../payload/hex.ts';
import type { JsonFaults } from '../../payload/jsonScan.ts';
import type { AddressNote } from '../../profiles/addressNotes.ts';
import { addressNotes } from './addressNotes.ts';
import { connectionFacts } from './connectionFacts.ts';
import { bytesFaults, jsonFaults } from './payloadFaults.ts';
import { platformNotes } from './platformNotes.ts';
import { topicFaults } from './topicFaults.ts';

export const facts = {
  addressNote: (note: AddressNote): string => say(addressNotes, note),
  platformNote: (note: PlatformNote): string => say(platformNotes, note),
  topicFault: (fault: TopicFault): string => say(topicFaults, fault),
  bytesFault: (fault: Fact<BytesFaults>): string => say(bytesFaults, fault),
  jsonFault: (fault: Fact<JsonFaults>): string => say(jsonFaults, fault),
  connectionFact: (fact: ConnectionFact): string => say(connectionFacts, fact),
  /** Of the broker's control interface; undefined: in this tab. */
  noAnswer: (address: string | undefined): string =>
    address === undefined
      ? 'The broker in this tab does not respond. Reload the page.'
      : `No answer from ${address}. Check that the companion is running and has a control interface.`,
};
