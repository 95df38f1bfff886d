/** Prompts and progress, in English only. */

/** Parts that `npm start` builds. */
export const building = {
  web: 'building the app…',
  companion: 'building the companion…',
  failed: 'The build failed; see the reason above.',
};

export const passwd = {
  ask: 'Password: ',
  askAgain: 'Again: ',
  written: (name: string, path: string, isNew: boolean): string =>
    `User ${JSON.stringify(name)} is in ${path}${isNew ? '' : ' with a new password'}.`,
  deleted: (name: string, path: string): string =>
    `User ${JSON.stringify(name)} is no longer in ${path}.`,
};

export const progress = {
  reading: (name: string): string => `Reading ${name}`,
  standardInput: 'standard input',
  waiting: (pipe: string): string => `Waiting for a program that writes to the pipe ${pipe}`,
  far: (percent: number, total: string): string => `${percent} % of ${total}`,
};
