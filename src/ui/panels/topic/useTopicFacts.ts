import { useEffect, useState } from 'react';
import { type Intervals, intervalsBetween } from '../../../engine/topics/tree/pace.ts';
import type { TopicDetail, TopicMessage } from '../../../engine/topics/tree/topicRow.ts';
import type { Property } from '../../../mqtt/tables/properties.ts';
import { askWindow } from '../../session/connection/askWindow.ts';
import { poll } from '../../session/connection/polling.ts';
import { propertiesOf } from '../../session/packets/propertiesOf.ts';
import { useView } from '../../session/view/tabView.ts';

interface Facts {
  /** Of the newest messages; undefined: too few, or too large to be requested. */
  readonly intervals: Intervals | undefined;
  /** Packet sizes of the newest messages. */
  readonly sizes: { readonly least: number; readonly most: number } | undefined;
  /** Properties of the last message, while its packet is held. */
  readonly properties: readonly Property[];
}

interface Answer extends Facts {
  readonly name: string;
  readonly packet: number | undefined;
}

/** Newest messages that intervals and sizes are taken from. */
const NEWEST = 20;
const EVERY = 1000;
/** Average size of a message in bytes above which the facts are updated less often, without its newest messages. */
const LARGE = 64 << 10;
const SELDOM = 10_000;
const NONE: Facts = { intervals: undefined, sizes: undefined, properties: [] };

/** Facts about a topic's newest messages, updated about once a second. */
export function useFacts(connectionId: string, { name, bytes, messages }: TopicDetail): Facts {
  const { paused } = useView(connectionId);
  const [facts, setFacts] = useState<Answer>();
  const isLarge = bytes / Math.max(1, messages) > LARGE;
  useEffect(() => {
    let before: Answer | undefined;
    const stop = poll({
      ask: () => factsOf(connectionId, name, isLarge ? 0 : NEWEST, before),
      tell: (told) => {
        if (told === undefined) return;
        before = told;
        setFacts(told);
        // Paused views keep their content.
        if (paused) stop();
      },
      everyMs: isLarge ? SELDOM : EVERY,
    });
    return stop;
  }, [connectionId, name, paused, isLarge]);
  return facts?.name === name ? facts : NONE;
}

/** @param before the last answer: packets never change, so their properties can be reused */
async function factsOf(
  connectionId: string,
  name: string,
  count: number,
  before: Answer | undefined,
): Promise<Answer | undefined> {
  const reply = await askWindow(connectionId, { topic: { name, history: { first: 0, count } } });
  const detail = reply?.topic;
  if (detail == null) return undefined;
  const packet = detail.last?.packet;
  const isSame = before !== undefined && packet === before.packet;
  const properties = isSame ? before.properties : await propertiesOf(connectionId, packet);
  const { rows } = detail.history;
  return {
    name,
    packet,
    intervals: intervalsBetween(rows.map(({ time }) => time).toReversed()),
    sizes: sizesOf(rows),
    properties,
  };
}

function sizesOf(rows: readonly TopicMessage[]): Facts['sizes'] {
  const sizes = rows.map(({ size }) => size);
  return sizes.length === 0 ? undefined : { least: Math.min(...sizes), most: Math.max(...sizes) };
}
