import { useEffect } from 'react';
import { isMissing } from '../../../../payload/tree/format.ts';
import { useChosenOf } from '../../../session/payloadRules/rules.ts';
import { useRead } from '../../../session/reading/useRead.ts';
import type { MessageList } from '../value/compared.ts';
import { setDefaults, useNeedsDefaults } from '../value/pinnedPaths.ts';

/** Newest messages that are read. */
const MOST = 40;

/**
 * Gives the keys that change most their own columns, once, unless the user chose columns.
 * @param most columns that fit; 0 while the width is unknown
 */
export function useDefaultColumns(
  connectionId: string,
  topic: string,
  list: MessageList,
  most: number,
): void {
  const isNeeded = useNeedsDefaults(connectionId, topic) && most > 0 && list.total > 1;
  const chosenOf = useChosenOf(connectionId, topic);
  const of = Array.from({ length: isNeeded ? Math.min(list.total, MOST) : 0 }, (_, at) => {
    const message = list.at(at)?.message;
    return message && { ...message, chosen: chosenOf(message) };
  })
    .filter((message) => message !== undefined)
    .toReversed();
  const told = useRead({ task: 'changing-paths', of, how: null }, topic)?.told;
  const found = !isNeeded || told === undefined || isMissing(told) ? undefined : told;
  useEffect(() => {
    if (found !== undefined && found.length > 0)
      setDefaults(connectionId, topic, found.slice(0, most));
  }, [connectionId, topic, found, most]);
}
