/** Effect of a packet in its exchange, and the statement that requires it. */

import type { ExchangeDetail, ExchangeStep } from '../../../engine/exchanges/exchange.ts';
import type { Draft, Mark, NamedPacket } from '../../../engine/timeline/line.ts';
import { answersTo, CONTINUE, refuses, sender, TYPE } from '../../../engine/timeline/sides.ts';
import type { StepMoment } from '../../../engine/timeline/timeline.ts';
import { violations } from '../../../engine/timeline/verdict.ts';
import type { ExchangeStatementName } from '../../../mqtt/statements/exchangeStatements.ts';
import { PACKET_TYPES } from '../../../mqtt/tables/packet.ts';
import type { PlacedCode, ReasonPlace } from '../../../mqtt/tables/reasonCodes.ts';
import { isFailure } from '../../../mqtt/tables/reasonCodes.ts';

/** Limit of topic filters that are listed one by one. */
const FILTERS_TOLD = 50;

const PLACES: ReadonlySet<string> = new Set<ReasonPlace>([
  'connack',
  'puback',
  'pubrec',
  'pubrel',
  'pubcomp',
  'suback',
  'unsuback',
  'auth',
]);

function isPlace(name: string): name is ReasonPlace {
  return PLACES.has(name);
}

/** Undefined if the packet has none. */
export function codeAt(
  step: ExchangeStep,
  version: ExchangeDetail['version'],
  at = 0,
): PlacedCode | undefined {
  const place = PACKET_TYPES[step.packetType] ?? '';
  const code = step.reasonCodes[at];
  return code === undefined || !isPlace(place) ? undefined : { place, code, version };
}

export function explainStep(moment: StepMoment, detail: ExchangeDetail): readonly Draft[] {
  const { step } = moment;
  const drafts = byType(moment, detail);
  const { reasonString } = step;
  return reasonString === undefined || reasonString === ''
    ? drafts
    : [...drafts, { line: { key: 'reason', text: reasonString }, mark: drafts[0]?.mark ?? 'ok' }];
}

function byType(moment: StepMoment, detail: ExchangeDetail): readonly Draft[] {
  switch (moment.step.packetType) {
    case TYPE.publish:
      return publish(moment, detail);
    case TYPE.puback:
      return puback(moment, detail);
    case TYPE.pubrec:
      return pubrec(moment, detail);
    case TYPE.pubrel:
      return pubrel(moment, detail);
    case TYPE.pubcomp:
      return [
        ...answer(moment, detail, 'qos2Complete'),
        ...freed(moment, detail, 'identifierFreed'),
      ];
    case TYPE.subscribe:
      return request(moment, detail, 'subscribeAnswer');
    case TYPE.suback:
      return suback(moment, detail);
    case TYPE.unsubscribe:
      return request(moment, detail, 'unsubscribeAnswer');
    case TYPE.unsuback:
      return unsuback(moment, detail);
    case TYPE.pingreq:
      return [sent(moment, detail, 'pingSent')];
    case TYPE.pingresp:
      return answer(moment, detail, 'pingAnswer');
    case TYPE.connect:
      return [sent(moment, detail, 'connectFirst')];
    case TYPE.connack:
      return answer(moment, detail, refuses(moment.step) ? 'connackRefused' : 'connackAccepted');
    case TYPE.auth:
      return auth(moment, detail);
    default:
      return [sent(moment, detail, undefined)];
  }
}

function named({ packet, packetType, direction }: ExchangeStep): NamedPacket {
  return { packet, packetType, by: sender(direction) };
}

/** Marks a packet that breaks a rule. */
function markOf(step: ExchangeStep, detail: ExchangeDetail, otherwise: Mark): Mark {
  return violations(detail).some(({ packet }) => packet === step.packet) ? 'problem' : otherwise;
}

function chose({ step }: StepMoment, { row }: ExchangeDetail): readonly Draft[] {
  if (row.packetId === undefined) return [];
  return [
    {
      line: { key: 'chose', by: sender(step.direction), packetId: row.packetId },
      mark: 'ok',
      statement: step.direction === 'out' ? 'clientIdentifier' : 'serverIdentifier',
    },
  ];
}

function sent(
  { step }: StepMoment,
  detail: ExchangeDetail,
  statement: ExchangeStatementName | undefined,
): Draft {
  const qos = step.packetType === TYPE.publish ? detail.row.qos : undefined;
  return {
    line: { key: 'sent', ...named(step), qos, dup: step.dup },
    mark: markOf(step, detail, 'ok'),
    statement,
  };
}

function awaits(
  { step }: StepMoment,
  detail: ExchangeDetail,
  statement: ExchangeStatementName,
): Draft {
  const answers = answersTo(step, detail);
  return { line: { key: 'awaits', packetType: step.packetType, answers }, mark: 'ok', statement };
}

function again({ step }: StepMoment, detail: ExchangeDetail, needsDup: boolean): Draft {
  const mark = needsDup && !step.dup ? 'problem' : 'retry';
  return {
    line: { key: 'again', ...named(step), dup: step.dup },
    mark: markOf(step, detail, mark),
    statement: needsDup ? 'dupSet' : 'resend',
  };
}

function answer(
  { step }: StepMoment,
  detail: ExchangeDetail,
  statement: ExchangeStatementName,
): readonly Draft[] {
  const code = codeAt(step, detail.version);
  if (refuses(step) && code !== undefined) {
    const mark = markOf(step, detail, 'refused');
    return [{ line: { key: 'refused', ...named(step), code }, mark, statement }];
  }
  return [
    {
      line: { key: 'answered', ...named(step), code },
      mark: markOf(step, detail, 'ok'),
      statement,
    },
  ];
}

/** After the packet that ends it; a wrong answer does not. */
function freed(
  { index }: StepMoment,
  { row, steps }: ExchangeDetail,
  statement: ExchangeStatementName,
): readonly Draft[] {
  if (row.state === 'open' || row.state === 'abandoned' || index < steps.length - 1) return [];
  if (row.packetId === undefined) return [];
  return [{ line: { key: 'freed', packetId: row.packetId }, mark: 'ok', statement }];
}

function publish(moment: StepMoment, detail: ExchangeDetail): readonly Draft[] {
  const two = detail.row.qos === 2;
  const waits = awaits(moment, detail, two ? 'qos2Unacknowledged' : 'qos1Unacknowledged');
  if (moment.again) return [again(moment, detail, true), waits];
  return [...chose(moment, detail), sent(moment, detail, two ? 'qos2Sent' : 'qos1Sent'), waits];
}

function puback(moment: StepMoment, detail: ExchangeDetail): readonly Draft[] {
  const refused = refuses(moment.step);
  return [
    ...answer(moment, detail, refused ? 'refusedNotResent' : dueAnswer(detail)),
    ...freed(moment, detail, 'qos1Freed'),
  ];
}

function pubrec(moment: StepMoment, detail: ExchangeDetail): readonly Draft[] {
  if (refuses(moment.step)) {
    return [
      ...answer(moment, detail, 'refusedNotResent'),
      ...freed(moment, detail, 'refusedNotResent'),
    ];
  }
  return answer(moment, detail, moment.again ? 'qos2Repeated' : dueAnswer(detail));
}

/** Statement that requires the first answer to a PUBLISH of that QoS, whether the answer is right or not. */
function dueAnswer({ row }: ExchangeDetail): ExchangeStatementName {
  return row.qos === 2 ? 'qos2Received' : 'qos1Answer';
}

function pubrel(moment: StepMoment, detail: ExchangeDetail): readonly Draft[] {
  const waits = awaits(moment, detail, 'qos2ReleaseUnacknowledged');
  if (moment.again) return [again(moment, detail, false), waits];
  const held = detail.steps
    .slice(moment.index + 1)
    .every(({ packetType }) => packetType !== TYPE.publish);
  return [
    sent(moment, detail, 'qos2Release'),
    {
      line: { key: 'no-publish-again', held },
      mark: held ? 'ok' : 'problem',
      statement: 'qos2NoResend',
    },
    waits,
  ];
}

function request(
  moment: StepMoment,
  detail: ExchangeDetail,
  statement: ExchangeStatementName,
): readonly Draft[] {
  if (moment.again) return [again(moment, detail, false)];
  return [...chose(moment, detail), sent(moment, detail, statement)];
}

function suback(moment: StepMoment, detail: ExchangeDetail): readonly Draft[] {
  const { step } = moment;
  const codes = step.reasonCodes.slice(0, FILTERS_TOLD).map((code, at): Draft => {
    const { filter = '', qos: asked } = detail.filters[at] ?? {};
    const placed = codeAt(step, detail.version, at);
    if (isFailure(code) && placed !== undefined) {
      return {
        line: { key: 'filter-refused', filter, code: placed },
        mark: 'refused',
        statement: 'subackGranted',
      };
    }
    const lower = asked !== undefined && code < asked;
    return {
      line: { key: 'granted', filter, asked, granted: code },
      mark: lower ? 'retry' : 'ok',
      statement: 'subackGranted',
    };
  });
  return [
    plainAnswer(moment, detail, 'subackIdentifier'),
    ...codes,
    ...freed(moment, detail, 'requestFreed'),
  ];
}

function unsuback(moment: StepMoment, detail: ExchangeDetail): readonly Draft[] {
  const { step } = moment;
  const codes = detail.filters.slice(0, FILTERS_TOLD).map(({ filter }, at): Draft => {
    const code = codeAt(step, detail.version, at);
    const failed = isFailure(step.reasonCodes[at]);
    return {
      line: { key: 'unsubscribed', filter, code },
      mark: failed ? 'refused' : 'ok',
      statement: 'unsubackCodes',
    };
  });
  return [
    plainAnswer(moment, detail, 'unsubackIdentifier'),
    ...codes,
    ...freed(moment, detail, 'requestFreed'),
  ];
}

/** An acknowledgement whose codes are listed after it. */
function plainAnswer(
  { step }: StepMoment,
  detail: ExchangeDetail,
  statement: ExchangeStatementName,
): Draft {
  return {
    line: { key: 'answered', ...named(step), code: undefined },
    mark: markOf(step, detail, 'ok'),
    statement,
  };
}

function auth(moment: StepMoment, detail: ExchangeDetail): readonly Draft[] {
  const { step } = moment;
  if (step.reasonCodes[0] !== CONTINUE) return answer(moment, detail, 'authAgain');
  return answer(moment, detail, step.direction === 'in' ? 'authAsked' : 'authAnswered');
}
