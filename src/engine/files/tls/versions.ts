/** Protocol versions of TLS, as ServerHello names them. */

export const TLS_1_2 = 0x0303;
export const TLS_1_3 = 0x0304;

const NAMES: ReadonlyMap<number, string> = new Map([
  [0x0300, 'SSL 3.0'],
  [0x0301, 'TLS 1.0'],
  [0x0302, 'TLS 1.1'],
  [TLS_1_2, 'TLS 1.2'],
  [TLS_1_3, 'TLS 1.3'],
]);

export const versionNamed = (version: number): string =>
  NAMES.get(version) ?? `TLS 0x${version.toString(16).padStart(4, '0')}`;
