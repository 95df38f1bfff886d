/** Rule on clients that publish what they were just sent: a copy for each subscriber, or a loop (3.8.3.1). */
import { clipped } from '../findings/report.ts';
import type { Rules } from './rule.ts';

export const REPEATING = {
  'messages-repeated': {
    severity: 'note',
    v4: '4.5.0-1',
    v5: '3.8.3-3',
    needs: ['client', 'server'],
    repeated({ topic: name, clients: all, isLoop, times, period, delivery: other }, report) {
      const topic = clipped(name);
      const clients = all.map(({ client, stream }) => ({ client: clipped(client), stream }));
      const [first] = clients;
      if (first === undefined) return;
      if (isLoop) {
        report({ key: 'messages-go-round', args: { topic, clients, times, period } }, { other });
      } else report({ key: 'messages-repeated', args: { topic, ...first, times } }, { other });
    },
  },
} satisfies Rules;
