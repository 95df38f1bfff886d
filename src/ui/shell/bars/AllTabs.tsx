import { ChevronDown } from 'lucide-react';
import { Menu, MenuButton, useFirstText } from '#kit';
import { stateText } from '../../pieces/marks/useStateText.ts';
import { activateConnection, type OpenConnection } from '../../session/connection/connections.ts';
import { tabNameAmong } from '../../session/tabName.ts';

/** A list of the connections' tabs, shown if they do not fit. */
export function AllTabs({ connections }: { connections: readonly OpenConnection[] }) {
  const t = useFirstText().shell;
  return (
    <span className="flex items-center">
      <MenuButton
        label={t.allConnections}
        icon={<ChevronDown size={14} aria-hidden />}
        menu={(place, onClose) => (
          <Menu
            label={t.allConnections}
            groups={[
              {
                label: t.connections,
                items: connections.map((one) => ({
                  id: one.id,
                  label: `${tabNameAmong(one, connections)} · ${stateText(one, t)}`,
                  run: () => activateConnection(one.id),
                })),
              },
            ]}
            place={place}
            onClose={onClose}
          />
        )}
      />
    </span>
  );
}
