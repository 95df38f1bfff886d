import { expect, test, vi } from 'vitest';
import { forgetConnection, perConnection } from './perConnection.ts';

test('keeps the changes of each connection, and forgets only the closed one’s', () => {
  const places = perConnection({ search: '', part: 'clients' });
  const notes = perConnection<string | undefined>(undefined);
  const told = vi.fn<() => void>();
  const stop = places.listen(told);
  places.change('one', { search: 'a' });
  places.change('one', { part: 'sys' });
  places.change('two', { search: 'b' });
  notes.set('one', 'a secret');
  expect(places.of('one')).toEqual({ search: 'a', part: 'sys' });
  expect(places.of('three')).toEqual({ search: '', part: 'clients' });
  expect(told).toHaveBeenCalledTimes(3);

  forgetConnection('one');
  expect(Object.keys(places.all())).toEqual(['two']);
  expect(places.of('one')).toEqual({ search: '', part: 'clients' });
  expect(notes.of('one')).toBeUndefined();
  stop();
});

test('notifies nobody if nothing was forgotten', () => {
  const places = perConnection(0);
  const told = vi.fn<() => void>();
  places.listen(told);
  forgetConnection('nobody');
  expect(told).not.toHaveBeenCalled();
});
