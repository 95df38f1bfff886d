/** Errors in a devices file. They contain nothing of the file's content. */
import type { Localizable, NoArgs } from '../base/message.ts';
import type { TextPlace } from '../base/textPlace.ts';
import type { JsonErrors } from '../payload/tree/jsonErrors.ts';
import type { TslFaults } from './alink/tslFaults.ts';

/** Requirements for a setting of the platform. */
export interface SettingFaults {
  readonly unknown: NoArgs;
  readonly 'one-of': { readonly values: readonly (string | number | boolean)[] };
  readonly range: {
    readonly least: number;
    readonly most: number;
    readonly unit: string | undefined;
  };
}

/** Objects whose members are read. */
export type FilePart = 'file' | 'device' | 'product' | 'topic' | 'settings';

export interface DevicesFileFaults {
  readonly 'not-json': { readonly what: Localizable<JsonErrors> };
  readonly 'neither-list-nor-object': NoArgs;
  readonly 'not-object': { readonly what: Exclude<FilePart, 'file'> | 'model' };
  readonly 'not-list': { readonly name: string };
  readonly 'not-allowed': { readonly part: FilePart; readonly allowed: readonly string[] };
  /** `name` is undefined for an unknown key. */
  readonly 'given-twice': { readonly part: FilePart; readonly name: string | undefined };
  readonly missing: { readonly part: FilePart; readonly name: string };
  readonly 'not-text': { readonly name: string };
  readonly 'empty-text': { readonly name: string };
  /** White space, and separators of user names and topics. */
  readonly 'not-a-name': { readonly name: string };
  readonly 'not-a-truth': { readonly name: string };
  readonly 'two-models': NoArgs;
  readonly 'too-many-topics': { readonly most: number };
  readonly 'not-an-operation': NoArgs;
  readonly 'class-beginning': NoArgs;
  readonly 'class-empty-level': NoArgs;
  readonly 'class-wildcard': NoArgs;
  readonly 'class-hash': NoArgs;
  readonly 'class-level': NoArgs;
  readonly 'no-model': { readonly why: Localizable<TslFaults> };
  readonly 'not-a-setting': NoArgs;
  readonly setting: { readonly why: Localizable<SettingFaults> };
  readonly repeated: { readonly what: 'device' | 'product'; readonly line: number };
}

/** `place` is undefined if the file is not UTF-8. */
export type DevicesFileFault =
  | { readonly place: TextPlace; readonly why: Localizable<DevicesFileFaults> }
  | { readonly place: undefined };
