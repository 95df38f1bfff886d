/** A WebDriver client (W3C), with the commands that the walkthrough needs. */
import { until } from '../kit/peers/processes.ts';

/** https://www.w3.org/TR/webdriver2/#endpoints; elements are ids. */
export interface Commands {
  readonly resize: { readonly width: number; readonly height: number };
  readonly navigate: { readonly url: string };
  readonly findElements: { readonly xpath: string };
  readonly click: { readonly id: string };
  readonly clear: { readonly id: string };
  readonly sendKeys: { readonly id: string; readonly text: string };
  readonly execute: { readonly script: string; readonly args: readonly unknown[] };
}

export interface Engine {
  /** Name and version reported by the browser. */
  readonly name: string;
  /** Returns the `value` of the response; rejects with the browser's error. */
  readonly command: <K extends keyof Commands>(
    name: K,
    parameters: Commands[K],
  ) => Promise<unknown>;
  /** Folder of its downloads. */
  readonly downloads: string;
  readonly end: () => Promise<void>;
}

/** Key of an element's id in WebDriver. */
const ELEMENT = 'element-6066-11e4-a52e-4f735466cecf';

/** XPath 1.0 has no escapes; no name here has both quotes. */
const quoted = (text: string) => (text.includes("'") ? `"${text}"` : `'${text}'`);

/** An element by tag, and by label or text. */
export function named(tag: string, name: string): string {
  const text = quoted(name);
  const label = `//label[normalize-space(.)=${text}]`;
  return `//${tag}[@aria-label=${text} or descendant::text()[normalize-space(.)=${text}] or @id=${label}/@for or ancestor::label[normalize-space(.)=${text}] or @aria-labelledby=//*[normalize-space(.)=${text}]/@id]`;
}

/** A user at a browser: each action waits until it is possible, and names the missing element on failure. */
export class Visitor {
  readonly engine: Engine;

  constructor(engine: Engine) {
    this.engine = engine;
  }

  async open(url: string): Promise<void> {
    await this.engine.command('resize', { width: 1440, height: 900 });
    await this.engine.command('navigate', { url });
  }

  async #ids(xpath: string): Promise<string[]> {
    const found = await this.engine.command('findElements', { xpath });
    if (!Array.isArray(found)) return [];
    return found.flatMap((each: unknown) => {
      const id: unknown =
        typeof each === 'object' && each !== null && ELEMENT in each ? each[ELEMENT] : undefined;
      return typeof id === 'string' ? [id] : [];
    });
  }

  /** Tries each matching element until the action succeeds. */
  async #act(xpath: string, act: (id: string) => Promise<unknown>): Promise<void> {
    let last = 'there is none';
    const tried = async () => {
      for (const id of await this.#ids(xpath)) {
        try {
          await act(id);
          return true;
        } catch (error) {
          last = String(error);
        }
      }
      return false;
    };
    try {
      await until(tried, xpath);
    } catch (error) {
      throw new Error(`${this.engine.name}: ${xpath} could not be used: ${last}`, { cause: error });
    }
  }

  /** Waits until it is enabled: WebDriver clicks disabled elements without an error and without an effect. */
  async click(xpath: string): Promise<void> {
    await this.#act(`(${xpath})[not(@disabled)]`, (id) => this.engine.command('click', { id }));
  }

  /** For elements that may move while they are pressed, such as rows: repeats until the text appears. */
  async clickUntil(xpath: string, shown: string, text: RegExp): Promise<void> {
    let last: unknown;
    const pressed = async () => {
      await this.click(xpath);
      try {
        return await this.#shows(shown, text, 3000);
      } catch (error) {
        last = error;
        return false;
      }
    };
    try {
      await until(pressed, xpath);
    } catch (error) {
      throw new Error(String(error), { cause: last ?? error });
    }
  }

  async fill(xpath: string, text: string): Promise<void> {
    await this.#act(xpath, async (id) => {
      await this.engine.command('clear', { id });
      await this.engine.command('sendKeys', { id, text });
    });
  }

  /** Sets the file of a hidden input. */
  async choose(xpath: string, file: string): Promise<void> {
    await this.#act(xpath, (id) => this.engine.command('sendKeys', { id, text: file }));
  }

  /** Evaluates an expression in the page. */
  evaluate(expression: string): Promise<unknown> {
    return this.engine.command('execute', { script: `return (${expression});`, args: [] });
  }

  /** Waits for a matching text in the page. */
  async see(xpath: string, text: RegExp): Promise<void> {
    await this.#shows(xpath, text);
  }

  /** @param within ms; by default the timeout of all tests */
  async #shows(xpath: string, text: RegExp, within?: number): Promise<true> {
    const expression = `(() => { const found = document.evaluate(${JSON.stringify(xpath)}, document, null, 7, null); return Array.from({ length: found.snapshotLength }, (_, at) => found.snapshotItem(at).textContent); })()`;
    let last: unknown;
    const seen = async () => {
      last = await this.evaluate(expression);
      return (
        Array.isArray(last) &&
        last.some((each: unknown) => typeof each === 'string' && text.test(each))
      );
    };
    try {
      await until(seen, xpath, within);
      return true;
    } catch {
      const page = await this.evaluate('document.body.innerText');
      throw new Error(
        `${this.engine.name}: ${xpath} did not show ${String(text)}, but ${JSON.stringify(last)}; the page shows ${JSON.stringify(page)}`,
      );
    }
  }
}
