/** Locates the third-party clients: `MQTTSCOPE_CORPUS` names the folder (see the README). */
import path from 'node:path';

export function clientFile(name: string): string {
  return path.join(import.meta.dirname, 'clients', name);
}

/** Path of a prepared program or folder. */
export function prepared(name: string): string {
  const folder = process.env['MQTTSCOPE_CORPUS'];
  if (folder === undefined) {
    throw new Error('MQTTSCOPE_CORPUS has to name the folder that e2e/corpus/README.md prepares.');
  }
  return path.join(folder, name);
}

export function nodePackage(name: string): string {
  return prepared(path.join('node_modules', name));
}
