/** Texts for a worker that does not respond, and for one that was terminated. */
const pageWorkers: Readonly<Record<'broker' | 'reading', string>> = {
  broker: 'The broker in this tab does not answer',
  reading: 'Reading a payload is taking very long',
};

export const silence = {
  title: (name: string): string => `${name} does not answer`,
  pageWorkers,
  since: (time: string, seconds: number): string =>
    `No answer since ${time}, for ${seconds === 1 ? '1 second' : `${seconds} seconds`}.`,
  hint: 'It is busy or stuck. Nothing new is shown until it answers; what is on screen can still be read and copied. If you end it, packets that are only in memory are lost.',
  pageHint: {
    broker: 'If you end it, its connections close. The next connection starts a new broker.',
    reading: 'If you end it, the payload is shown without its values.',
  },
  keepWaiting: 'Keep waiting',
  end: 'End it',
  ended: (name: string): string => `${name} was ended`,
  endedText: (time: string): string =>
    `It had not answered since ${time}. What you see is all that the page still has: it can be read and copied, other packets cannot be shown.`,
  connectAgain: 'Connect again',
  openAgain: 'Open the file again',
};
