import { useEffect, useState } from 'react';
import type { TopicDetail, TopicRow } from '../../../engine/topics/tree/topicRow.ts';
import type { Property } from '../../../mqtt/tables/properties.ts';
import { askWindow } from '../../session/connection/askWindow.ts';
import { poll } from '../../session/connection/polling.ts';
import { propertiesOf } from '../../session/packets/propertiesOf.ts';
import { useView } from '../../session/view/tabView.ts';

export interface Facts {
  readonly path: string;
  /** With all below it; undefined: nothing was received there. */
  readonly row: TopicRow | undefined;
  /** undefined: nothing was received on the level itself. */
  readonly detail: TopicDetail | undefined;
  /** Properties of the last message, while its packet is held. */
  readonly properties: readonly Property[];
  /** µs since the capture's origin, whose wall-clock time is in ms since 1970. */
  readonly now: number;
  readonly origin: number;
}

/** Messages that the shape is taken from. */
const SHAPED = 20;
const EVERY = 1000;
/** Average size of a message in bytes above which its topic is queried less often, and not together with others. */
const LARGE = 64 << 10;
const SELDOM = 10_000;

/** Facts about a topic, updated about once a second. Each view sends its own request. */
export function useFacts(connectionId: string, path: string | undefined) {
  const { paused } = useView(connectionId);
  const [facts, setFacts] = useState<Facts>();
  const [isLarge, setLarge] = useState(false);
  useEffect(() => {
    if (path === undefined) return undefined;
    let before: Facts | undefined;
    const stop = poll({
      ask: () => factsOf(connectionId, path, before),
      tell: (told) => {
        if (told === undefined) return;
        before = told;
        setFacts(told);
        setLarge(sizeOf(told.row) > LARGE);
        // Paused views keep their content.
        if (paused) stop();
      },
      everyMs: isLarge ? SELDOM : EVERY,
    });
    return stop;
  }, [connectionId, path, paused, isLarge]);
  return facts?.path === path ? facts : undefined;
}

const sizeOf = (row: TopicRow | undefined): number =>
  row === undefined ? 0 : row.bytes / Math.max(1, row.messages);

/** @param before the last answer: packets never change, so their properties can be reused */
async function factsOf(
  connectionId: string,
  path: string,
  before: Facts | undefined,
): Promise<Facts | undefined> {
  const alone = await askWindow(connectionId, { pinned: [path] });
  const row = alone?.pinned?.[0] ?? undefined;
  if (alone === undefined) return undefined;
  const count = sizeOf(row) > LARGE ? 0 : SHAPED;
  const reply =
    row !== undefined && row.own > 0
      ? await askWindow(connectionId, { topic: { name: path, history: { first: 0, count } } })
      : undefined;
  const detail = reply?.topic ?? undefined;
  const packet = detail?.last?.packet;
  const isSame = before !== undefined && packet === before.detail?.last?.packet;
  return {
    path,
    row,
    detail,
    properties: isSame ? before.properties : await propertiesOf(connectionId, packet),
    now: alone.now ?? 0,
    origin: alone.origin,
  };
}
