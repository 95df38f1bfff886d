/** Reasons why a text is not a JSON Schema that messages can be checked against. */

import type { Words } from '../../../base/message.ts';
import type { SchemaRejections } from '../../../engine/schemas/schemaRejections.ts';
import { breachText, notJudged } from '../rules/schemaBreaches.ts';

export const schemaRejections: Words<SchemaRejections> = {
  ...notJudged,
  json: () => 'this is not JSON',
  'no-schema': () => 'a JSON Schema is an object, or true or false',
  keyword: ({ place, requirement, wanted }) => breachText(place, requirement, wanted),
  reference: ({ place, reference }) =>
    `${reference} at ${place} is not in the schema, and schemas from elsewhere are not fetched`,
  'no-uri': ({ place, uri }) => `${uri} at ${place} is not a URI`,
  dynamic: ({ place }) => `dynamic references are not supported: use $ref at ${place}`,
};
