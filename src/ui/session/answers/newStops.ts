/** Stores stopped rules as soon as the worker reports them. Only the user resumes a rule. */

import { errorText } from '../../../base/errorText.ts';
import type { AnswerStatus } from '../../../connection/protocol/answerProtocol.ts';
import { guarded } from '../../kit/failures/uncaught.ts';
import { announce } from '../../kit/language/announcements.ts';
import { texts } from '../../kit/language/useText.ts';
import { type OpenConnection, useConnections } from '../connection/connections.ts';
import { keepStops } from './answers.ts';

/** Returns a function that stops it. */
export function watchStops(): () => void {
  // Last reported status. Older news cannot stop a rule that was resumed in the meantime.
  const told = new Map<string, AnswerStatus>();
  const look = ({ list }: { readonly list: readonly OpenConnection[] }): void => {
    for (const { id, answers } of list) {
      const before = told.get(id);
      if (answers === undefined || answers === before) continue;
      told.set(id, answers);
      keepNew(id, before, answers);
    }
  };
  look(useConnections.getState());
  return useConnections.subscribe(guarded('stopped answers', look));
}

function keepNew(id: string, before: AnswerStatus | undefined, { rules }: AnswerStatus): void {
  const wasStopped = (rule: string): boolean =>
    before?.rules.find((one) => one.id === rule)?.stopped !== undefined;
  const anew = rules.filter((rule) => rule.stopped !== undefined && !wasStopped(rule.id));
  if (anew.length === 0) return;
  keepStops(id, anew).catch((error: unknown) => {
    announce(texts().answers.notSaved(errorText(error)));
  });
}
