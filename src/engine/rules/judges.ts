/** Lists the rules to ask at each moment, each with its reporting function. */
import type { IrregularityKind } from '../exchanges/irregularity.ts';
import type { Report } from '../findings/report.ts';
import type { Moments, Rule } from './rule.ts';
import { CONVERSATION_RULES } from './rules.ts';

/** Rules of one moment, in their order. */
type JudgesOf<Judge> = readonly { readonly judge: Judge; readonly report: Report }[];

export type Judges = { readonly [Moment in keyof Moments]: JudgesOf<Moments[Moment]> } & {
  /** Rules for irregularities of exchanges, by kind. */
  readonly irregularities: ReadonlyMap<IrregularityKind, readonly Noticed[]>;
};

interface Noticed {
  readonly rule: Rule;
  readonly report: Report;
}

/** Rules by their members. Made once, because a file or a test may need many captures. */
const BY_MEMBER = new Map<string, (readonly [id: string, rule: Rule])[]>();
for (const one of CONVERSATION_RULES) {
  for (const member of Object.keys(one[1])) {
    const list = BY_MEMBER.get(member) ?? [];
    BY_MEMBER.set(member, list);
    list.push(one);
  }
}

/** Called once for a capture, so that the lookup for each packet is a plain list. */
export function judgesOf(reportAs: (id: string) => Report): Judges {
  const reports = new Map(CONVERSATION_RULES.map(([id]) => [id, reportAs(id)]));
  function rulesWith(member: keyof Rule): readonly Noticed[] {
    return (BY_MEMBER.get(member) ?? []).flatMap(([id, rule]) => {
      const report = reports.get(id);
      return report === undefined ? [] : [{ rule, report }];
    });
  }
  function judgesAt<Moment extends keyof Moments>(moment: Moment): JudgesOf<Moments[Moment]> {
    return rulesWith(moment).flatMap(({ rule, report }) => {
      const moments: Partial<Moments> = rule;
      const judge = moments[moment];
      return judge === undefined ? [] : [{ judge, report }];
    });
  }
  const irregularities = new Map<IrregularityKind, Noticed[]>();
  for (const one of rulesWith('irregularity')) {
    const kind = one.rule.irregularity;
    if (kind !== undefined) irregularities.set(kind, [...(irregularities.get(kind) ?? []), one]);
  }
  return {
    irregularities,
    otherProtocol: judgesAt('otherProtocol'),
    unsettled: judgesAt('unsettled'),
    afterDisconnect: judgesAt('afterDisconnect'),
    oversized: judgesAt('oversized'),
    resumed: judgesAt('resumed'),
    silent: judgesAt('silent'),
    served: judgesAt('served'),
    fromServer: judgesAt('fromServer'),
    connect: judgesAt('connect'),
    clientConnects: judgesAt('clientConnects'),
    refused: judgesAt('refused'),
    accepted: judgesAt('accepted'),
    clientAccepted: judgesAt('clientAccepted'),
    sessionNotKept: judgesAt('sessionNotKept'),
    ack: judgesAt('ack'),
    ackCode: judgesAt('ackCode'),
    filter: judgesAt('filter'),
    subscribe: judgesAt('subscribe'),
    unsubscribe: judgesAt('unsubscribe'),
    suback: judgesAt('suback'),
    sharedGranted: judgesAt('sharedGranted'),
    unsuback: judgesAt('unsuback'),
    pingreq: judgesAt('pingreq'),
    pingresp: judgesAt('pingresp'),
    disconnect: judgesAt('disconnect'),
    clientTaken: judgesAt('clientTaken'),
    auth: judgesAt('auth'),
    publish: judgesAt('publish'),
    message: judgesAt('message'),
    topic: judgesAt('topic'),
    onWillTopic: judgesAt('onWillTopic'),
    delivery: judgesAt('delivery'),
    origin: judgesAt('origin'),
    repeated: judgesAt('repeated'),
    unheard: judgesAt('unheard'),
    notCleared: judgesAt('notCleared'),
    setAgain: judgesAt('setAgain'),
    missed: judgesAt('missed'),
    qos0NotStored: judgesAt('qos0NotStored'),
    pings: judgesAt('pings'),
    quiet: judgesAt('quiet'),
    requests: judgesAt('requests'),
    unanswered: judgesAt('unanswered'),
    lost: judgesAt('lost'),
    unfinished: judgesAt('unfinished'),
    leftOpen: judgesAt('leftOpen'),
    clientGone: judgesAt('clientGone'),
    willReplaces: judgesAt('willReplaces'),
    willDiscarded: judgesAt('willDiscarded'),
    willDue: judgesAt('willDue'),
    rival: judgesAt('rival'),
  };
}
