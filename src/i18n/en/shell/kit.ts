/** Texts of the UI primitives. */
import { grouped } from '../../numbers.ts';

/** Addresses keep their case. */
const inSentence = (what: string): string => what.charAt(0).toLowerCase() + what.slice(1);

export const kit = {
  /** Separates the parts of a line. */
  colon: ': ',
  comma: ', ',
  /** Separates names in a list. */
  listed: ', ',
  stop: '.',
  /** Between two sentences, and after a colon at the end of a text. */
  gap: ' ',
  bracketed: (text: string): string => ` (${text})`,
  in: 'in',
  out: 'out',
  show: (what: string): string => `Show ${what.toLowerCase()}`,
  hide: (what: string): string => `Hide ${what.toLowerCase()}`,
  close: 'Close',
  dismiss: 'Dismiss',
  copy: (what: string): string => `Copy ${inSentence(what)}`,
  copied: (what: string): string => `Copied: ${inSentence(what)}`,
  notCopied: 'The browser did not allow copying.',
  /** A pasted text would freeze the page, so the field stays as it was. */
  tooLong: (most: number): string =>
    `Not pasted: this field holds at most ${grouped(most)} characters.`,
  tooManyLines: (most: number): string =>
    `Not pasted: this field holds at most ${grouped(most)} lines.`,
  notDrawn: (length: number): string =>
    `A text of ${grouped(length)} characters is not shown here, because drawing it would freeze the page.`,
  tooSlow:
    'Not pasted: the text has too many characters that the browser draws slowly, such as right-to-left, combining, control and unknown characters.',
  /** A part of the app is loaded on first use. */
  loading: 'Loading…',
  notLoaded: {
    title: 'This part could not be loaded',
    /** Shown instead of the part. */
    here: 'Could not be loaded.',
    text: 'There may be a new version: reload the page to get it. Reloading ends the capture, so save what you need first. If the network was down, try again.',
    saveText:
      'The capture is still here. Leave this page open and try again once its server can be reached: reloading ends the capture.',
    outdated:
      'This tab runs an older version of mqttscope, whose files are gone from the server. Reload the page to use the new version. Reloading ends the capture.',
    reload: 'Reload',
    again: 'Try again',
  },
  /** An exception stopped a part of the page. */
  failed: {
    title: (name: string | undefined): string => `${name ?? 'This part'} can't be shown`,
    text: 'An error in mqttscope stopped this part. Connections, captures, drafts and everything else continue.',
    again: (name: string | undefined): string => `${name ?? 'This part'} failed again`,
    row: "This row can't be shown",
    statusBar: 'The status bar',
    topBar: 'The top bar',
    notices: 'A notice',
    list: 'The list',
    detail: 'The details',
    dialog: 'The dialog',
    tour: 'The tour',
    subscriptions: 'The list of subscriptions',
    tabs: 'The tabs',
    viewTabs: 'The list of views',
    tab: 'This tab',
    copy: 'Copy details',
    copied: 'Details copied',
    copyNote:
      'Details contain the program version, the kind of error, its place in the code and your browser, but no topics, payloads, addresses, names or passwords.',
    /** An exception outside of all parts. */
    uncaught: 'Internal error in mqttscope',
    times: (count: number): string => `${count} times`,
    more: (count: number): string => (count === 1 ? '1 more error' : `${count} more errors`),
    uncaughtText:
      "The last action may be incomplete; everything else continues. If something doesn't respond, save your captures and reload the page.",
    app: "mqttscope can't be shown",
    appText:
      'An error stopped the page. Connections and captures continue in the background. Try again; if that fails, save your captures before you reload the page.',
    save: (name: string): string => `Save capture: ${name}`,
  },
};
