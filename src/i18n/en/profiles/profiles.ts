/** Texts of saved connections: their list, settings, and stored secrets. */
import type { ProfileColour } from '../../../profiles/settings/settings.ts';

const colours: Readonly<Record<ProfileColour, string>> = {
  rose: 'Rose',
  amber: 'Amber',
  olive: 'Olive',
  teal: 'Teal',
  indigo: 'Indigo',
  grey: 'Grey',
};

export const profiles = {
  payloads: 'How payloads are read',
  payloadsCount: (rules: number, files: number): string =>
    rules === 0
      ? 'formats detected'
      : `${rules} ${rules === 1 ? 'rule' : 'rules'}, ${files} schema ${files === 1 ? 'file' : 'files'}`,
  payloadsEdit: 'Edit rules…',
  storageFull: 'its storage is full; delete profiles or messages that you do not need',
  saved: (name: string): string => `Saved ${name}, without secrets`,
  savedWithSecrets: (name: string): string => `Saved ${name}, with its secrets encrypted`,
  noneFound: 'No matching profiles.',
  rowTitle: 'Double-click to connect',
  delete: (name: string): string => `Delete profile ${name}`,
  deleted: (name: string): string => `Deleted ${name}`,
  menu: (name: string): string => `Actions for ${name}`,
  open: 'Edit',
  connect: 'Connect',
  duplicate: 'Duplicate',
  copyName: (name: string): string => `${name} (copy)`,
  duplicated: (name: string): string => `Saved ${name}`,
  moveUp: 'Move up',
  moveDown: 'Move down',
  moved: (name: string, place: number, count: number): string => `${name}: ${place} of ${count}`,
  moveTo: (folder: string): string => `Move to ${folder}`,
  moveToFolder: 'Move to a folder',
  moveOut: 'Move out of the folder',
  noFolder: 'No folder',
  folderCount: (name: string, count: number): string =>
    `${name}, ${count === 1 ? '1 profile' : `${count} profiles`}`,
  renameFolder: 'Rename folder',
  folderName: 'Name of the folder',
  readOnly: 'read-only',
  atStart: 'connects at start',
  secretsKept: 'secrets kept, encrypted',

  title: 'Appearance and profile',
  now: (profile: {
    readonly name: string;
    readonly folder: string;
    readonly colour: ProfileColour | undefined;
    readonly isReadOnly: boolean;
    readonly isAtStart: boolean;
  }): string =>
    [
      profile.name,
      profile.folder,
      profile.colour === undefined ? '' : colours[profile.colour].toLowerCase(),
      profile.isReadOnly ? 'read-only' : '',
      profile.isAtStart ? 'connects at start' : '',
    ]
      .filter((part) => part !== '')
      .join('; ') || 'no name, no colour',
  folder: 'Folder',
  folderHint: 'Empty: in no folder.',
  colour: 'Colour',
  noColour: 'No colour',
  colours,
  readOnlySwitch: 'Read-only',
  readOnlyHint:
    'Nothing is published on this connection: no messages, no cleared retained messages, no replay, no will. Subscriptions work as always. Takes effect at the next Connect.',
  atStartSwitch: 'Connect at start',
  atStartHint: 'Connects when the page opens, in one page of this browser at a time.',
  willOff: 'Read-only: this will is not sent to the broker.',

  remembered: 'Kept encrypted in this browser. Save profile saves changes.',
  rememberHint: 'When the profile is saved, it is kept encrypted in this browser.',
  forget: 'Forget',
  forgetLabel: 'Forget the remembered secret',
  forgotten: 'The secret is no longer kept',
  forgetAll: 'Forget all remembered secrets',
  allForgotten: 'The secrets are no longer kept',
  keptNow: 'The secret is kept, encrypted',
  insecure:
    'This page cannot keep secrets: browsers encrypt only in pages over HTTPS or on this machine (localhost).',
  refused: (reason: string): string =>
    `This browser does not keep secrets, perhaps because of a private window: ${reason}`,
  unreadable:
    'The remembered secret can no longer be decrypted, because the browser has lost its key. Enter it again.',
  startNeedsPassword:
    'Not connected at start: the password of this profile is not remembered. Enter it and choose Connect.',
  takenElsewhere: 'Not connected at start: another page of this browser has this connection open.',

  import: 'Import profiles…',
  export: 'Export profiles…',
};
