/** A plot on the page. */
import uPlot from 'uplot';
import { looksNow } from './looks.ts';
import { plotOptions } from './plotOptions.ts';
import type { PlotContent, PlotEvents, PlotPoint, PlotSetup } from './plotSetup.ts';

export class LivePlot {
  readonly #plot: uPlot;
  readonly #setup: PlotSetup;
  #content: PlotContent;

  constructor(
    box: HTMLElement,
    setup: PlotSetup,
    size: { readonly width: number; readonly height: number },
    content: PlotContent,
    events: PlotEvents,
  ) {
    this.#setup = setup;
    this.#content = content;
    const options = plotOptions(setup, size, looksNow(box), () => this.#content, events);
    this.#plot = new uPlot(options, dataOf(content), box);
  }

  show(content: PlotContent): void {
    this.#content = content;
    const { from: min, to: max } = content;
    this.#plot.batch(() => {
      this.#plot.setData(dataOf(content), false);
      this.#plot.setScale('x', { min, max });
    });
  }

  resize(width: number, height: number): void {
    if (this.#plot.width !== width || this.#plot.height !== height)
      this.#plot.setSize({ width, height });
  }

  /** Points at it, like the pointer does. */
  pointAt({ line, row }: PlotPoint): void {
    const time = this.#plot.data[0]?.[row];
    const value = this.#plot.data[line + 1]?.[row];
    if (time == null || value == null) return;
    const axis = this.#setup.lines[line]?.axis ?? 'left';
    const scale = this.#setup.names === undefined ? axis : 'states';
    const left = this.#plot.valToPos(time, 'x');
    this.#plot.setCursor({ left, top: this.#plot.valToPos(value, scale) });
  }

  leave(): void {
    this.#plot.setCursor({ left: -10, top: -10 });
  }

  end(): void {
    this.#plot.destroy();
  }
}

function dataOf({ rows }: PlotContent): uPlot.AlignedData {
  return [rows.times, ...rows.values];
}
