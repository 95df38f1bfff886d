/** Lists the rules to ask at each moment, each with its reporting function. */
import type { IrregularityKind } from '../exchanges/irregularity.ts';
import type { Say } from '../findings/say.ts';
import type { Moments, Rule } from './rule.ts';

/** Rules of one moment, in their order. */
type JudgesOf<Judge> = readonly { readonly judge: Judge; readonly say: Say }[];

export type Judges = { readonly [Moment in keyof Moments]: JudgesOf<Moments[Moment]> } & {
  /** Rules for irregularities of exchanges, by kind. */
  readonly irregularities: ReadonlyMap<IrregularityKind, readonly Noticed[]>;
};

interface Noticed {
  readonly rule: Rule;
  readonly say: Say;
}

/** Called once, so that the lookup for each packet is a plain list. */
export function judgesOf(
  rules: readonly (readonly [id: string, rule: Rule])[],
  sayAs: (id: string) => Say,
): Judges {
  const all = rules.map(([id, rule]) => ({ rule, say: sayAs(id) }));
  function judgesOf<Judge>(judgeOf: (rule: Rule) => Judge | undefined): JudgesOf<Judge> {
    return all.flatMap(({ rule, say }) => {
      const judge = judgeOf(rule);
      return judge === undefined ? [] : [{ judge, say }];
    });
  }
  const irregularities = new Map<IrregularityKind, Noticed[]>();
  for (const one of all) {
    const kind = one.rule.irregularity;
    if (kind !== undefined) irregularities.set(kind, [...(irregularities.get(kind) ?? []), one]);
  }
  return {
    irregularities,
    otherProtocol: judgesOf((rule) => rule.otherProtocol),
    unsettled: judgesOf((rule) => rule.unsettled),
    afterDisconnect: judgesOf((rule) => rule.afterDisconnect),
    oversized: judgesOf((rule) => rule.oversized),
    resumed: judgesOf((rule) => rule.resumed),
    silent: judgesOf((rule) => rule.silent),
    served: judgesOf((rule) => rule.served),
    fromServer: judgesOf((rule) => rule.fromServer),
    connect: judgesOf((rule) => rule.connect),
    clientConnects: judgesOf((rule) => rule.clientConnects),
    refused: judgesOf((rule) => rule.refused),
    accepted: judgesOf((rule) => rule.accepted),
    clientAccepted: judgesOf((rule) => rule.clientAccepted),
    ack: judgesOf((rule) => rule.ack),
    ackCode: judgesOf((rule) => rule.ackCode),
    filter: judgesOf((rule) => rule.filter),
    subscribe: judgesOf((rule) => rule.subscribe),
    unsubscribe: judgesOf((rule) => rule.unsubscribe),
    suback: judgesOf((rule) => rule.suback),
    unsuback: judgesOf((rule) => rule.unsuback),
    pingreq: judgesOf((rule) => rule.pingreq),
    pingresp: judgesOf((rule) => rule.pingresp),
    disconnect: judgesOf((rule) => rule.disconnect),
    clientTaken: judgesOf((rule) => rule.clientTaken),
    auth: judgesOf((rule) => rule.auth),
    publish: judgesOf((rule) => rule.publish),
    message: judgesOf((rule) => rule.message),
    topic: judgesOf((rule) => rule.topic),
    delivery: judgesOf((rule) => rule.delivery),
    origin: judgesOf((rule) => rule.origin),
    setAgain: judgesOf((rule) => rule.setAgain),
    missed: judgesOf((rule) => rule.missed),
    pings: judgesOf((rule) => rule.pings),
    quiet: judgesOf((rule) => rule.quiet),
    requests: judgesOf((rule) => rule.requests),
    unanswered: judgesOf((rule) => rule.unanswered),
    lost: judgesOf((rule) => rule.lost),
    unfinished: judgesOf((rule) => rule.unfinished),
    clientGone: judgesOf((rule) => rule.clientGone),
    willDue: judgesOf((rule) => rule.willDue),
    rival: judgesOf((rule) => rule.rival),
  };
}
