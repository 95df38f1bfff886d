/** JSON Schema 不能使用的原因。 */

import type { Words } from '../../../base/message.ts';
import type { SchemaRejections } from '../../../engine/schemas/schemaRejections.ts';
import { breachText, notJudged } from '../rules/schemaBreaches.ts';

export const schemaRejections: Words<SchemaRejections> = {
  ...notJudged,
  json: () => '这不是 JSON',
  'no-schema': () => 'JSON Schema 必须是对象，或 true、false',
  keyword: ({ place, requirement, wanted }) => breachText(place, requirement, wanted),
  reference: ({ place, reference }) =>
    `${place} 处引用的 ${reference} 不在此 Schema 中；不会从别处获取 Schema`,
  'no-uri': ({ place, uri }) => `${place} 处的 ${uri} 不是 URI`,
  dynamic: ({ place }) => `不支持动态引用：请在 ${place} 处使用 $ref`,
};
