/** What the rooms below hand up in words. */
import { platformNoteText } from '../../../alibaba/platformNotes.ts';
import { ruleIdOf } from '../../../engine/problems/rules/ruleId.ts';
import type { ConversationRuleId } from '../../../engine/problems/rules/rules.ts';
import { say } from '../../../mqtt/fact.ts';
import { noteText } from '../../../profiles/addressNotes.ts';
import { filterError } from '../../../words/zh/filterError.ts';
import { topicFaults } from '../../../words/zh/topicFaults.ts';
import type { RuleWords } from '../en/told.ts';
import type { Texts } from '../en.ts';
import { sentencesBy } from '../sentences.ts';
import { CONNECTION_RULES } from './told/connectionRules.ts';
import { CONNECTION_SENTENCES } from './told/connectionSentences.ts';
import { CONVERSATION_SENTENCES } from './told/conversationSentences.ts';
import { FILTER_SENTENCES } from './told/filterSentences.ts';
import { MESSAGE_RULES } from './told/messageRules.ts';
import { ADDRESS_NOTES, ADDRESS_REASONS, PLATFORM_NOTES } from './told/notes.ts';
import { NOTE_SENTENCES } from './told/noteTexts.ts';
import { PACKET_RULES } from './told/packetRules.ts';
import { PACKET_SENTENCES } from './told/packetSentences.ts';
import { STATEMENTS } from './told/statements.ts';
import { VALUE_SENTENCES } from './told/valueSentences.ts';

/** Every one: the type says so. */
const CONVERSATION: Readonly<Record<ConversationRuleId, RuleWords>> = {
  ...CONNECTION_RULES,
  ...MESSAGE_RULES,
};

const BY_ID: ReadonlyMap<string, RuleWords> = new Map([
  ...Object.entries(CONVERSATION),
  ...Object.entries(PACKET_RULES).map(([name, words]): [string, RuleWords] => [
    ruleIdOf(name),
    words,
  ]),
]);

export const told: Texts['told'] = {
  /** A rule of a newer program keeps its English. */
  rule: (id, english) => BY_ID.get(id) ?? english,
  statement: ({ names, property, text }) => {
    if (property !== undefined)
      return `${property} 最多出现一次（除非可以重复），并具有允许的值之一。`;
    return names.length === 0 ? text : names.map((name) => STATEMENTS[name]).join('');
  },
  addressNote: (note) => {
    const args = Object.entries(note.args).map(([name, value]): [string, string] => [
      name,
      ADDRESS_REASONS.get(value) ?? value,
    ]);
    return noteText({ ...note, args: Object.fromEntries<string>(args) }, ADDRESS_NOTES);
  },
  platformNote: (note) => {
    const { found } = note.args;
    const args = found === 'a blank' ? { ...note.args, found: '空白字符' } : note.args;
    return platformNoteText({ ...note, args }, PLATFORM_NOTES);
  },
  topicFault: (fault) => say(topicFaults, fault),
  filterError,
  note: sentencesBy(NOTE_SENTENCES),
  sentence: sentencesBy({
    ...VALUE_SENTENCES,
    ...PACKET_SENTENCES,
    ...CONVERSATION_SENTENCES,
    ...FILTER_SENTENCES,
    ...CONNECTION_SENTENCES,
  }),
};
