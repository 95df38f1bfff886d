/** Lists the rules to ask at each moment, each with its reporting function. */
import type { IrregularityKind } from '../exchanges/irregularity.ts';
import type { Say } from '../findings/say.ts';
import type { Moments, Rule } from './rule.ts';

/** Rules of one moment, in their order. */
type Asked<Judge> = readonly { readonly judge: Judge; readonly say: Say }[];

export type Judges = { readonly [Moment in keyof Moments]: Asked<Moments[Moment]> } & {
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
  function asked<Judge>(judgeOf: (rule: Rule) => Judge | undefined): Asked<Judge> {
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
    otherProtocol: asked((rule) => rule.otherProtocol),
    unsettled: asked((rule) => rule.unsettled),
    afterDisconnect: asked((rule) => rule.afterDisconnect),
    oversized: asked((rule) => rule.oversized),
    resumed: asked((rule) => rule.resumed),
    silent: asked((rule) => rule.silent),
    served: asked((rule) => rule.served),
    fromServer: asked((rule) => rule.fromServer),
    connect: asked((rule) => rule.connect),
    clientConnects: asked((rule) => rule.clientConnects),
    refused: asked((rule) => rule.refused),
    accepted: asked((rule) => rule.accepted),
    clientAccepted: asked((rule) => rule.clientAccepted),
    ack: asked((rule) => rule.ack),
    ackCode: asked((rule) => rule.ackCode),
    filter: asked((rule) => rule.filter),
    subscribe: asked((rule) => rule.subscribe),
    unsubscribe: asked((rule) => rule.unsubscribe),
    suback: asked((rule) => rule.suback),
    unsuback: asked((rule) => rule.unsuback),
    pingreq: asked((rule) => rule.pingreq),
    pingresp: asked((rule) => rule.pingresp),
    disconnect: asked((rule) => rule.disconnect),
    clientTaken: asked((rule) => rule.clientTaken),
    auth: asked((rule) => rule.auth),
    publish: asked((rule) => rule.publish),
    message: asked((rule) => rule.message),
    topic: asked((rule) => rule.topic),
    delivery: asked((rule) => rule.delivery),
    origin: asked((rule) => rule.origin),
    pings: asked((rule) => rule.pings),
    quiet: asked((rule) => rule.quiet),
    requests: asked((rule) => rule.requests),
    unanswered: asked((rule) => rule.unanswered),
    lost: asked((rule) => rule.lost),
    unfinished: asked((rule) => rule.unfinished),
    clientGone: asked((rule) => rule.clientGone),
    willDue: asked((rule) => rule.willDue),
    rival: asked((rule) => rule.rival),
  };
}
