/** Writes the software bill of materials in CycloneDX 1.6. */
import { createHash } from 'node:crypto';
import type { Component } from './component.ts';

interface Program {
  readonly name: string;
  readonly version: string;
  readonly license: string;
  readonly description: string;
}

/** A component and the parts of the program that contain it. */
export interface Contained {
  readonly component: Component;
  readonly parts: readonly string[];
}

const purlOf = (name: string, version: string) =>
  `pkg:npm/${name.replace('@', '%40')}@${encodeURIComponent(version)}`;

function licensesOf(license: string): readonly object[] {
  return / (AND|OR) /.test(license) ? [{ expression: license }] : [{ license: { id: license } }];
}

function componentOf({ component, parts }: Contained): object {
  const { name, version, license, integrity } = component;
  const [group, plain] = name.startsWith('@') ? name.split('/') : [undefined, name];
  const purl = purlOf(name, version);
  return {
    type: 'library',
    'bom-ref': purl,
    ...(group !== undefined && { group }),
    name: plain,
    version,
    scope: 'required',
    hashes: [{ alg: 'SHA-512', content: sha512In(integrity, name) }],
    licenses: licensesOf(license),
    purl,
    properties: parts.map((part) => ({ name: 'mqttscope:part', value: part })),
  };
}

function sha512In(integrity: string, name: string): string {
  const [, base64] = /^sha512-(\S+)$/.exec(integrity) ?? [];
  if (base64 === undefined) throw new Error(`The lock file has no SHA-512 of ${name}.`);
  return Buffer.from(base64, 'base64').toString('hex');
}

/** Derives a UUID of version 8 (RFC 9562, section 5.8) from a text. Equal texts give equal UUIDs. */
function uuidOf(text: string): string {
  const bytes = createHash('sha256').update(text).digest().subarray(0, 16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x80, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

/** Parses SOURCE_DATE_EPOCH as seconds since 1970; undefined if it is empty. */
export function epochIn(value = ''): number | undefined {
  if (value === '') return undefined;
  // The largest value has a year of four digits.
  if (!/^\d+$/.test(value) || Number(value) > 253_402_300_799) {
    throw new Error(
      `SOURCE_DATE_EPOCH is ${JSON.stringify(value)}: give whole seconds since 1970.`,
    );
  }
  return Number(value);
}

/** @param epoch seconds since 1970, written as the timestamp; without it there is none */
export function sbomOf(program: Program, contained: readonly Contained[], epoch?: number): string {
  const { name, version, license, description } = program;
  const purl = purlOf(name, version);
  const content = {
    version: 1,
    metadata: {
      ...(epoch !== undefined && { timestamp: new Date(epoch * 1000).toISOString() }),
      component: {
        type: 'application',
        'bom-ref': purl,
        name,
        version,
        description,
        licenses: licensesOf(license),
        purl,
      },
    },
    components: contained.map(componentOf),
    dependencies: [
      {
        ref: purl,
        dependsOn: contained.map(({ component }) => purlOf(component.name, component.version)),
      },
    ],
  };
  const bom = {
    $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    serialNumber: `urn:uuid:${uuidOf(JSON.stringify(content))}`,
    ...content,
  };
  return `${JSON.stringify(bom, null, 2)}\n`;
}
