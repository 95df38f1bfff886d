import { expect, test } from 'vitest';
import { select } from '../selection.ts';
import { viewOf } from '../tabView.ts';
import { toggleExchange } from './actions.ts';
import { handshakesOf, setHandshakes } from './state.ts';

test('what a packet leads to is in the list, whatever was searched for there before', () => {
  setHandshakes('any', { list: 'replies', show: 'refused', search: 'nowhere', part: 'latency' });
  select('any', { packet: 1 });
  toggleExchange('any');
  expect(viewOf('any').panel).toBe('handshakes');
  expect(handshakesOf('any')).toMatchObject({
    list: 'exchanges',
    show: 'all',
    search: '',
    part: 'steps',
  });
});
