/** Caches results for topic names, which recur often. */
import type { Steps } from '../../base/steps.ts';
import type { PacketFacts } from './packetFacts.ts';
import type { Narrow } from './rowBlock.ts';
import type { ValueTest } from './valueSource.ts';

const MOST_NAMES = 50_000;
/** Longer names are not cached. */
const LONGEST = 1024;
const MOST_NUMBERS = 1_000_000;

/** The same test, run once per name. */
function remembered(test: ValueTest, budget: Steps): ValueTest {
  const answers = new Map<string, boolean>();
  return (value) => {
    if (typeof value !== 'string' || value.length > LONGEST) return test(value);
    const known = answers.get(value);
    if (known !== undefined) return known;
    const answer = test(value);
    if (budget.isExceeded) return answer;
    if (answers.size >= MOST_NAMES) answers.clear();
    answers.set(value, answer);
    return answer;
  };
}

/**
 * The test for a packet's topic name. If names have numbers, results are found by number.
 * @param unknown test for a packet whose columns have no topic
 * @param budget a result that exceeds it is not cached
 */
export function topicPredicate(
  test: ValueTest,
  unknown: (facts: PacketFacts) => boolean,
  budget: Steps,
): { readonly test: (facts: PacketFacts) => boolean; readonly narrow: Narrow } {
  const byName = remembered(test, budget);
  const ofEmpty = test('');
  /** By number: the name at that time, which shows whether the result is still valid. */
  const names: string[] = [];
  const answers: boolean[] = [];
  const ask = (topic: string, topicId: number): boolean => {
    if (topicId === 0 || topicId > MOST_NUMBERS) return byName(topic);
    if (names[topicId] === topic) return answers[topicId] === true;
    // Arrays without holes are faster.
    while (names.length <= topicId) {
      names.push('');
      answers.push(ofEmpty);
    }
    const answer = test(topic);
    if (budget.isExceeded) return answer;
    names[topicId] = topic;
    answers[topicId] = answer;
    return answer;
  };
  return {
    test: (facts) => {
      const { topic, topicId = 0 } = facts;
      return topic === undefined ? unknown(facts) : ask(topic, topicId);
    },
    narrow: (rows, mask) => {
      const numbers = rows.columns.topic;
      for (let place = 0; place < rows.count; place += 1) {
        if (mask[place] === 0) continue;
        const topicId = numbers[rows.first + place] ?? 0;
        const topic = rows.topicName(topicId);
        const passes = topic === undefined ? unknown(rows.at(place)) : ask(topic, topicId);
        if (!passes) mask[place] = 0;
      }
    },
  };
}
