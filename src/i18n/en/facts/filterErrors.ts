/** Errors in a display filter. */

import { say, type Words } from '../../../base/message.ts';
import type { FilterErrorFacts } from '../../../engine/filter/syntax/filterErrorFacts.ts';
import { grouped } from '../../numbers.ts';
import { patternErrors } from './patternErrors.ts';
import { topicErrors } from './topicErrors.ts';

const LOOKS_FOR = {
  contains: 'contains searches in text',
  matches: 'matches applies a regular expression to text',
} as const;

export const filterErrors: Words<FilterErrorFacts> = {
  'waits-for-nothing': () => 'Enter a filter that selects the packet to wait for.',
  'quote-open': () => 'This text has no closing quote.',
  'ends-early': () => 'The filter is incomplete.',
  'field-missing': ({ operator, isLast }) => {
    const missing = `${operator} is an operator, but there is no field before it.`;
    return isLast ? `${missing} To look for the word, quote it.` : missing;
  },
  'not-an-operator-here': ({ sign }) => `${sign} is not an operator here.`,
  'quote-closes-nothing': () => 'This quote does not close anything.',
  'unexpected-operand': ({ shown }) =>
    `${shown} is not expected here: an operator is missing before it.`,
  unexpected: ({ shown }) => `${shown} is not expected here.`,
  'in-without-braces': () => 'in needs values in braces.',
  'not-behind-field': ({ word }) => `${word} goes before the field.`,
  'not-an-operator': ({ word }) => `“${word}” is not an operator.`,
  'operator-missing': ({ field, value }) => `An operator is missing between ${field} and ${value}.`,
  'begins-without-field': ({ value }) =>
    `A comparison begins with a field, and ${value} is not a field.`,
  'no-such-field': ({ name }) => `There is no field ${name}.`,
  'empty-text': () => 'Empty text matches everything.',
  'not-a-field': ({ word }) => `${word} is not a field.`,
  'step-unquoted': () => '[ ] needs a quoted name, or the number of an element.',
  'pattern-missing': () => '~ needs a quoted pattern.',
  'value-missing': ({ operator }) => `A value is missing after ${operator}.`,
  'bracket-open': ({ bracket, closing }) => `This ${bracket} has no ${closing}.`,
  'braces-empty': () => 'The braces contain no value.',
  'user-property-path': () => 'A user property has one name, in quotes.',
  'no-parts': ({ field }) => `${field} has no parts.`,
  'name-missing-in-path': () => 'A name is missing in this path.',
  'too-deep': ({ levels }) => `The filter is nested deeper than ${levels} levels.`,
  'too-long': ({ most }) => `A filter has at most ${grouped(most)} characters.`,
  'too-many-comparisons': ({ most }) =>
    `A filter has at most ${grouped(most)} comparisons, words and values in braces.`,
  'too-many-patterns': ({ most }) => `A filter has at most ${grouped(most)} regular expressions.`,
  'regular-expression': ({ why }) =>
    `This regular expression cannot be used. ${say(patternErrors, why)}`,
  'not-a-topic': ({ field }) => `~ compares topics, and ${field} is not one.`,
  'not-a-topic-filter': ({ pattern, why }) =>
    `${pattern} is not a topic filter. ${say(topicErrors, why)}`,
  'not-a-text': ({ operator, field }) => `${LOOKS_FOR[operator]}, and ${field} is not text.`,
  'no-order': ({ field }) => `${field} has no order: use == or !=.`,
  'not-a-number': ({ field }) => `${field} is a number.`,
  'no-such-unit': ({ unit, field, units }) =>
    units.length === 0
      ? `${unit} is not a unit here. ${field} has no unit.`
      : `${unit} is not a unit here. The units of ${field} are ${units.join(', ')}.`,
  'no-such-word': ({ field, word, words }) =>
    `${field} is never ${word}; it is one of ${words.join(', ')}.`,
  'not-a-truth': ({ field }) => `${field} is true or false.`,
  'operator-needs-text': ({ operator }) => `${operator} needs quoted text.`,
  'field-needs-text': ({ field }) => `${field} is compared with quoted text.`,
  'range-without-numbers': () => 'A range needs a number at both ends.',
};
