/** What the rooms below hand up in words. */
import { say } from '../../mqtt/fact.ts';
import type { Texts } from '../en/texts.ts';
import { addressNotes } from './addressNotes.ts';
import { breaches } from './breaches.ts';
import { connectionFacts } from './connectionFacts.ts';
import { filterError } from './filterError.ts';
import { foundWrong } from './findings.ts';
import { noteFacts } from './noteFacts.ts';
import { bytesFaults, jsonFaults } from './payloadFaults.ts';
import { platformNotes } from './platformNotes.ts';
import { RULE_TEXTS } from './ruleTexts.ts';
import { sentence } from './told/sentence.ts';
import { topicFaults } from './topicFaults.ts';

export const told: Texts['told'] = {
  rule: (id) => RULE_TEXTS.found?.rule(id),
  statement: (statement) => RULE_TEXTS.found?.statement(statement) ?? statement.text,
  addressNote: (note) => say(addressNotes, note),
  platformNote: (note) => say(platformNotes, note),
  topicFault: (fault) => say(topicFaults, fault),
  bytesFault: (fault) => say(bytesFaults, fault),
  jsonFault: (fault) => say(jsonFaults, fault),
  filterError,
  breach: (breach) => say(breaches, breach),
  foundWrong,
  note: (fact) => say(noteFacts, fact),
  connectionFact: (fact) => say(connectionFacts, fact),
  sentence,
};
