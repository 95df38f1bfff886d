import { expect, test } from 'vitest';
import { streams } from './captures/streams.ts';
import { platformNotes } from './facts/platformNotes.ts';
import { packets } from './packets/packets.ts';
import { filter } from './shell/filter.ts';
import { shell } from './shell/shell.ts';
import { topics } from './topics/topics.ts';

test('a count of 1 uses the singular', () => {
  const sentences = [
    shell.counted.topics(1),
    shell.counted.messages(1),
    shell.counted.packets(1),
    shell.historyDiscarded(1),
    shell.ask.closeLoses(1),
    topics.messages(1, 1),
    topics.messages(0, 1),
    streams.packets(1, '2 B'),
    packets.clearDialog.text(1),
    packets.clearDialog.confirm(1),
    filter.shownText(1),
    platformNotes['device-name-length']({ length: 1 }),
  ];
  for (const sentence of sentences)
    expect(sentence).not.toMatch(/\b1 (?:topics|messages|packets|characters)/);
  expect(shell.counted.topics(2)).toBe('2 topics');
});
