import { Fragment, type RefObject, useLayoutEffect, useRef, useState } from 'react';
import { useText, useWidth } from '#kit';
import { visibleLevel, visibleName } from '../../../base/visibleText.ts';
import { levelName } from '../../pieces/marks/levelName.ts';
import { select } from '../../session/connection/selection.ts';

const TITLE_LENGTH = 1024;
/** Drawn characters of a level, and drawn levels from the end. */
const LEVEL_SHOWN = 128;
const LEVELS_SHOWN = 24;

interface TopicLevelsProps {
  readonly connectionId: string;
  readonly name: string;
}

/** Title of a topic: its levels, the last one strong. Those that do not fit are missing at the start. */
export function TopicLevels({ connectionId, name }: TopicLevelsProps) {
  const levels = name.split('/');
  const most = Math.max(0, levels.length - LEVELS_SHOWN);
  const [width, measure] = useWidth();
  const line = useRef<HTMLElement>(null);
  const before = useLeftOut(line, most, levels.length - 1, `${width} ${name}`);
  return (
    <h2
      ref={measure}
      className="min-w-40 flex-1 text-lg text-fg-2"
      title={visibleName(name.slice(0, TITLE_LENGTH))}
    >
      <bdi ref={line} dir="ltr" className="block truncate">
        {before > 0 && <span className="text-fg-3">… / </span>}
        {levels.slice(before).map((level, at) => {
          const depth = before + at + 1;
          const isLast = depth === levels.length;
          return (
            // Levels have no identity but their place.
            <Fragment key={depth}>
              {at > 0 && <span className="text-fg-3"> / </span>}
              {isLast ? (
                <span data-level className="font-semibold text-fg">
                  <LevelText level={level} name={name} />
                </span>
              ) : (
                <LevelButton
                  connectionId={connectionId}
                  path={levels.slice(0, depth).join('/')}
                  level={level}
                  name={name}
                />
              )}
            </Fragment>
          );
        })}
      </bdi>
    </h2>
  );
}

/**
 * Number of first levels left out so that the others fit into the line. Buttons cannot be cut like text, which would
 * leave a gap.
 * @param of identifies the content; a change measures again
 */
function useLeftOut(
  line: RefObject<HTMLElement | null>,
  least: number,
  most: number,
  of: string,
): number {
  const [left, setLeft] = useState({ of, out: least });
  const out = left.of === of ? left.out : least;
  useLayoutEffect(() => {
    const element = line.current;
    if (element === null || out >= most) return undefined;
    // It calls back before the browser paints.
    const observer = new ResizeObserver(() => {
      const tooMany = overflowing(element);
      if (tooMany > 0) setLeft({ of, out: Math.min(most, out + tooMany) });
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [line, out, most, of]);
  return out;
}

/** Number of drawn levels, from the first, that have to give way to the others and to the ellipsis. */
function overflowing(line: HTMLElement): number {
  if (line.scrollWidth <= line.clientWidth) return 0;
  const levels = [...line.querySelectorAll('[data-level]')].map((level) =>
    level.getBoundingClientRect(),
  );
  const [first, second] = levels;
  const end = levels.at(-1)?.right ?? 0;
  // At least as wide as a separator. If it is wider, the next measurement leaves out one level more.
  const ellipsis = first && second ? second.left - first.right : 0;
  const fits = levels.findIndex(({ left }) => end - left + ellipsis <= line.clientWidth);
  return fits === -1 ? levels.length : Math.max(1, fits);
}

interface LevelTextProps {
  readonly level: string;
  readonly name: string;
}

function LevelButton({
  connectionId,
  path,
  ...text
}: LevelTextProps & { readonly connectionId: string; readonly path: string }) {
  const t = useText().topic;
  return (
    <button
      type="button"
      data-level
      title={t.toLevel}
      className="min-h-(--h-link) min-w-(--h-link) rounded-sm hover:text-accent hover:underline"
      onClick={() => select(connectionId, { topic: path })}
    >
      <LevelText {...text} />
    </button>
  );
}

function LevelText({ level, name }: LevelTextProps) {
  const t = useText().topics;
  return level.trim() === '' ? (
    <span className="text-fg-3 italic">{levelName(level, t)}</span>
  ) : (
    <bdi className="whitespace-pre">
      {visibleLevel(level.slice(0, LEVEL_SHOWN), name)}
      {level.length > LEVEL_SHOWN && '…'}
    </bdi>
  );
}
