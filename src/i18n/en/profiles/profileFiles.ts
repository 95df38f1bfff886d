/** Texts of importing and exporting profiles. */
import { bytes } from '../../numbers.ts';
import { fileFacts, leftOutFacts, skipFacts } from '../facts/importFacts.ts';

const profiles = (count: number): string => (count === 1 ? '1 profile' : `${count} profiles`);

export const profileFiles = {
  import: 'Import profiles',
  importIntro: 'Reads connections of other programs, and files that were exported here:',
  sources: {
    explorer: 'MQTT Explorer: its file settings.json',
    explorerPlaces: [
      ['Windows', '%APPDATA%\\MQTT-Explorer\\settings.json'],
      ['macOS', '~/Library/Application Support/MQTT-Explorer/settings.json'],
      ['Linux', '~/.config/MQTT-Explorer/settings.json'],
    ],
    mqttx: 'MQTTX: an export as JSON, desktop or web, of one connection or all (backup)',
    own: 'mqttscope: an export of profiles, plain or encrypted',
  },
  choose: 'Choose file…',
  chooseOther: 'Choose another file…',
  file: 'File of profiles',
  from: {
    'mqtt-explorer': 'MQTT Explorer',
    mqttx: 'MQTTX',
    mqttscope: 'mqttscope',
  },
  found: (from: string, count: number): string => `${from}: ${profiles(count)}`,
  take: (name: string): string => `Import ${name}`,
  complete: 'Everything is imported.',
  notAlong: 'Not imported:',
  note: 'Note:',
  skipped: 'Cannot be imported:',
  unnamed: 'without a name',
  intoFolder: 'Into folder',
  folderKept: 'Empty: each profile keeps its own.',
  secrets: (count: number): string =>
    count === 1 ? 'Include 1 password or secret' : `Include ${count} passwords and secrets`,
  secretsHint: 'Kept encrypted in this browser, until you choose Forget.',
  secretsOff: 'Left out, to be entered when you connect.',
  passphraseNeeded: 'This file is encrypted.',
  passphrase: 'Passphrase',
  decrypt: 'Decrypt',
  importAction: (count: number): string => `Import ${profiles(count)}`,
  imported: (count: number): string => `Imported ${profiles(count)}`,
  failed: (reason: string): string => `The browser did not save them: ${reason}`,

  export: 'Export profiles',
  exportIntro: (count: number): string =>
    `Writes ${profiles(count)} to a file that can be imported elsewhere.`,
  how: 'Secrets',
  hows: { plain: 'Without secrets', encrypted: 'Encrypted, with secrets' },
  plainHint: 'A readable file. Passwords, device secrets and tokens in addresses are left out.',
  encryptedHint: (count: number): string =>
    `The whole file is encrypted with a passphrase. It contains the secrets that this browser remembers: ${
      count === 0 ? 'none at present' : `those of ${profiles(count)}`
    }.`,
  repeat: 'Repeat the passphrase',
  passphraseHint:
    'Anyone who has the file can try passphrases without limit: choose a long one. It cannot be recovered.',
  tooShort: (least: number): string =>
    `At least ${least} characters: shorter ones can be found by trying them all.`,
  differs: 'The two passphrases differ.',
  secretUnreadable: (name: string): string =>
    `The remembered secret of ${name} can no longer be decrypted. Open that profile, and choose Forget or enter the secret again.`,
  exportAction: 'Export',
  exported: (name: string, size: number): string => `Saved ${name}, ${bytes(size)}`,

  fileFacts,
  leftOutFacts,
  skipFacts,
};
