import { useCallback, useState } from 'react';
import { type MenuPlace } from '#kit';
import { TopicMenu } from './later.tsx';

interface OpenMenu {
  readonly path: string;
  readonly place: MenuPlace;
}

/** The menu of a topic: at the pointer, or below the row that has the keyboard. */
export function useTopicMenu(connectionId: string) {
  const [menu, setMenu] = useState<OpenMenu>();
  const close = useCallback(() => setMenu(undefined), []);
  return {
    open: (path: string, place: MenuPlace): void => setMenu({ path, place }),
    /** @param row null: it is not drawn */
    openBelow: (path: string, row: Element | null): void => {
      const { left, bottom, height } = (row ?? document.body).getBoundingClientRect();
      setMenu({ path, place: { x: left + 24, y: row ? bottom : 80, height } });
    },
    menu: menu && (
      <TopicMenu connectionId={connectionId} {...menu} withAll={false} onClose={close} />
    ),
  };
}
