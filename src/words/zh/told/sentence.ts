/** What rooms below still say in English, by its patterns. */
import { sentencesBy } from '../../sentences.ts';
import { CONNECTION_SENTENCES } from './connectionSentences.ts';
import { FILTER_SENTENCES } from './filterSentences.ts';
import { PACKET_SENTENCES } from './packetSentences.ts';
import { VALUE_SENTENCES } from './valueSentences.ts';

export const sentence = sentencesBy({
  ...VALUE_SENTENCES,
  ...PACKET_SENTENCES,
  ...FILTER_SENTENCES,
  ...CONNECTION_SENTENCES,
});
