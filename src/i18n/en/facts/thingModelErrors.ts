/** Errors in a thing model, and in values that do not fit it. */
import type { ValueFaults } from '../../../alibaba/alink/checkValue.ts';
import type { TslFaults } from '../../../alibaba/alink/tslFaults.ts';
import { say, type Words } from '../../../base/message.ts';
import { grouped } from '../../numbers.ts';
import { jsonErrors } from './payloadErrors.ts';

/** After line and column. */
export const tslFaults: Words<TslFaults> = {
  'not-utf8': () => 'the file is not UTF-8',
  'not-json': ({ what }) => `not JSON, ${say(jsonErrors, what)}`,
  'not-object': () => 'a thing model must be an object, {…}',
  'no-model': () =>
    'this is not a thing model: it has no properties, events or services; export the TSL of the product',
  'not-list': ({ name }) => `${name} must be a list, […]`,
  'not-member-object': ({ name }) => `each entry of ${name} must be an object, {…}`,
  'no-identifier': () => 'an identifier in quotation marks is missing here',
  twice: ({ name }) => `the identifier ${name} is given twice`,
  'no-type': ({ name }) => `${name} has no dataType with a type in quotation marks`,
  'unknown-type': ({ name, type }) =>
    `${name} has the type ${type}; supported are int, float, double, enum, bool, text, date, struct and array`,
  'not-one-of': ({ name, allowed }) => `${name} must be one of ${allowed.join(', ')}`,
  'not-number': ({ name }) => `${name} must be a number or numeric text`,
  'not-integer': ({ name }) => `${name} of an int must be a whole number`,
  'min-above-max': () => 'min is above max',
  'names-not-integers': () =>
    'the values of an enum or a bool must be whole numbers in quotation marks',
  'not-text': ({ name }) => `${name} must be text in quotation marks`,
  'no-members': () => 'a struct must have its members in a list, as specs',
  'no-item': () => 'an array must have the type of its items, as specs.item.type',
  'too-deep': () => 'structs and arrays are nested more than 8 levels deep',
};

export const valueFaults: Words<ValueFaults> = {
  'not-number': () => 'a number is expected',
  'not-integer': () => 'a whole number is expected',
  'below-min': ({ min }) => `it is below ${min}`,
  'above-max': ({ max }) => `it is above ${max}`,
  'not-named': ({ names }) => `it is not one of ${names.join(', ')}`,
  'not-text': () => 'text is expected',
  'too-long': ({ length, most }) =>
    `it has ${grouped(length)} bytes; at most ${grouped(most)} are allowed`,
  'not-date': () => 'milliseconds since 1970 are expected, as decimal text',
  'not-object': () => 'an object is expected',
  'unknown-member': () => 'the thing model has no such member',
  'unknown-property': () => 'the thing model has no such property',
  'unknown-event': () => 'the thing model has no such event',
  'not-time': () =>
    'milliseconds since 1970 are expected, as a whole number; the time of arrival is used',
  'time-in-seconds': () => 'this looks like seconds; milliseconds since 1970 are expected',
  missing: () => 'it is missing',
  'not-documented': () => 'it does not match the documentation',
  'not-array': () => 'a list is expected',
  'too-many': ({ length, most }) =>
    `it has ${grouped(length)} items; at most ${grouped(most)} are allowed`,
};
