/** An exchange as a ladder: this client, the broker, and the other end of the message if it is known. */
import type { ExchangeDetail } from '../../../engine/exchanges/exchange.ts';
import { answersTo, TYPE } from '../../../engine/timeline/sides.ts';
import {
  type EndMoment,
  type LossMoment,
  type StepMoment,
  type TreatedMoment,
  timeline,
} from '../../../engine/timeline/timeline.ts';
import { violations } from '../../../engine/timeline/verdict.ts';
import { typeName } from '../../../engine/window/packetTypes.ts';
import { duration } from '../../../i18n/durations.ts';
import type { Texts } from '../../../i18n/en/texts.ts';
import { hexByte } from '../../../mqtt/tables/reasonCodes.ts';
import { rowTime } from '../../kit/page/clock.ts';
import { explain } from './explain.ts';
import { type FarEnd, type FarMoment, type LadderMoment, withFarEnd } from './farEnd.ts';
import type { ArrowRow, LadderModel, LadderRow, Lane } from './ladderModel.ts';
import { readable } from './readable.ts';
import { tracedRow } from './tracedRow.ts';
import { backWords, hasIdentifier, lossWords, missingWords } from './words.ts';

/** Reason codes that fit beside an arrow. */
const CODES_DRAWN = 4;

interface Context {
  readonly detail: ExchangeDetail;
  readonly texts: Texts;
  /** ms since 1970. */
  readonly origin: number;
  /** µs since the capture's origin. */
  readonly now: number;
}

export function exchangeLadder(context: Context, far: FarEnd | undefined): LadderModel {
  const { detail } = context;
  const own = timeline(detail);
  const moments = far === undefined ? own : withFarEnd(own, far);
  const words = wordsOf(context);
  const rows: LadderRow[] = [];
  for (const moment of moments) {
    const last = rows.at(-1);
    // The fault of a packet belongs below its arrow.
    if (moment.kind === 'treated' && !moment.treated.withheld && last?.kind === 'arrow')
      rows.splice(-1, 1, { ...last, ...faultOf(moment, context) });
    else rows.push(rowOf(moment, context, words));
  }
  return { lanes: lanesOf(context, far), rows };
}

function lanesOf({ detail, texts }: Context, far: FarEnd | undefined): readonly Lane[] {
  const { handshakes: t, bothEnds } = texts;
  const name = readable(detail.clientId);
  const lanes: readonly Lane[] = [
    name === '' ? { name: t.client } : { name, isId: true },
    { name: t.broker },
  ];
  if (far === undefined) return lanes;
  const about = far.isPublisher ? bothEnds.publisher : bothEnds.subscriberOf(far.ends);
  return [...lanes, { name: readable(far.client), isId: true, about }];
}

/** The packets as the explanation names them. */
function wordsOf({ detail, texts }: Context): ReadonlyMap<number, string> {
  return new Map(
    explain(detail).flatMap(({ line }) =>
      'packet' in line ? [[line.packet, readable(texts.handshakes.explained(line))] as const] : [],
    ),
  );
}

function rowOf(
  moment: LadderMoment,
  context: Context,
  words: ReadonlyMap<number, string>,
): LadderRow {
  const { detail, texts, now } = context;
  const { sentences: t } = texts.handshakes;
  switch (moment.kind) {
    case 'step':
      return stepRow(moment, context, words);
    case 'far':
      return farRow(moment, texts);
    case 'treated':
      return withheldRow(moment, context, words);
    case 'missing':
      return { kind: 'note', text: t.missing(missingWords(moment)), tone: 'warn' };
    case 'loss':
      return lossRow(moment, context);
    case 'awaited': {
      const text = t.awaited(moment.packetTypes, moment.from, now - moment.since);
      return { kind: 'note', text, tone: 'accent' };
    }
    case 'end':
      return { kind: 'outcome', outcomes: [outcomeOf(moment, detail, texts)] };
  }
}

const sidesOf = (isOut: boolean) =>
  ({ from: isOut ? 0 : 1, to: isOut ? 1 : 0, isToBroker: isOut }) as const;

function stepRow(
  { step, index, sameFrame }: StepMoment,
  { detail, texts, origin }: Context,
  words: ReadonlyMap<number, string>,
): ArrowRow {
  const { handshakes: t } = texts;
  const { packetId, qos, start } = detail.row;
  const { packet, held, packetType, reasonCodes, time } = step;
  const isOut = step.direction === 'out';
  const id = packetId !== undefined && hasIdentifier(packetType) && `id ${packetId}`;
  const dup = step.dup && 'DUP';
  const level = packetType === TYPE.publish && qos !== undefined && `QoS ${qos}`;
  const failures = reasonCodes.filter((code) => code >= 0x80);
  return {
    kind: 'arrow',
    key: `own ${index}`,
    ...sidesOf(isOut),
    name: typeName(packetType),
    about: there([id, level, dup, codesOf(reasonCodes)]),
    short: there([id, dup, codesOf(failures)]),
    time: {
      text: sameFrame
        ? t.sameFrame
        : index === 0
          ? rowTime(origin, time)
          : `+${duration(time - start)}`,
      title: sameFrame ? t.sameFrameTitle : rowTime(origin, time),
      side: 'left',
      end: isOut ? 'sender' : 'receiver',
    },
    fate: 'arrives',
    isAwaiting: isOut && answersTo(step, detail).length > 0,
    packet: { number: packet, held },
    hasProblem: violations(detail).some((violation) => violation.packet === packet),
    title: words.get(packet) ?? '',
  };
}

const there = (parts: readonly (string | false)[]): readonly string[] =>
  parts.filter((part) => part !== false);

const codesOf = (codes: readonly number[]): string | false =>
  codes.length > 0 &&
  codes.slice(0, CODES_DRAWN).map(hexByte).join(' ') + (codes.length > CODES_DRAWN ? ' …' : '');

/** A packet of the other end, with its time at the broker. */
function farRow({ step, end, index, since }: FarMoment, texts: Texts): ArrowRow {
  const { handshakes: t, bothEnds } = texts;
  // Nothing precedes the PUBLISH of another client.
  const isFirst = end.isPublisher && index === 0;
  const text = since === 0 ? bothEnds.atOnce : `+${duration(since * 1000)}`;
  const isToBroker = step.direction === 'in';
  return {
    ...tracedRow(step, { qos: end.qos, client: 2, broker: 1, key: `far ${index}` }, texts),
    time: {
      text: isFirst ? t.start : text,
      title: bothEnds.diagramNote,
      side: 'right',
      end: isToBroker ? 'receiver' : 'sender',
    },
    title: t.sentences.far(step.packet.toUpperCase(), readable(end.client), isToBroker),
  };
}

const faultOf = ({ treated }: TreatedMoment, { texts }: Context) => ({
  cause: readable(texts.handshakes.sentences.doneToInShort(treated)),
  ...(treated.faults.some(({ action }) => action === 'drop') && { fate: 'lost' as const }),
});

/** A packet that was never on the wire: the arrow starts and does not arrive. */
function withheldRow(
  moment: TreatedMoment,
  context: Context,
  words: ReadonlyMap<number, string>,
): ArrowRow {
  const { packet, packetType, direction } = moment.treated;
  return {
    kind: 'arrow',
    key: `withheld ${packet}`,
    ...sidesOf(direction === 'out'),
    name: typeName(packetType),
    about: [],
    ...faultOf(moment, context),
    fate: 'lost',
    packet: { number: packet, held: true },
    title: words.get(packet) ?? '',
  };
}

function lossRow(moment: LossMoment, { detail, texts, origin }: Context): LadderRow {
  const { sentences: t } = texts.handshakes;
  const { loss } = moment;
  const back = backWords(moment, detail);
  const { lostAt, next } = loss;
  const kept =
    next?.sessionPresent === undefined ? '' : next.sessionPresent ? t.sessionKept : t.sessionGone;
  const offline = back?.offline === undefined ? '' : t.offline(back.offline);
  const afterwards = [offline, kept].filter((part) => part !== '').join(' · ');
  return {
    kind: 'band',
    title: `${t.lostTitle(loss.disconnect !== undefined)} · ${t.lostHow(lossWords(moment, detail))}`,
    lines:
      back === undefined
        ? [t.notBack]
        : there([t.backShort(back), afterwards !== '' && afterwards]),
    begin: lostAt === undefined ? undefined : rowTime(origin, lostAt),
    end: next && rowTime(origin, next.connectedAt),
  };
}

const TONES = { complete: 'ok', retried: 'ok', refused: 'err', abandoned: 'warn' } as const;

function outcomeOf({ state }: EndMoment, { row }: ExchangeDetail, { handshakes: t }: Texts) {
  const isFailed = state === 'abandoned' || state === 'refused';
  const text = isFailed ? t.states[state] : t.done(row.packetId);
  return { lane: 0, tone: TONES[state], text };
}
