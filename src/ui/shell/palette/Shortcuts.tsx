import { X } from 'lucide-react';
import { Dialog, IconButton, useText } from '#kit';
import { closeOverlay, useOverlay } from '../../session/dialogs/overlay.ts';
import { DESKS } from '../desk/panels.ts';

/** Help about keyboard shortcuts. */
export function Shortcuts() {
  const open = useOverlay((state) => state.open === 'shortcuts');
  const {
    breakpoints,
    captures,
    commands: t,
    faults,
    shell,
    kit,
    problems,
    replies,
    topicActions,
  } = useText();
  const texts = t.shortcutTexts;
  const names = DESKS.map(({ id }) => shell.desks[id]);
  const groups: readonly (readonly [string, readonly (readonly [string, string])[]])[] = [
    [
      t.shortcutGroups.everywhere,
      [
        ['Ctrl K', texts.palette],
        ['Ctrl F', texts.filter],
        ['Ctrl S', captures.save],
        ['Ctrl Z', texts.undo],
        ['Ctrl Enter', texts.publish],
        ['Alt Q, Alt R', texts.flags],
        ['F6', texts.panes],
        [t.shortcutKeys.views, texts.views(names)],
        ['Esc', texts.close],
      ],
    ],
    [
      t.shortcutGroups.outside,
      [
        ['/', texts.find],
        ['Ctrl V', texts.paste],
        ['S', t.actions.subscribe],
        ['P', t.actions.goToPublish],
        ['Space', texts.pause],
        ['F', texts.follow],
        ['X', texts.exchange],
        ['[ ]', texts.exchangeSteps],
        ['< >', texts.topicSteps],
        ['E', texts.again],
        ['B', breakpoints.breakHere],
        ['A', texts.grouping],
        ['W', texts.wire],
        ['R', replies.across],
        ['. N', problems.next],
        ['G', faults.actions.letGo],
        ['M', captures.marks.mark],
        ['C', texts.copy],
        ['?', texts.help],
      ],
    ],
    [
      t.shortcutGroups.lists,
      [
        ['↑ ↓', texts.move],
        ['← →', texts.open],
        ['Home End', texts.ends],
        ['Enter', texts.enter],
        ['Ctrl A', texts.selectAll],
        ['Shift F10', texts.rowMenu],
        [t.shortcutKeys.click, texts.addToFilter],
      ],
    ],
    [
      topicActions.keys.group,
      [
        ['Shift F10', topicActions.keys.menu],
        ['Ctrl C, Ctrl Shift C, Alt C', topicActions.keys.copy],
        ['Alt X', topicActions.keys.export],
        ['Alt G', topicActions.keys.chart],
        ['Alt P', topicActions.keys.publish],
        ['Alt S', topicActions.keys.subscribe],
        ['Alt Enter', topicActions.keys.filter],
        ['Shift → ←', topicActions.keys.below],
        ['Ctrl Shift → ←', topicActions.keys.all],
        ['*', topicActions.keys.siblings],
        ['Alt I', topicActions.keys.pin],
        ['Alt H', topicActions.keys.hide],
        ['Delete', topicActions.keys.clear],
        ['F3', topicActions.keys.match],
      ],
    ],
    [
      texts.filter,
      [
        ['Tab', texts.completion],
        ['Alt Enter', texts.correction],
        ['Esc', texts.leaveFilter],
      ],
    ],
  ];
  return (
    <Dialog
      open={open}
      label={t.shortcuts}
      onClose={closeOverlay}
      className="w-100 max-w-[calc(100vw-32px)] lg:w-220"
    >
      <div className="flex min-h-9 items-center border-b border-line pr-1 pl-3">
        <h2 className="text-base font-semibold">{t.shortcuts}</h2>
        <IconButton
          small
          label={kit.close}
          onClick={closeOverlay}
          // The dialog scrolls: a ring around it would be cut off.
          className="ml-auto -outline-offset-2"
        >
          <X size={14} aria-hidden />
        </IconButton>
      </div>
      <div className="gap-x-8 px-3 pb-3 lg:columns-2">
        {groups.map(([title, rows]) => (
          <section key={title} aria-label={title} className="break-inside-avoid">
            <h3 className="pt-3 pb-1 text-xs font-semibold text-fg-2">{title}</h3>
            <dl>
              {rows.map(([keys, text]) => (
                <div key={keys} className="flex min-h-6 items-center justify-between gap-4">
                  <dt>{text}</dt>
                  <dd className="shrink-0 text-fg-2">{keys}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
