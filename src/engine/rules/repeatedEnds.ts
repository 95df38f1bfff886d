/** Rules on ends of connections that are alike: the same message, silence or request before each. */
import { clipped } from '../findings/report.ts';
import { wasTolerated } from './memory/alikeEnds.ts';
import { isSilenceNoReason } from './memory/equalDurations.ts';
import type { Rules } from './rule.ts';

/** Ends in a row that are no coincidence. */
const REPEATED = 2;
/** The same for durations, which agree by chance more often. */
const EQUAL = 3;
/** A message that is larger than all others by this factor is suspicious for its size. */
const BY_FAR = 4;
const MICROSECONDS = 1_000_000;

export const REPEATED_ENDS = {
  'same-message-before-ends': {
    severity: 'note',
    v4: '3.14',
    v5: '3.14',
    needs: ['client', 'server', 'beginning', 'end'],
    clientGone({ id, alikeEnds }, _memory, _end, report) {
      if (alikeEnds?.last.way !== 'message' || alikeEnds.times < REPEATED) return;
      const { last, times } = alikeEnds;
      const { topic, size, qos, largest } = last;
      const isLargest = largest > 0 && size >= largest * BY_FAR;
      // A client may want no more than one message, and QoS 0 has no acknowledgement that is missing.
      if (qos === 0 && !isLargest) return;
      const next = isLargest ? largest : 0;
      const named = topic === '' ? undefined : clipped(topic);
      const args = { client: clipped(id), times, topic: named, size, next };
      report({ key: 'ended-after-message', args });
    },
  },
  'same-silence-before-ends': {
    severity: 'note',
    v4: '3.1.2.10',
    v5: '3.1.2.10',
    needs: ['client', 'server', 'beginning', 'clock', 'end'],
    clientGone({ id, alikeEnds }, { keepAlive }, _end, report) {
      if (alikeEnds?.last.way !== 'silence' || alikeEnds.times < REPEATED) return;
      const { last, times } = alikeEnds;
      if (wasTolerated(alikeEnds, last.after)) return;
      const silence = last.after * MICROSECONDS;
      report({
        key: 'ended-after-silence',
        args: { client: clipped(id), times, silence, keepAlive },
      });
    },
  },
  'same-duration-before-ends': {
    severity: 'note',
    v4: '3.14',
    v5: '3.14',
    needs: ['client', 'server', 'beginning', 'clock', 'end'],
    clientGone({ id, equalDurations }, _memory, _end, report) {
      if (equalDurations === undefined || equalDurations.times < EQUAL) return;
      if (!isSilenceNoReason(equalDurations)) return;
      const { times, longest: lasted } = equalDurations;
      report({ key: 'ended-after-duration', args: { client: clipped(id), times, lasted } });
    },
  },
  'left-before-connack': {
    severity: 'note',
    v4: '3.1.4',
    v5: '3.1.4',
    needs: ['client', 'server', 'beginning', 'clock', 'end'],
    clientGone({ id, alikeEnds }, _memory, _end, report) {
      if (alikeEnds?.last.way !== 'early' || alikeEnds.times < REPEATED) return;
      const { last, times } = alikeEnds;
      const waited = last.waited * MICROSECONDS;
      report({ key: 'left-before-connack', args: { client: clipped(id), times, waited } });
    },
  },
  'same-request-before-ends': {
    severity: 'note',
    v4: '3.14',
    v5: '3.14',
    needs: ['client', 'server', 'beginning', 'end'],
    clientGone({ id, alikeEnds }, _memory, _end, report) {
      if (alikeEnds?.last.way !== 'request' || alikeEnds.times < REPEATED) return;
      const { last, times } = alikeEnds;
      const { type, topic } = last;
      const args = { client: clipped(id), times, type, topic: clipped(topic) };
      report({ key: 'ended-after-request', args });
    },
  },
} satisfies Rules;
