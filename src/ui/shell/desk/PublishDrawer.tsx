import { Pin, PinOff, X } from 'lucide-react';
import type { KeyboardEvent } from 'react';
import {
  Boundary,
  classes,
  FailedPart,
  focusTarget,
  IconButton,
  NARROW,
  Splitter,
  useFirstText,
  useMedia,
} from '#kit';
import { PublishPane } from '../../panels/publish/PublishPane.tsx';
import { LIMITS, setLayout, usePaneWidth } from '../../session/view/layout.ts';
import { closeDrawer, pinDrawer, useDrawer } from '../../session/view/publishDrawer.ts';

function close(): void {
  closeDrawer();
  focusTarget('capture');
}

/** The form to publish: a column if it is pinned, otherwise a drawer that covers a part of the desk and moves nothing. */
export function PublishDrawer({ connectionId }: { connectionId: string }) {
  const t = useFirstText().shell;
  const drawer = useDrawer();
  const isNarrow = useMedia(NARROW);
  const width = usePaneWidth('publish');
  if (drawer === 'closed') return null;
  const isColumn = drawer === 'column';
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || event.defaultPrevented || isColumn) return;
    event.preventDefault();
    close();
  };
  return (
    <div
      onKeyDown={onKeyDown}
      className={classes(
        'flex max-w-full shrink-0 flex-col border-l border-line bg-pane',
        isColumn ? 'relative' : 'absolute inset-y-0 right-0 z-20 shadow-pop max-[899.98px]:left-0',
      )}
      style={isNarrow ? {} : { width }}
    >
      <Boundary
        part="publish drawer"
        name={t.publish}
        instead={(failed) => <FailedPart {...failed} />}
      >
        <PublishPane
          connectionId={connectionId}
          actions={
            <>
              {!isNarrow && (
                <IconButton
                  small
                  label={isColumn ? t.unpinPublish : t.pinPublish}
                  pressed={isColumn}
                  onClick={() => pinDrawer(!isColumn)}
                >
                  {isColumn ? <PinOff size={14} aria-hidden /> : <Pin size={14} aria-hidden />}
                </IconButton>
              )}
              <IconButton small label={t.closePublish} onClick={close}>
                <X size={14} aria-hidden />
              </IconButton>
            </>
          }
        >
          {!isNarrow && (
            <Splitter
              label={t.resize(t.publish)}
              orientation="vertical"
              edge="left"
              value={width}
              min={LIMITS.publish[0]}
              max={LIMITS.publish[1]}
              perPixel={() => -1}
              step={16}
              onChange={(publish) => setLayout({ publish })}
            />
          )}
        </PublishPane>
      </Boundary>
    </div>
  );
}
