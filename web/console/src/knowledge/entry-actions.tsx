import { Button, Group } from '@mantine/core';
import { IconArchive, IconDeviceFloppy, IconSend } from '@tabler/icons-react';
import { useState } from 'react';
import type { Entry } from '../../../shared/wire.ts';
import { ConfirmDialog } from '../parts/confirm-dialog.tsx';
import { useMay } from '../session/use-me.ts';
import { useTexts } from '../texts/texts.tsx';
import type { EntryDeeds } from './use-entry-deeds.ts';

/** Saves, publishes, archives: what the entry's state and the person's role allow. */
export function EntryActions({ entry, deeds, isDirty }: { entry: Entry | null; deeds: EntryDeeds; isDirty: boolean }) {
  const { t } = useTexts();
  const mayWrite = useMay('knowledge.write');
  const mayPublish = useMay('knowledge.publish');
  const [isArchiving, setArchiving] = useState(false);
  const isPublished = entry?.state === 'published';
  const maySave = mayWrite && entry?.state !== 'archived' && (!isPublished || mayPublish);
  return (
    <Group gap="xs">
      {isPublished && mayPublish && (
        <Button
          variant="subtle"
          color="red"
          leftSection={<IconArchive size={16} aria-hidden />}
          onClick={() => setArchiving(true)}
        >
          {t('knowledge.archive')}
        </Button>
      )}
      {maySave && (
        <Button
          variant={isPublished ? 'filled' : 'default'}
          leftSection={<IconDeviceFloppy size={16} aria-hidden />}
          disabled={!isDirty && entry !== null}
          loading={deeds.isSaving}
          onClick={deeds.save}
        >
          {t(isPublished ? 'knowledge.saveLive' : 'knowledge.save')}
        </Button>
      )}
      {!isPublished && entry?.state !== 'archived' && mayPublish && (
        <Button
          leftSection={<IconSend size={16} aria-hidden />}
          loading={deeds.isPublishing}
          onClick={() => deeds.publish(false)}
        >
          {t('knowledge.publish')}
        </Button>
      )}
      <ConfirmDialog
        isOpen={deeds.asksDoubles}
        title={t('knowledge.doublesTitle')}
        body={t('knowledge.doublesBody')}
        action={t('knowledge.publishAnyway')}
        isBusy={deeds.isPublishing}
        cancel={deeds.forgetDoubles}
        confirm={() => deeds.publish(true)}
      />
      <ConfirmDialog
        isOpen={isArchiving}
        title={t('knowledge.archiveTitle')}
        body={t('knowledge.archiveBody')}
        action={t('knowledge.archive')}
        isDanger
        isBusy={deeds.isArchiving}
        cancel={() => setArchiving(false)}
        confirm={() => deeds.archive(() => setArchiving(false))}
      />
    </Group>
  );
}
