/** A rounded size for people: `312 MiB`. */
export function roundSize(bytes: number): string {
  if (bytes < 1024) {
    return `${bytes} B`;
  }
  const units = ['KiB', 'MiB', 'GiB'];
  let value = bytes;
  let unit = 'B';
  for (const next of units) {
    if (value < 1023.5) {
      break;
    }
    value /= 1024;
    unit = next;
  }
  return `${value < 9.95 && value % 1 !== 0 ? value.toFixed(1) : Math.round(value)} ${unit}`;
}
