import { expect, test, vi } from 'vitest';
import { select } from '../connection/selection.ts';
import { ladderOf, setLadder } from '../packet/ladderView.ts';
import { setView, viewOf } from '../view/tabView.ts';
import { openExchangeOf, toggleExchange } from './actions.ts';

// The window is wide.
vi.stubGlobal('matchMedia', () => ({ matches: false }));

test('toggles the ladder with and without the bytes', () => {
  setView('any', { panel: 'packets' });
  toggleExchange('any');
  expect(ladderOf('any').isWhole).toBe(true);
  toggleExchange('any');
  expect(ladderOf('any').isWhole).toBe(false);
});

test('a packet without an exchange has no ladder to toggle', () => {
  setLadder('any', { isThere: false });
  toggleExchange('any');
  expect(ladderOf('any').isWhole).toBe(false);
  setLadder('any', { isThere: true });
});

test('shows the ladder of a packet selected in another list', () => {
  setView('any', { panel: 'streams' });
  toggleExchange('any');
  expect(viewOf('any').panel).toBe('streams');
  select('any', { packet: 1 });
  toggleExchange('any');
  expect(viewOf('any').panel).toBe('packets');
  expect(ladderOf('any').isWhole).toBe(true);
  setLadder('any', { isWhole: false });
  openExchangeOf('any', 2);
  expect(ladderOf('any').isWhole).toBe(true);
});
