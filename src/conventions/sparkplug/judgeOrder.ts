/** Rules for the order of an edge node's messages. */
import type { MessageArrival } from '../../engine/conventions/convention.ts';
import type {
  SparkplugMetric,
  SparkplugRead,
} from '../../payload/formats/sparkplug/sparkplugMessages.ts';
import { unknownMetric } from './causes.ts';
import type { SparkplugFindings } from './findings.ts';
import { calledBy } from './judgeMessage.ts';
import { bdSeqAfter, bdSeqOf, type Lane, type Said } from './lane.ts';
import { clipped, type Report } from './report.ts';
import type { NodeTopic } from './topics.ts';

/** @param lane the state before the message */
export function judgeOrder(
  topic: NodeTopic,
  read: SparkplugRead,
  lane: Lane,
  report: Report,
): void {
  const { type } = topic;
  if (type === 'NBIRTH') judgeNodeBirth(read, lane, report);
  else if (type === 'NDEATH') judgeNodeDeath(read, lane, report);
  if (type === 'NBIRTH' || type === 'DBIRTH') judgeAliases(topic, read, lane, report);
  if (type === 'NBIRTH' || type === 'NDEATH' || type === 'NCMD' || type === 'DCMD') return;
  judgePlace(topic, lane, report);
  const expected = lane.nextSeq;
  const found = Number(read.seq ?? -1n);
  if (expected !== undefined && found >= 0 && found < 256 && found !== expected) {
    report({ key: 'sparkplug-seq', args: { type, expected, found } }, { other: lane.seq?.packet });
  }
  if (type === 'NDATA' || type === 'DDATA') judgeData(topic, read, lane, report);
}

function judgeNodeBirth(read: SparkplugRead, lane: Lane, report: Report): void {
  judgeLateDeath(lane, report);
  const found = bdSeqOf(read);
  if (found === undefined) {
    const args = { type: 'NBIRTH', found: undefined, expected: undefined } as const;
    report({ key: 'sparkplug-bdseq', args });
    return;
  }
  const { willBdSeq, deathBdSeq, bdSeq, isAlive } = lane;
  if (willBdSeq !== undefined && willBdSeq.value !== found) {
    const args = {
      type: 'NBIRTH',
      found: String(found),
      expected: String(willBdSeq.value),
    } as const;
    const statement = 'tck-id-payloads-nbirth-bdseq-repeat';
    report({ key: 'sparkplug-bdseq', args }, { statement, other: willBdSeq.packet });
  }
  // A restarted edge node may begin with 0.
  const before = deathBdSeq ?? bdSeq;
  if (isAlive !== false || before === undefined || found === 0n) return;
  if (found === bdSeqAfter(before.value)) return;
  const args = { type: 'NBIRTH', before: String(before.value), found: String(found) } as const;
  report({ key: 'sparkplug-bdseq-increment', args }, { other: before.packet });
}

function judgeNodeDeath(read: SparkplugRead, lane: Lane, report: Report): void {
  const found = bdSeqOf(read);
  const { bdSeq, isAlive } = lane;
  const statement = 'tck-id-payloads-ndeath-bdseq';
  if (found === undefined) {
    const args = { type: 'NDEATH', found: undefined, expected: undefined } as const;
    report({ key: 'sparkplug-bdseq', args }, { statement });
    return;
  }
  if (isAlive !== true || bdSeq === undefined || bdSeq.value === found) return;
  if (lane.isLateDeath(read)) return;
  const args = { type: 'NDEATH', found: String(found), expected: String(bdSeq.value) } as const;
  report({ key: 'sparkplug-bdseq', args }, { statement, other: bdSeq.packet });
}

/** No message followed an NDEATH that seemed to belong to the session before, so it ended the current one. */
function judgeLateDeath({ lateBdSeq, bdSeq }: Lane, report: Report): void {
  if (lateBdSeq === undefined || bdSeq === undefined) return;
  const [found, expected] = [String(lateBdSeq.value), String(bdSeq.value)];
  const statement = 'tck-id-payloads-ndeath-bdseq';
  const other = lateBdSeq.packet;
  report(
    { key: 'sparkplug-bdseq', args: { type: 'NDEATH', found, expected } },
    { statement, other },
  );
}

/** An edge node and its devices share one set of aliases. */
function judgeAliases(
  { device }: NodeTopic,
  { metrics }: SparkplugRead,
  { births }: Lane,
  report: Report,
): void {
  const taken = new Map(device === undefined ? [] : births.aliasesBeside(device));
  for (const { alias, name } of metrics) {
    if (alias === undefined || name === undefined) continue;
    const other = taken.get(alias);
    if (other !== undefined) {
      const args = { alias: String(alias), metric: clipped(name), other: clipped(other) };
      report({ key: 'sparkplug-alias', args });
      return;
    }
    taken.set(alias, name);
  }
}

type Why = SparkplugFindings['sparkplug-before-birth']['why'];

/** Reported once for a node or device until its next BIRTH. */
function judgePlace({ type, device }: NodeTopic, lane: Lane, report: Report): void {
  const why = misplaced(type, device, lane);
  if (why === undefined || lane.isTold(`birth ${device ?? ''}`)) return;
  const ofData = `tck-id-payloads-${type.toLowerCase()}-order`;
  const statement =
    type === 'DBIRTH'
      ? 'tck-id-message-flow-device-birth-publish-nbirth-wait'
      : type === 'DDEATH'
        ? undefined
        : ofData;
  report({ key: 'sparkplug-before-birth', args: { type, why } }, { statement });
}

function misplaced(type: string, device: string | undefined, lane: Lane): Why | undefined {
  if (lane.isAlive === false) return 'after-death';
  if (lane.isAlive === undefined) return lane.isFromStart ? 'node' : undefined;
  if (device === undefined || type === 'DBIRTH') return undefined;
  const isThere = lane.devices.get(device);
  if (isThere === false) return 'device-death';
  return isThere === undefined ? 'device' : undefined;
}

function judgeData(
  { type, device }: NodeTopic,
  read: SparkplugRead,
  lane: Lane,
  report: Report,
): void {
  const typed = read.metrics.find(({ saysDatatype }) => saysDatatype);
  if (typed !== undefined && !lane.isTold(`datatype ${device ?? ''}`)) {
    report({ key: 'sparkplug-datatype-in-data', args: { type, metric: calledBy(typed) } });
  }
  const isBorn = device === undefined || lane.devices.get(device) === true;
  if (lane.isAlive !== true || !isBorn || !lane.births.has(device)) return;
  const unknown: SparkplugMetric | undefined = unknownMetric(read, lane.births, device);
  if (unknown === undefined) return;
  const metric = calledBy(unknown);
  if (lane.isTold(`metric ${device ?? ''} ${metric}`)) return;
  const statement = device === undefined ? undefined : 'tck-id-topics-dbirth-metric-reqs';
  report({ key: 'sparkplug-unknown-metric', args: { type, metric } }, { statement });
}

/** @param before the number in the will of the connection before; a restarted edge node may begin with 0 */
export function judgeNextWill(found: bigint, before: Said<bigint>, report: Report): void {
  if (found === bdSeqAfter(before.value) || (found === 0n && before.value !== 0n)) return;
  const args = { type: 'will', before: String(before.value), found: String(found) } as const;
  report({ key: 'sparkplug-bdseq-increment', args }, { other: before.packet });
}

/** An NBIRTH on a connection whose CONNECT had no NDEATH as its will. */
export function judgeWillOfBirth(
  { type }: NodeTopic,
  message: MessageArrival,
  lane: Lane,
  report: Report,
) {
  const isOwn = type === 'NBIRTH' && message.direction === 'out' && message.client !== '';
  if (!isOwn || lane.isFromStart || lane.isWillMissed) return;
  lane.isWillMissed = true;
  const statement = 'tck-id-message-flow-edge-node-birth-publish-will-message';
  report({ key: 'sparkplug-will', args: { type: 'NDEATH', why: 'none' } }, { statement });
}

/** A DISCONNECT that discards the will of an edge node, which hosts believe to be online. */
export function judgeDiscardedWill({ isAlive }: Lane, report: Report): void {
  if (isAlive !== true) return;
  const statement = 'tck-id-operational-behavior-edge-node-intentional-disconnect-ndeath';
  report({ key: 'sparkplug-will', args: { type: 'NDEATH', why: 'unsent' } }, { statement });
}

/** The will of an edge node, which is its NDEATH. */
export function judgeWill(message: MessageArrival, read: SparkplugRead, report: Report): void {
  const type = 'NDEATH';
  if (message.qos !== 1) report({ key: 'sparkplug-will', args: { type, why: 'qos' } });
  if (message.retain) {
    const statement = 'tck-id-payloads-ndeath-will-message-retain';
    report({ key: 'sparkplug-will', args: { type, why: 'retain' } }, { statement });
  }
  if (message.will?.keepsSession === true) {
    const statement = 'tck-id-principles-persistence-clean-session-311';
    report({ key: 'sparkplug-will', args: { type, why: 'session' } }, { statement });
  }
  if (bdSeqOf(read) !== undefined) return;
  const args = { type: 'will', found: undefined, expected: undefined } as const;
  const statement = 'tck-id-message-flow-edge-node-birth-publish-will-message-payload-bdSeq';
  report({ key: 'sparkplug-bdseq', args }, { statement });
}
