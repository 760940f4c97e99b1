import { Anchor, Badge, Button, Group, NativeSelect, Paper, Stack, Text, TextInput } from '@mantine/core';
import { IconCalendarEvent, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import type { Course } from '../../../shared/wire/course.ts';
import { ConfirmDialog } from '../parts/confirm-dialog.tsx';
import { useNotice } from '../parts/notice.ts';
import { EmptyState, QueryStates } from '../parts/states.tsx';
import { Instant } from '../parts/time.tsx';
import { useMay } from '../session/use-me.ts';
import { useTexts } from '../texts/texts.tsx';
import { KnowledgeHead } from './knowledge-head.tsx';
import { useAddCourse, useCourses, useRemoveCourse } from './use-courses.ts';

const kinds = ['course', 'workshop', 'webinar'] as const;

/** Dates of courses, workshops and webinars that the bot gives by link (EXS-54). */
export function CoursesPage() {
  const { t } = useTexts();
  const query = useCourses();
  const mayWrite = useMay('courses.write');
  const [isOpen, open] = useState(false);
  const [leaving, leave] = useState<Course | null>(null);
  return (
    <div className="page">
      <KnowledgeHead />
      <Stack maw={820}>
        <Text size="sm">{t('knowledge.courses.about')}</Text>
        {mayWrite && (
          <Group>
            <Button variant="default" leftSection={<IconPlus size={16} aria-hidden />} onClick={() => open(true)}>
              {t('knowledge.courses.add')}
            </Button>
          </Group>
        )}
        <QueryStates query={query}>
          {({ items }) =>
            items.length === 0 ? (
              <EmptyState icon={IconCalendarEvent}>
                {t(mayWrite ? 'knowledge.courses.empty' : 'knowledge.courses.emptyRead')}
              </EmptyState>
            ) : (
              <Stack gap="xs">
                {items.map((one) => (
                  <CourseLine key={one.id} one={one} {...(mayWrite && { remove: () => leave(one) })} />
                ))}
              </Stack>
            )
          }
        </QueryStates>
      </Stack>
      {isOpen && <CourseDialog close={() => open(false)} />}
      {leaving !== null && <RemoveDialog one={leaving} close={() => leave(null)} />}
    </div>
  );
}

function CourseLine({ one, remove }: { one: Course; remove?: () => void }) {
  const { t } = useTexts();
  const { kind, title, startsAt, url } = one;
  const isPast = new Date(startsAt) <= new Date();
  return (
    <Paper withBorder p="sm" component="section" aria-label={title}>
      <Group justify="space-between" wrap="nowrap" align="flex-start">
        <Stack gap={2}>
          <Text fw={600}>{title}</Text>
          <Group gap="xs">
            <Text size="sm" c="dimmed">
              {t(`knowledge.courses.kinds.${kind}`)} · <Instant at={startsAt} />
            </Text>
            <Badge variant="light" color={isPast ? 'gray' : 'green'}>
              {t(isPast ? 'knowledge.courses.past' : 'knowledge.courses.coming')}
            </Badge>
          </Group>
          <Anchor href={url} target="_blank" rel="noreferrer" size="sm">
            {url}
          </Anchor>
        </Stack>
        {remove && (
          <Button variant="subtle" color="red" size="xs" flex="none" onClick={remove}>
            {t('knowledge.courses.remove')}
          </Button>
        )}
      </Group>
    </Paper>
  );
}

function CourseDialog({ close }: { close: () => void }) {
  const { t } = useTexts();
  const notice = useNotice();
  const work = useAddCourse();
  // One for each time that the form is opened: pressed twice on a weak link, it is entered once.
  const [key] = useState(() => crypto.randomUUID());
  const [kind, setKind] = useState<Course['kind']>('course');
  const [title, setTitle] = useState('');
  const [at, setAt] = useState('');
  const [url, setUrl] = useState('');
  const confirm = () =>
    work.mutate(
      { key, kind, title: title.trim(), startsAt: new Date(at).toISOString(), url: url.trim() },
      {
        onSuccess: () => {
          notice(t('knowledge.courses.added'));
          close();
        },
      },
    );
  return (
    <ConfirmDialog
      isOpen
      title={t('knowledge.courses.add')}
      action={t('knowledge.courses.add')}
      isBusy={work.isPending}
      isBlocked={title.trim() === '' || at === '' || !/^https:[/][/]./.test(url.trim())}
      cancel={close}
      confirm={confirm}
    >
      <Stack gap="sm">
        <NativeSelect
          label={t('knowledge.courses.kind')}
          value={kind}
          onChange={(event) => setKind(event.currentTarget.value as Course['kind'])}
          data={kinds.map((value) => ({ value, label: t(`knowledge.courses.kinds.${value}`) }))}
        />
        <TextInput
          label={t('knowledge.courses.name')}
          value={title}
          onChange={(event) => setTitle(event.currentTarget.value)}
          maxLength={200}
          required
        />
        <TextInput
          type="datetime-local"
          label={t('knowledge.courses.startsAt')}
          value={at}
          onChange={(event) => setAt(event.currentTarget.value)}
          required
        />
        <TextInput
          type="url"
          label={t('knowledge.courses.url')}
          placeholder="https://"
          value={url}
          onChange={(event) => setUrl(event.currentTarget.value)}
          maxLength={2_000}
          required
        />
      </Stack>
    </ConfirmDialog>
  );
}

function RemoveDialog({ one, close }: { one: Course; close: () => void }) {
  const { t } = useTexts();
  const work = useRemoveCourse();
  return (
    <ConfirmDialog
      isOpen
      isDanger
      title={t('knowledge.courses.removeTitle', { title: one.title })}
      body={t('knowledge.courses.removeAbout')}
      action={t('knowledge.courses.remove')}
      isBusy={work.isPending}
      cancel={close}
      confirm={() => work.mutate(one.id, { onSuccess: close })}
    />
  );
}
