/**
 * Our own files: profiles without secrets as plain JSON, or with secrets, encrypted with a passphrase.
 * docs/profiles.md describes the format. A profile in a file equals the stored record, so files of older
 * versions are read like stored profiles.
 */

import { MOST_ANSWERS } from '../settings/answerRule.ts';
import { newId } from '../settings/ids.ts';
import type { ProfileSecrets } from '../settings/profileSecrets.ts';
import type { Profile } from '../settings/settings.ts';
import { answerRulesIn, disabledRules } from '../stored/answerRules.ts';
import { lineOfText } from '../stored/storedLine.ts';
import { profileRecord, readProfile } from '../stored/storedRecords.ts';
import { decrypted, encrypted, isEncrypted, UnknownEncryption } from './encrypted.ts';
import { foreign, textIn, wholeIn } from './foreign.ts';
import { nameOf, type ReadProfile, skipped } from './foreignProfile.ts';
import type { FileFact, LeftOutFact } from './importFacts.ts';
import { plain, revived } from './plainJson.ts';
import { whySkipped } from './storable.ts';

const FORMAT = 'mqttscope profiles';
const VERSION = 1;

export interface ExportedProfile {
  readonly profile: Profile;
  readonly secrets?: ProfileSecrets | undefined;
}

const textOf = (body: object): string =>
  `${JSON.stringify({ format: FORMAT, version: VERSION, ...body }, undefined, 2)}\n`;

/** Writes only the fields that `profileRecord` keeps. */
export function plainFile(profiles: readonly Profile[]): string {
  return textOf({ profiles: profiles.map((profile) => plain(profileRecord(profile))) });
}

export async function encryptedFile(
  profiles: readonly ExportedProfile[],
  passphrase: string,
): Promise<string> {
  const records = profiles.map(({ profile, secrets = {} }) =>
    plain({ ...profileRecord(profile), secrets }),
  );
  return textOf({ encrypted: await encrypted(JSON.stringify({ profiles: records }), passphrase) });
}

export type OwnFile =
  | { readonly kind: 'profiles'; readonly profiles: readonly ReadProfile[] }
  | {
      readonly kind: 'encrypted';
      /** Returns the profiles, or the reason why there are none. */
      readonly open: (passphrase: string) => Promise<readonly ReadProfile[] | FileFact>;
    }
  | { readonly kind: 'unreadable'; readonly why: FileFact };

/** undefined for another file. */
export function readOwnFile(value: unknown): OwnFile | undefined {
  const fields = foreign(value);
  if (textIn(fields, 'format') !== FORMAT) return undefined;
  const version = wholeIn(fields, 'version', 1, 1_000_000) ?? 0;
  if (version > VERSION) return unreadable({ key: 'newer-version', args: { version } });
  const sealed = fields?.get('encrypted');
  if (sealed === undefined) {
    const profiles = readAll(fields?.get('profiles'));
    return profiles === undefined ? unreadable(DAMAGED) : { kind: 'profiles', profiles };
  }
  if (!isEncrypted(sealed)) return unreadable({ key: 'unknown-encryption', args: {} });
  return {
    kind: 'encrypted',
    open: async (passphrase) => {
      try {
        const inner: unknown = JSON.parse(await decrypted(sealed, passphrase));
        return readAll(foreign(inner)?.get('profiles')) ?? DAMAGED;
      } catch (error) {
        const key = error instanceof UnknownEncryption ? 'unknown-encryption' : 'wrong-passphrase';
        return { key, args: {} };
      }
    },
  };
}

const DAMAGED: FileFact = { key: 'damaged', args: { path: 'profiles' } };

const unreadable = (why: FileFact): OwnFile => ({ kind: 'unreadable', why });

function readAll(value: unknown): readonly ReadProfile[] | undefined {
  return Array.isArray(value) ? value.map((one: unknown) => readOne(one)) : undefined;
}

function readOne(value: unknown): ReadProfile {
  const name = nameOf(foreign(value));
  try {
    const read = readProfile(revived(value));
    const profile = withoutActing(read);
    return {
      profile: { ...withGiven(profile, value), id: newId() },
      leftOut: [...damagedIn(read), ...actingIn(read)],
    };
  } catch (error) {
    return skipped(name, whySkipped(error));
  }
}

/** A file never connects or publishes without a click: the user enables that. */
function withoutActing({ connectAtStart: _off, ...profile }: Profile): Profile {
  const { settings } = profile;
  if (settings.answers === undefined) return profile;
  return { ...profile, settings: { ...settings, answers: disabledRules(settings.answers) } };
}

function actingIn({ connectAtStart, settings }: Profile): readonly LeftOutFact[] {
  const count = answerRulesIn(settings.answers).filter(({ isOn }) => isOn).length;
  return [
    ...(connectAtStart === true ? [{ key: 'connect-at-start', args: {} } as const] : []),
    ...(count > 0 ? [{ key: 'auto-replies', args: { count } } as const] : []),
  ];
}

/** Auto-replies that cannot be read; the rest of the profile can be used. */
function damagedIn({ settings: { answers } }: Profile): readonly LeftOutFact[] {
  if (answers === undefined || answers === null) return [];
  const names = Array.isArray(answers)
    ? answers.flatMap((one: unknown, at) =>
        answerRulesIn([one]).length === 0 || at >= MOST_ANSWERS.rules ? `answers[${at}]` : [],
      )
    : ['answers'];
  return names.length === 0 ? [] : [{ key: 'odd-values', args: { names } }];
}

/** Adds the secrets of an encrypted file. */
function withGiven(profile: Profile, value: unknown): Profile {
  const given = foreign(foreign(value)?.get('secrets'));
  if (given === undefined) return profile;
  const { settings } = profile;
  const { signIn } = settings;
  return {
    ...profile,
    settings: {
      ...settings,
      url: textIn(given, 'url') || settings.url,
      ...(textIn(given, 'line') !== '' && { line: lineOfText(textIn(given, 'line')) }),
      signIn:
        signIn.kind === 'password'
          ? {
              ...signIn,
              userName: textIn(given, 'userName') || signIn.userName,
              password: textIn(given, 'password'),
            }
          : {
              ...signIn,
              deviceSecret: textIn(given, 'deviceSecret'),
              authUrl: textIn(given, 'authUrl') || signIn.authUrl,
            },
    },
  };
}
