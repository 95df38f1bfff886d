import { List } from 'lucide-react';
import { useState } from 'react';
import { foldersOf } from '../../../../profiles/settings/arrangement.ts';
import type { Profile } from '../../../../profiles/settings/settings.ts';
import { Button } from '../../../kit/Button.tsx';
import { DialogBoundary } from '../../../kit/DialogBoundary.tsx';
import { useFirstText } from '../../../kit/language/firstText.ts';
import { Popover } from '../../../kit/Popover.tsx';
import { SelectField } from '../../../kit/SelectField.tsx';
import { openProfile } from '../../../session/profiles/profiles.ts';
import { shownFolder } from '../../../session/shownName.ts';
import { PaneMenu } from './PaneMenu.tsx';
import { ProfileList } from './ProfileList.tsx';

interface ProfileSelectProps {
  readonly connectionId: string;
  readonly selected: string | undefined;
  readonly items: readonly Profile[];
}

/** Selection of a profile, from a menu or from the whole list in a dialog. */
export function ProfileSelect({ connectionId, selected, items }: ProfileSelectProps) {
  const { editor: t, profiles } = useFirstText();
  const [isOpen, setOpen] = useState(false);
  const options = foldersOf(items).flatMap((folder) =>
    folder.items.map(({ id, name }) => ({
      value: id,
      label: shownFolder(folder.name === '' ? name : `${folder.name} / ${name}`),
    })),
  );
  return (
    <>
      <SelectField
        className="max-w-80 flex-1 basis-24"
        label={t.profiles}
        value={items.some((one) => one.id === selected) ? (selected ?? '') : ''}
        options={[{ value: '', label: t.chooseProfile }, ...options]}
        onChange={(id) => {
          const profile = items.find((one) => one.id === id);
          if (profile !== undefined) openProfile(connectionId, profile);
        }}
      />
      <div className="relative flex gap-1">
        <Button
          icon={<List size={14} aria-hidden />}
          title={profiles.manage}
          className="max-sm:w-(--h-ctl) max-sm:[&>span]:sr-only"
          onClick={() => setOpen(!isOpen)}
        >
          {profiles.manage}
        </Button>
        <PaneMenu />
        {isOpen && (
          <DialogBoundary part="profiles" name={t.profiles} onClose={() => setOpen(false)}>
            <Popover
              label={t.profiles}
              onClose={() => setOpen(false)}
              className="top-full right-0 mt-1 max-h-[70vh] w-80"
            >
              <ProfileList
                connectionId={connectionId}
                selected={selected}
                items={items}
                wanted=""
              />
            </Popover>
          </DialogBoundary>
        )}
      </div>
    </>
  );
}
