/** What the rooms below hand up in words: rules, statements, notes, and sentences with values in them. */
import type { PlatformNote } from '../../alibaba/platformNotes.ts';
import type { ConnectionFact } from '../../connection/connectionFacts.ts';
import type { NoteFact } from '../../engine/log/noteFacts.ts';
import type { Breach } from '../../mqtt/breaches.ts';
import { type Fact, say } from '../../mqtt/fact.ts';
import type { Statement } from '../../mqtt/statements.ts';
import type { TopicFault } from '../../mqtt/topicFaults.ts';
import type { BytesFaults } from '../../payload/hex.ts';
import type { JsonFaults } from '../../payload/jsonScan.ts';
import type { AddressNote } from '../../profiles/addressNotes.ts';
import type { RuleWords } from '../ruleWords.ts';
import { addressNotes } from './addressNotes.ts';
import { breaches } from './breaches.ts';
import { connectionFacts } from './connectionFacts.ts';
import { filterError } from './filterError.ts';
import { foundWrong } from './findings.ts';
import { noteFacts } from './noteFacts.ts';
import { bytesFaults, jsonFaults } from './payloadFaults.ts';
import { platformNotes } from './platformNotes.ts';
import { RULE_TEXTS } from './ruleTexts.ts';
import { topicFaults } from './topicFaults.ts';

export const told = {
  /** By its id, once the words of rules are loaded; undefined for a rule of a newer program. */
  rule: (id: string): RuleWords | undefined => RULE_TEXTS.found?.rule(id),
  statement: ({ text }: Statement): string => text,
  addressNote: (note: AddressNote): string => say(addressNotes, note),
  platformNote: (note: PlatformNote): string => say(platformNotes, note),
  topicFault: (fault: TopicFault): string => say(topicFaults, fault),
  bytesFault: (fault: Fact<BytesFaults>): string => say(bytesFaults, fault),
  jsonFault: (fault: Fact<JsonFaults>): string => say(jsonFaults, fault),
  filterError,
  /** What is wrong with the bytes of a packet. */
  breach: (breach: Breach): string => say(breaches, breach),
  /** What a rule has found. */
  foundWrong,
  /** What is to be known of a file or a stream. */
  note: (fact: NoteFact): string => say(noteFacts, fact),
  connectionFact: (fact: ConnectionFact): string => say(connectionFacts, fact),
  /** Anything else that comes up as a sentence. */
  sentence: (text: string): string => text,
};
