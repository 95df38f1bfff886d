/** Rule on topic names and topic filters that miss each other (4.7.3). */
import { clipped } from '../findings/report.ts';
import type { Rules } from './rule.ts';

export const NAMING = {
  'filter-misses-topic': {
    severity: 'note',
    v4: '4.7.3-4',
    v5: '4.7.3-4',
    needs: ['client', 'server', 'beginning', 'clock', 'absence'],
    unheard({ filter, topic, slip, published }, report) {
      if (slip === undefined) return;
      const args = { filter: clipped(filter), topic: clipped(topic), slip };
      report({ key: 'filter-misses-topic', args }, { other: published.packet });
    },
  },
} satisfies Rules;
