/** Errors in schemas during typing, found by the connection's worker. */

import type { SchemaRejection } from '../../../engine/schemas/schemaRejections.ts';
import type { SchemaRule } from '../../../payload/chains/rules.ts';
import { useAnswer } from '../../session/connection/workerQuestions.ts';

export interface SchemaErrors {
  /** In the order of the schemas. An empty schema has no error yet. */
  readonly errors: readonly (SchemaRejection | undefined)[];
  /** True if all schemas were checked and can be used. */
  readonly areUsable: boolean;
}

export function useSchemaErrors(
  connectionId: string,
  schemas: readonly SchemaRule[],
): SchemaErrors {
  const texts = schemas.map(({ schema }) => schema).filter((text) => text.trim() !== '');
  const found = useAnswer(
    connectionId,
    texts.length === 0 ? undefined : ({ kind: 'check-schemas', schemas: texts } as const),
  );
  const errors = (found ?? []).values();
  return {
    errors: schemas.map(({ schema }) => (schema.trim() === '' ? undefined : errors.next().value)),
    areUsable: texts.length === 0 || found?.every((error) => error === undefined) === true,
  };
}
