/** Verifies that a profile from a file can be stored and read again, so that importing it loses nothing. */
import { secretsOf } from '../settings/profileSecrets.ts';
import {
  LONGEST_TEXT,
  NewerFormatError,
  StoredError,
  TooLongError,
} from '../stored/storedFields.ts';
import { profileRecord, readProfile } from '../stored/storedRecords.ts';
import { type ImportedProfile, nameOf, type ReadProfile, skipped } from './foreignProfile.ts';
import type { SkipFact } from './importFacts.ts';

export function storable(read: ImportedProfile): ReadProfile {
  const { profile } = read;
  try {
    readProfile(profileRecord(profile));
    // Certificates and keys have a separate limit.
    const { line: _line, ...secrets } = secretsOf(profile.settings);
    for (const [name, text] of Object.entries(secrets)) {
      if (text.length > LONGEST_TEXT) throw new TooLongError(name, LONGEST_TEXT);
    }
    return read;
  } catch (error) {
    return skipped(nameOf(new Map([['name', profile.name]])), whySkipped(error));
  }
}

export function whySkipped(error: unknown): SkipFact {
  if (error instanceof TooLongError) {
    return { key: 'too-long', args: { path: error.path, most: error.most } };
  }
  if (error instanceof NewerFormatError) return { key: 'newer', args: {} };
  const path = error instanceof StoredError ? error.path : '';
  return path === '' ? { key: 'not-a-profile', args: {} } : { key: 'damaged', args: { path } };
}
