/** Copies a connection as a command line, without password and keys. */
import {
  type ConnectionCommand,
  connectionCommand,
} from '../../../profiles/copies/connectionCommands.ts';
import type { ConnectionSettings } from '../../../profiles/settings/settings.ts';
import { copyAndSay } from '../../kit/controls/copyText.ts';
import { texts } from '../../kit/language/useText.ts';
import type { MenuItem } from '../../kit/overlays/menuEntries.ts';

/** @param settings undefined: the form of the connection has errors */
export function connectionItem(
  command: ConnectionCommand,
  settings: ConnectionSettings | undefined,
): MenuItem {
  const { copies: t, detail } = texts();
  const item = { id: command, label: t.connectionAs(command) };
  if (settings === undefined) return { ...item, disabled: t.notValid, run: () => undefined };
  const made = connectionCommand(command, settings);
  if (!made.ok) return { ...item, disabled: t.refusal(made.why), run: () => undefined };
  const notes = made.notes.map(t.note);
  const said = t.notes([t.connectionCopied(command), ...notes]);
  return {
    ...item,
    ...(notes.length > 0 && { note: t.notes(notes) }),
    run: () => void copyAndSay(made.text(), said, detail.notCopied),
  };
}
