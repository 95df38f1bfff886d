/** Texts of the list of recently used items. */
import { counted } from '../../numbers.ts';

export const recent = {
  title: 'Recent',
  file: 'file',
  unknownBroker: 'unknown broker',
  packets: (count: number): string => counted(count, 'packet', 'packets'),
  ago: {
    now: 'just now',
    minutes: (count: number): string => `${count} min ago`,
    hours: (count: number): string => `${count} h ago`,
    yesterday: 'yesterday',
  },
  lastConnected: (ago: string): string => `last connected ${ago}`,
  clear: 'Clear list',
  clearedAll: 'Cleared the list of recent connections and files',
  remove: (name: string): string => `Remove ${name} from the list`,
  removed: (name: string): string => `Removed ${name} from the list`,
  openTitle: 'Opens the form; double-click to connect',
  fileTitle: 'Lets you choose the file again',
  connect: (name: string): string => `Connect to ${name}`,
};
