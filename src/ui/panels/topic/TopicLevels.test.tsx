import { useState } from 'react';
import { afterEach, expect, test, vi } from 'vitest';
import { named } from '../../kit/page/page.testkit.ts';
import { type Shown, show } from '../../kit/rows/liveCapture.testkit.ts';
import { TopicLevels } from './TopicLevels.tsx';

/** Reports the size once, as a browser does before it paints. */
class OneSize implements ResizeObserver {
  readonly #told: () => void;

  constructor(told: ResizeObserverCallback) {
    this.#told = () => told([], this);
  }

  observe(): void {
    queueMicrotask(this.#told);
  }
  unobserve(): void {}
  disconnect(): void {}
}

let shown: Shown;
afterEach(async () => {
  await shown.end();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

/** Characters that have room in the title. */
function room(characters: number): void {
  vi.spyOn(Element.prototype, 'clientWidth', 'get').mockReturnValue(characters);
  vi.spyOn(Element.prototype, 'scrollWidth', 'get').mockImplementation(function length(
    this: Element,
  ) {
    return this.textContent?.length ?? 0;
  });
}

const NAME = 'plant/hall/oven/zone-2';

function Title({ connectionId }: { connectionId: string }) {
  const [name, setName] = useState('plant');
  return (
    <>
      <button type="button" onClick={() => setName(NAME)}>
        Longer
      </button>
      <TopicLevels connectionId={connectionId} name={name} />
    </>
  );
}

const title = () => shown.box.querySelector('h2');

async function showLong(): Promise<void> {
  shown = await show(Title, () => undefined);
  vi.stubGlobal('ResizeObserver', OneSize);
  await shown.until(() => title() !== null);
  await shown.click(named(shown.box, 'button', 'Longer'));
}

test.each([
  [40, 'plant / hall / oven / zone-2'],
  [25, '… / hall / oven / zone-2'],
  [3, '… / zone-2'],
])(
  'a title with room for %i characters loses whole levels at its start, never the last one',
  async (characters, expected) => {
    room(characters);
    await showLong();
    await shown.until(() => title()?.textContent === expected);
    expect(title()?.getAttribute('title')).toBe(NAME);
  },
);
