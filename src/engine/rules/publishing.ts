/** Rules on messages that violate announced limits (3.2.2.3, 3.3.2.3, 4.7). */
import { propertyValue } from '../../mqtt/tables/properties.ts';
import { clipped } from '../findings/report.ts';
import { limitAt, RECEIVERS } from './limits.ts';
import { isRedelivery, isRetained, qosOf } from './memory/publishFlags.ts';
import type { Rules } from './rule.ts';
import { innerTopic } from './sharing.ts';

export const PUBLISHING = {
  'qos-above-maximum': {
    severity: 'error',
    v5: '3.2.2-11',
    needs: ['client', 'server', 'beginning'],
    publish(_shape, packet, { maximumQos: maximum }, report) {
      const qos = qosOf(packet);
      if (packet.direction === 'in' || qos <= maximum) return;
      report({ key: 'qos-above-maximum', args: { qos, maximum } }, { other: limitAt(packet) });
    },
  },
  'retain-not-available': {
    severity: 'error',
    v5: '3.2.2-14',
    needs: ['client', 'server', 'beginning'],
    publish(_shape, packet, { isRetainAvailable }, report) {
      if (isRetainAvailable || packet.direction === 'in' || !isRetained(packet)) return;
      report({ key: 'retain-not-available', args: {} }, { other: limitAt(packet) });
    },
    delivery(name, { mayBeAsPublished }, _shape, packet, _session, report) {
      const { connack } = packet.stream;
      if (connack?.limits.retainAvailable !== false || mayBeAsPublished) return;
      if (!isRetained(packet)) return;
      const at = { other: connack.packet, statement: '3.2.2.3.5' };
      report({ key: 'retained-without-retaining', args: { topic: clipped(name) } }, at);
    },
  },
  'will-qos-above-maximum': {
    severity: 'error',
    v5: '3.2.2-12',
    needs: ['client', 'server', 'beginning'],
    accepted({ properties }, { packet: other }, { stream }, { notes }, report) {
      const qos = notes?.will?.qos;
      const maximum = propertyValue(properties, 'maximumQoS') ?? 2;
      if (stream.version !== 5 || qos === undefined || qos <= maximum) return;
      report({ key: 'will-qos-above-maximum', args: { qos, maximum } }, { other });
    },
  },
  'will-retain-not-available': {
    severity: 'error',
    v5: '3.2.2-13',
    needs: ['client', 'server', 'beginning'],
    accepted({ properties }, { packet: other }, { stream }, { notes }, report) {
      if (stream.version !== 5 || notes?.will?.retain !== true) return;
      if (propertyValue(properties, 'retainAvailable') !== 0) return;
      report({ key: 'will-retained', args: {} }, { other });
    },
  },
  'alias-above-maximum': {
    severity: 'error',
    v5: '3.3.2-9',
    needs: ['client', 'server', 'beginning'],
    publish({ topicAlias: alias }, packet, { aliasMaximum }, report) {
      const { direction } = packet;
      const maximum = aliasMaximum[direction];
      if (alias <= maximum) return;
      const args = { alias, receiver: RECEIVERS[direction], maximum };
      const statement = direction === 'in' ? '3.3.2-11' : undefined;
      report({ key: 'alias-above-maximum', args }, { other: limitAt(packet), statement });
    },
  },
  'packet-too-large': {
    severity: 'error',
    v5: '3.1.2-24',
    needs: ['client', 'server', 'beginning'],
    oversized(packet, { maximumPacketSize }, report) {
      const { direction, bytes } = packet;
      const maximum = maximumPacketSize[direction];
      const args = { size: bytes.length, receiver: RECEIVERS[direction], maximum };
      const statement = direction === 'out' ? '3.2.2-15' : undefined;
      report({ key: 'packet-too-large', args }, { other: limitAt(packet), statement });
    },
  },
  'message-expired': {
    severity: 'warn',
    v5: '3.3.2-5',
    needs: ['client'],
    message(name, { messageExpiry, payloadStart }, packet, watch, report) {
      if (messageExpiry === undefined && watch.isIdle) return;
      const { direction, bytes, number, time, stream } = packet;
      const topic = `${stream.server ?? ''} ${name}`;
      if (direction === 'out') {
        watch.published(topic, bytes.subarray(payloadStart), messageExpiry, number, time);
        if (messageExpiry === 0) report({ key: 'published-expired', args: {} });
      } else if (messageExpiry === 0) {
        report({ key: 'arrived-expired', args: {} });
      } else if (messageExpiry !== undefined && !isRedelivery(packet)) {
        // A server forwards the expiry, so a message without one is another message.
        const late = watch.delivered(topic, bytes.subarray(payloadStart), time);
        if (late === undefined) return;
        const { age, expiry, packet: other } = late;
        report({ key: 'arrived-late', args: { age, expiry } }, { other });
      }
    },
  },
  'leading-slash': {
    severity: 'note',
    v4: '4.7.1.1',
    v5: '4.7.1.1',
    needs: ['client'],
    topic(name, { direction, stream: { connect } }, hasLeadingSlash, report) {
      if (direction === 'in' || !name.startsWith('/')) return;
      if (hasLeadingSlash(name, connect?.owner ?? '')) return;
      report({ key: 'leading-slash', args: { topic: clipped(name) } });
    },
  },
  'dollar-topic': {
    severity: 'note',
    v4: '4.7.2-1',
    v5: '4.7.2-1',
    needs: ['client'],
    topic(name, { direction }, _hasLeadingSlash, report) {
      if (direction === 'in' || !name.startsWith('$') || innerTopic(name) !== undefined) return;
      report({ key: 'dollar-topic', args: { topic: clipped(name) } });
    },
  },
} satisfies Rules;
