import { isMissing } from '../../../../payload/tree/format.ts';
import { useChosenOf } from '../../../session/payloadRules/rules.ts';
import { useRead } from '../../../session/reading/useRead.ts';
import type { Compared } from './compared.ts';
import { scalarOf } from './scalar.ts';

const NO_PATHS: readonly never[] = [];

/** The exact difference of a single value from the one before, `~` for texts; undefined for documents and without one. */
export function useStep(
  connectionId: string,
  topic: string,
  { message, before }: Compared,
): string | undefined {
  const chosenOf = useChosenOf(connectionId, topic);
  const read = useRead(
    {
      task: 'cells',
      of: [
        { ...message, chosen: chosenOf(message) },
        before ? { ...before, chosen: chosenOf(before) } : undefined,
      ],
      how: { paths: NO_PATHS },
    },
    undefined,
  )?.told;
  const isScalar = scalarOf(message) !== undefined;
  return isScalar && read !== undefined && !isMissing(read) ? read.values[0]?.change : undefined;
}
