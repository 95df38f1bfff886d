import type { TopicMessage } from '../../../engine/topics/tree/topicRow.ts';
import { isMissing } from '../../../payload/tree/format.ts';
import { useChosen } from '../../session/payloadRules/rules.ts';
import type { PlottablePath } from '../../session/reading/plottablePaths.ts';
import { useRead } from '../../session/reading/useRead.ts';

const NOTHING = new Uint8Array();
const NONE: readonly PlottablePath[] = [];

/** Values in a topic's newest message that can be charted. */
export function usePlottable(
  connectionId: string,
  topic: string,
  message: TopicMessage | undefined,
): readonly PlottablePath[] {
  const chosen = useChosen(connectionId, topic, message);
  const of = [{ payload: message?.payload ?? NOTHING, contentType: message?.contentType, chosen }];
  const read = useRead({ task: 'plottable', of, how: null }, undefined);
  return read === undefined || isMissing(read.told) ? NONE : read.told.paths;
}
