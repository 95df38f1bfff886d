/** A message from its publisher to its subscribers as a ladder, in the broker's time. */
import { visibleName } from '../../../../base/visibleText.ts';
import type {
  TracedDelivery,
  TracedMessage,
  TracedStep,
} from '../../../../broker/journal/tracedMessage.ts';
import { duration } from '../../../../i18n/durations.ts';
import type { Texts } from '../../../../i18n/en/texts.ts';
import { rowTime } from '../../../kit/page/clock.ts';
import type { LadderModel, LadderRow, Lane } from '../../../pieces/ladder/ladderModel.ts';
import { tracedRow } from '../../../pieces/ladder/tracedRow.ts';
import { isMade } from '../../../pieces/ladder/tracedWords.ts';
import { keyOf, type Standing, standingOf } from '../../../session/bothEnds/standing.ts';

interface Context {
  readonly message: TracedMessage;
  /** Deliveries with a lane. */
  readonly drawn: readonly TracedDelivery[];
  readonly chosen: TracedDelivery | undefined;
  /** ms since 1970 at which the broker's clock was 0. */
  readonly origin: number;
  readonly texts: Texts;
  readonly stateOf: (delivery: TracedDelivery) => string;
}

const TONES: Readonly<Record<Standing, 'ok' | 'accent' | 'err'>> = {
  done: 'ok',
  open: 'accent',
  failed: 'err',
};

export function messageLadder(context: Context): LadderModel {
  const { message, drawn, texts, stateOf } = context;
  // Without a publisher, the broker is first.
  const broker = message.row.publisher === undefined ? 0 : 1;
  const laneOf = (end: End): number => (end === 'publisher' ? 0 : broker + 1 + end);
  const connections = new Map<End, number>();
  const rows: LadderRow[] = [];
  const all = inTime(message.steps, drawn);
  for (const [at, { end, step }] of all.entries()) {
    const known = connections.get(end);
    if (known !== undefined && known !== step.connection) {
      const text = texts.bothEnds.reconnected(step.connection);
      rows.push({ kind: 'note', text, tone: 'warn', lane: laneOf(end) });
    }
    connections.set(end, step.connection);
    rows.push(
      stepRow(step, end, { ...context, at, broker, client: laneOf(end), first: all[0]?.step }),
    );
  }
  const outcomes = drawn.map((delivery, at) => ({
    lane: laneOf(at),
    tone: TONES[standingOf(delivery)],
    text: stateOf(delivery),
  }));
  return {
    lanes: lanesOf(context),
    rows: outcomes.length === 0 ? rows : [...rows, { kind: 'outcome', outcomes }],
  };
}

function lanesOf({ message, drawn, chosen, texts }: Context): readonly Lane[] {
  const t = texts.bothEnds;
  const { publisher } = message.row;
  const own: readonly Lane[] =
    publisher === undefined
      ? []
      : [{ name: visibleName(publisher), isId: true, about: t.publisher }];
  return [
    ...own,
    { name: t.broker },
    ...drawn.map((delivery) => ({
      name: visibleName(delivery.subscriber),
      isId: true,
      about: `${t.subscriber} · ${t.qos(delivery.qos)}`,
      isChosen: drawn.length > 1 && chosen !== undefined && keyOf(chosen) === keyOf(delivery),
    })),
  ];
}

interface StepContext extends Context {
  /** Place among all packets. */
  readonly at: number;
  readonly first: TracedStep | undefined;
  /** Lanes. */
  readonly broker: number;
  readonly client: number;
}

function stepRow(step: TracedStep, end: End, context: StepContext): LadderRow {
  const { message, drawn, origin, texts, at, first, broker, client } = context;
  const t = texts.bothEnds;
  const delivery = end === 'publisher' ? undefined : drawn[end];
  const qos = delivery?.qos ?? message.row.qos;
  const row = tracedRow(step, { qos, client, broker, key: `${client} ${at}` }, texts);
  const time = rowTime(origin, step.time * 1000);
  const since = step.time - (first?.time ?? step.time);
  const name = visibleName(delivery?.subscriber ?? message.row.publisher ?? '');
  const way = (isMade(step) ? t.madeFor : t.sentBy)[step.direction](name);
  return {
    ...row,
    time: {
      text: at === 0 ? time : since === 0 ? t.atOnce : `+${duration(since * 1000)}`,
      title: time,
      side: 'left',
      // The broker's end of the arrow is the moment that was seen.
      end: row.isToBroker ? 'receiver' : 'sender',
    },
    title: `${row.name} ${[...row.about, way, ...(row.cause === undefined ? [] : [row.cause])].join(' · ')}`,
  };
}

/** The end of a step: the publisher's, or the index of a drawn delivery. */
type End = 'publisher' | number;

interface At {
  readonly end: End;
  readonly step: TracedStep;
}

/**
 * The broker acts at once, so steps may have the same time. Then the PUBLISH is first, and each end keeps its order.
 */
function inTime(
  steps: readonly TracedStep[],
  deliveries: readonly TracedDelivery[],
): readonly At[] {
  const all: At[] = [
    ...steps.map((step): At => ({ end: 'publisher', step })),
    ...deliveries.flatMap((delivery, end) => delivery.steps.map((step): At => ({ end, step }))),
  ];
  const rank = ({ step, end }: At): number => {
    if (end !== 'publisher') return 1;
    return step.packet === 'publish' ? 0 : 2;
  };
  return all.toSorted((a, b) => a.step.time - b.step.time || rank(a) - rank(b));
}
