import { useEffect } from 'react';
import { isMissing } from '../../../../payload/tree/format.ts';
import { rulesOf, useChosenOf } from '../../../session/payloadRules/rules.ts';
import { useRead } from '../../../session/reading/useRead.ts';
import type { MessageList } from '../value/compared.ts';
import { setDefaults, useNeedsDefaults } from '../value/pinnedPaths.ts';
import { fitting } from './historyColumns.ts';

/** Newest messages that are read. */
const MOST = 40;

/**
 * Gives the keys that change their own columns, unless the user chose columns. Their order is decided once for each way of reading.
 * @param room px for columns
 */
export function useDefaultColumns(
  connectionId: string,
  topic: string,
  list: MessageList,
  room: number,
): void {
  const rules = rulesOf(connectionId);
  const isNeeded = useNeedsDefaults(connectionId, topic, rules) && room > 0 && list.total > 1;
  const chosenOf = useChosenOf(connectionId, topic);
  const of = Array.from({ length: isNeeded ? Math.min(list.total, MOST) : 0 }, (_, at) => {
    const message = list.at(at)?.message;
    return message && { ...message, chosen: chosenOf(message) };
  })
    .filter((message) => message !== undefined)
    .toReversed();
  const told = useRead({ task: 'changing-paths', of, how: null }, topic)?.told;
  const isFound = isNeeded && told !== undefined && !isMissing(told) && told.length > 0;
  const found = isFound ? told : undefined;
  useEffect(() => {
    setDefaults(connectionId, topic, rules, (ranking) => fitting(ranking, room), found);
  }, [connectionId, topic, rules, found, room]);
}
