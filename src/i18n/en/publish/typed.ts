/** Findings in a draft, address, typed payload or deep link. */
import type { PlatformNote } from '../../../alibaba/platformNotes.ts';
import type { BytesErrors } from '../../../base/hex.ts';
import { type Localizable, say } from '../../../base/message.ts';
import type { JsonErrors } from '../../../payload/tree/jsonErrors.ts';
import type { AddressNote } from '../../../profiles/addresses/addressNotes.ts';
import { grouped } from '../../numbers.ts';
import { addressNotes } from '../facts/addressNotes.ts';
import { bytesErrors, jsonErrors } from '../facts/payloadErrors.ts';
import { platformNotes } from '../facts/platformNotes.ts';

export const typed = {
  platformNote: (note: PlatformNote): string => say(platformNotes, note),
  addressNote: (note: AddressNote): string => say(addressNotes, note),
  bytesError: (error: Localizable<BytesErrors>): string => say(bytesErrors, error),
  jsonError: (error: Localizable<JsonErrors>): string => say(jsonErrors, error),
};

export const draftErrors = {
  filter: (filter: string, wrong: string): string => `${filter}: ${wrong}`,
  noUrl: 'Enter the address of the broker.',
  leftOut: 'A secret was left out at “…”, because secrets are not stored. Enter it again.',
  needed: 'Required to sign in.',
  number: (max: number): string => `A whole number from 0 to ${max}.`,
  tooLong: 'At most 65535 bytes.',
  hex: 'Pairs of hex digits, e.g. 01 a0 ff.',
  clientIdNeeded: 'Required: the client ID cannot be empty here.',
  clientIdForSession:
    'A session that is kept needs a client ID. Enter one, or turn Clean session on.',
  userNameForPassword: 'Before MQTT 5, a password needs a user name.',
  authUrl: 'An http:// or https:// address, or a path on the server of this page.',
  timestamp: 'Milliseconds since 1970, digits only.',
};

export const linkNotes = {
  secret: (name: string): string =>
    `The link contains “${name}”. Secrets do not belong in addresses, so it was ignored. Enter it here, and assume that others know it.`,
  leftOut:
    'A part of the link’s address looks like a secret (a token, a password). Secrets do not belong in links, so it was left out. Enter it here in place of “…”, and assume that others know it.',
  value: (name: string, value: string): string =>
    `The link’s ${name}=${value} is not a valid value of ${name} and was ignored.`,
  unknown: (name: string): string => `The link’s “${name}” is unknown and was ignored.`,
  tooManyFilters: (most: number): string =>
    `The link has more than ${grouped(most)} topic filters; the others were ignored. Use a filter with wildcards.`,
  notValid:
    'The link asks to connect immediately, but something in it is not valid. Choose Connect to see what.',
  notAtOnce:
    'The link asks to connect immediately. This is done only for the page’s own broker. Check the address, then choose Connect.',
};

export const addresses = {
  tryThese: 'Addresses of the same broker that a browser can open:',
  /** The usual service at such an address: names of brokers, or `behind a web server`. */
  usualAt: (broker: string): string => broker,
  use: (url: string): string => `Use ${url}`,
};
