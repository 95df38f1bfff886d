/** Finds an end that a fault rule or a user caused, from the faults of the packet that decided it. */
import type { PacketType } from '../../mqtt/tables/packet.ts';
import type { EndCause } from '../endCauses/endCauses.ts';
import type { FaultEffect, Treatment, Treatments } from '../endCauses/treatments.ts';
import type { TransportEnd } from './causeOf.ts';
import { AT_ONCE, KEEP_ALIVE_FROM, seconds } from './causeTimes.ts';
import type { Awaited, ConnectionWatch } from './connectionWatch.ts';

/** Faults after which the expected packet is missing or different. */
const MISSING: ReadonlySet<FaultEffect> = new Set([
  'dropped',
  'held',
  'delayed',
  'edited',
  'answered',
]);
const WITHHELD: ReadonlySet<FaultEffect> = new Set(['dropped', 'held', 'delayed']);
const WAITING: ReadonlySet<FaultEffect> = new Set(['held', 'delayed']);
const CHANGED: ReadonlySet<FaultEffect> = new Set(['edited', 'answered', 'doubled']);

/** Before all packets, whose times may be negative. */
const EVER = Number.NEGATIVE_INFINITY;

const ANSWERS: Readonly<Record<Awaited['type'], readonly PacketType[]>> = {
  publish: ['puback', 'pubrec'],
  pubrel: ['pubcomp'],
  subscribe: ['suback'],
  unsubscribe: ['unsuback'],
};

/** Causes that can follow directly from a changed packet. */
const AFTER_CHANGED_PACKET: ReadonlySet<EndCause['key']> = new Set([
  'malformed',
  'second-connect',
  'too-large',
  'beyond-limit',
  'after-packet',
  'after-qos2',
  'server-disconnect',
  'denied',
  'client-disconnect',
  'closed',
  'reset',
  'websocket',
]);
/** Causes that can follow from missing packets. */
const AFTER_MISSING_PACKET: ReadonlySet<EndCause['key']> = new Set([
  'keep-alive',
  'slow-packet',
  'after-packet',
  'after-qos2',
  'server-disconnect',
  'closed',
  'reset',
  'websocket',
]);

/**
 * Undefined if no fault is involved.
 * @param cause the apparent cause from the observed packets
 */
export function causeOnPurpose(
  cause: EndCause,
  watch: ConnectionWatch,
  end: TransportEnd,
  treatments: Treatments,
): EndCause | undefined {
  const treatment = isDeliberate(cause) ? undefined : decisive(cause, watch, end, treatments);
  if (treatment === undefined) return undefined;
  const { did, sender, type, packetId, rule, time } = treatment;
  const after = seconds(end.time - time);
  return { key: 'treated', args: { by: end.by, did, sender, type, packetId, rule, after } };
}

/** The device disconnected deliberately. */
const isDeliberate = (cause: EndCause): boolean =>
  cause.key === 'client-disconnect' && (cause.args.code === 0 || cause.args.code === 4);

function decisive(
  cause: EndCause,
  watch: ConnectionWatch,
  end: TransportEnd,
  treatments: Treatments,
): Treatment | undefined {
  if (treatments.silenced !== undefined) return treatments.silenced;
  const missing = (since: number, ...those: readonly (Treatment | undefined)[]) =>
    those.findLast(
      (one) => one !== undefined && one.time >= since && isMissing(one, treatments.lastForwarded),
    ) ?? blocking(since, treatments);
  if (cause.key === 'refused' || cause.key === 'no-connack') {
    return missing(EVER, treatments.of('client', 'connect'), treatments.of('server', 'connack'));
  }
  if (cause.key === 'no-pingresp') {
    const [asked, answer] = [
      treatments.of('client', 'pingreq'),
      treatments.of('server', 'pingresp'),
    ];
    return missing(watch.pinged ?? EVER, asked, answer);
  }
  if (cause.key === 'no-answer') {
    const { packetId } = cause.args;
    const asked = watch.awaited.get(packetId);
    if (asked === undefined) return undefined;
    const { type, time } = asked;
    const answers = ANSWERS[type].map((answer) => treatments.of('server', answer, packetId));
    return missing(time, treatments.of('client', type, packetId), ...answers);
  }
  return (
    (AFTER_CHANGED_PACKET.has(cause.key) ? changedBefore(end, treatments) : undefined) ??
    (AFTER_MISSING_PACKET.has(cause.key) && isOverdue(watch, end, treatments)
      ? withheld(treatments)
      : undefined)
  );
}

/** False for a delayed packet of the device if a later packet has been forwarded: then the delay is over. */
const isMissing = ({ did, sender, time }: Treatment, lastForwarded: number): boolean =>
  MISSING.has(did) && !(did === 'delayed' && sender === 'client' && lastForwarded > time);

/** A packet that waits in front of a packet of the device, with nothing forwarded since. */
const blocking = (then: number, treatments: Treatments): Treatment | undefined =>
  treatments.find(
    ({ sender, did, time }) =>
      sender === 'client' && WAITING.has(did) && time >= treatments.lastForwarded && time <= then,
  );

/** A withheld packet of the device, with nothing forwarded since. */
const withheld = (treatments: Treatments): Treatment | undefined =>
  treatments.find(
    ({ sender, did, time }) =>
      sender === 'client' && WITHHELD.has(did) && time >= treatments.lastForwarded,
  );

/** A changed packet that the ending side received immediately before. */
const changedBefore = ({ by, time: ended }: TransportEnd, treatments: Treatments) =>
  treatments.find(
    ({ sender, did, time }) => sender !== by && CHANGED.has(did) && ended - time < AT_ONCE,
  );

/**
 * True if the broker has received nothing for so long that the keep alive permits it to close the connection.
 */
const isOverdue = (
  { keepAlive, opened }: ConnectionWatch,
  { by, time }: TransportEnd,
  { lastForwarded }: Treatments,
): boolean =>
  by === 'server' &&
  keepAlive > 0 &&
  time - Math.max(lastForwarded, opened) >= keepAlive * 1000 * KEEP_ALIVE_FROM;
